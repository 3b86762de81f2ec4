using Regulars.Storage;

namespace Regulars.Loyalty.Verification;

/// <summary>Limits that everybody shares, against what all members together use of them; and pools against their codes.</summary>
internal sealed class SharedReplay
{
    private readonly Dictionary<string, long> found = [];

    private readonly Dictionary<string, long> expected = [];

    private readonly Dictionary<string, (long Codes, long Left)> pools = [];

    private readonly Dictionary<string, (long Codes, long Left)> counted = [];

    /// <summary>Takes one row that is nobody's.</summary>
    public void Take(RowReader row)
    {
        switch (row.Int(1))
        {
            case 8:
                found.Add(row.Text(3), row.Long(9));
                break;
            case 9:
                pools.Add(row.Text(3), (row.Long(9), row.Long(10)));
                break;
            default:
                counted.Add(row.Text(3), (row.Long(9), row.Long(10)));
                break;
        }
    }

    /// <summary>Notes what a member uses of a limit.</summary>
    public void Count(string key, long used) => expected[key] = expected.GetValueOrDefault(key) + used;

    /// <summary>The first row that does not agree; null when all do.</summary>
    public LedgerFault? Find()
    {
        foreach (var key in found.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
        {
            if (found.GetValueOrDefault(key) is var used && expected.GetValueOrDefault(key) is var sum && used != sum)
            {
                return Fault("shared_limit", key, "used", used, sum);
            }
        }

        foreach (var pool in pools.Keys.Union(counted.Keys).Order(StringComparer.Ordinal))
        {
            var (said, codes) = (pools.GetValueOrDefault(pool), counted.GetValueOrDefault(pool));
            if (said != codes)
            {
                return said.Codes != codes.Codes ? Fault("code_pool", pool, "codes", said.Codes, codes.Codes) : Fault("code_pool", pool, "codes_left", said.Left, codes.Left);
            }
        }

        return null;
    }

    private static LedgerFault Fault(string table, string row, string column, long found, long expected) =>
        new(Guid.Empty, table, row, column, MemberReplay.Text(found), MemberReplay.Text(expected));
}
