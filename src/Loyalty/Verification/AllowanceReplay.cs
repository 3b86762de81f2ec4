using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Verification;

/// <summary>What is noted as taken of each allowance, against the uses of points that tills told of it.</summary>
internal static class AllowanceReplay
{
    /// <summary>The first row that does not agree; null when all do. What an erased person took is not told any more.</summary>
    public static LedgerFault? Find(Database database)
    {
        var expected = new Dictionary<Guid, long>();
        database.Scan(
            $"""
            SELECT f.content, r.points FROM redemption r JOIN fact f ON f.customer_id = r.customer_id AND f.version = r.fact_version
            WHERE f.kind = '{PointsFacts.Captured}' AND r.number = 0 AND f.content IS NOT NULL
            """,
            row =>
            {
                if (PointsCommand.Read(row.Text(0))?.Hold is { } hold)
                {
                    expected[hold] = expected.GetValueOrDefault(hold) + row.Long(1);
                }
            });
        LedgerFault? fault = null;
        database.Scan(
            "SELECT a.allowance_id, a.customer_id, a.taken FROM allowance_lookup a JOIN customer c ON c.customer_id = a.customer_id WHERE c.erased_at IS NULL ORDER BY a.allowance_id",
            row =>
            {
                if (expected.GetValueOrDefault(row.Id(0)) is var sum && sum != row.Long(2))
                {
                    fault ??= new LedgerFault(row.Id(1), "allowance_lookup", row.Id(0).ToString(), "taken", MemberReplay.Text(row.Long(2)), MemberReplay.Text(sum));
                }
            });
        return fault;
    }
}
