using System.Text.Json;
using Regulars.Kernel;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Adjustments;

/// <summary>Keeps batches of points: looked at first, then confirmed; above the limit of one person a second one approves them.</summary>
internal sealed class AdjustmentBatches(Database database, ApprovalStore approvals, TimeProvider clock)
{
    /// <summary>So long a batch that was looked at can be confirmed: later its members and their balances are others.</summary>
    public static readonly TimeSpan TimeToConfirm = TimeSpan.FromDays(1);

    /// <summary>Keeps a batch to look at; nothing is moved.</summary>
    public Result<Approval> Add(ApprovalRequest request, AdjustmentLines lines) => approvals.Add(request with { State = "preview" }, (transaction, id) => transaction.Execute(
        "INSERT INTO adjustment_batch (approval_id, origin, lines, refused, refused_lines) VALUES (@id, @Origin, @Lines, @Refused, @refusedLines)",
        new { id, lines.Origin, lines.Lines, lines.Refused, refusedLines = JsonSerializer.Serialize(lines.FirstRefused, AdjustmentJson.Default.IReadOnlyListRefusedAdjustment) }));

    /// <summary>One batch; null when there is none by this id.</summary>
    public AdjustmentBatch? Find(Guid id)
    {
        if (approvals.Find(id) is not { } approval)
        {
            return null;
        }

        // What a program asked for was told customer by customer, without lines.
        var kept = database.Query<(string Origin, long Lines, long Refused, string RefusedLines)>("SELECT origin, lines, refused, refused_lines FROM adjustment_batch WHERE approval_id = @id", new { id });
        var (origin, lines, refused, first) = kept is [var batch] ? batch : ("", approval.Members, 0, "[]");
        var (given, taken) = Sums(id);
        return new AdjustmentBatch(approval, origin, lines, refused, JsonSerializer.Deserialize(first, AdjustmentJson.Default.IReadOnlyListRefusedAdjustment) ?? [], given, taken)
        {
            Outcomes = database.Query<(string? Outcome, long Customers, long Parts)>(
                "SELECT outcome, count(*), CAST(sum(points) AS {long}) FROM approval_member WHERE approval_id = @id GROUP BY outcome ORDER BY outcome", new { id })
                .ConvertAll(row => new AdjustmentOutcome(row.Outcome ?? "", row.Customers, row.Parts)),
            InLedger = approval.State == "applied" ? InLedger(id) : null,
        };
    }

    /// <summary>Whether a batch waits for a second person: one of its movements is above the limit, or all of them together are.</summary>
    public bool NeedsApproval(Guid id, PointUnit unit)
    {
        var (given, taken) = Sums(id);
        return unit.NeedsApproval(given + taken);
    }

    /// <summary>Lets a batch that was looked at wait for a second person, or be applied. Only who made it does so; done twice it is done once.</summary>
    public void Confirm(Guid id, Caller by, bool waits)
    {
        if (approvals.Find(id)?.IsOf(by) == true)
        {
            database.Write(transaction => transaction.Execute(
                "UPDATE approval SET state = @state, decided_at = @at WHERE approval_id = @id AND state = 'preview' AND asked_at > @lapsed",
                new { id, lapsed = Lapsed, state = waits ? "waiting" : "approved", at = waits ? (long?)null : Instant.Now(clock).Microseconds }));
        }
    }

    /// <summary>Forgets the batches that nobody confirmed in time.</summary>
    public void Lapse()
    {
        foreach (var id in database.Query<Guid>("SELECT approval_id FROM approval WHERE state = 'preview' AND asked_at <= @lapsed", new { lapsed = Lapsed }))
        {
            Discard(id);
        }
    }

    /// <summary>Forgets a batch that nobody confirmed.</summary>
    public void Discard(Guid id) => database.Write(transaction =>
    {
        if (transaction.Execute("DELETE FROM approval WHERE approval_id = @id AND state = 'preview'", new { id }) > 0)
        {
            transaction.Execute("DELETE FROM approval_member WHERE approval_id = @id", new { id });
            transaction.Execute("DELETE FROM adjustment_batch WHERE approval_id = @id", new { id });
        }
    });

    private long Lapsed => Instant.From(clock.GetUtcNow() - TimeToConfirm).Microseconds;

    private (long Given, long Taken) Sums(Guid id) => database.Query<(long Given, long Taken)>(
        """
        SELECT CAST(coalesce(sum(CASE WHEN points > 0 THEN points ELSE 0 END), 0) AS {long}), CAST(coalesce(sum(CASE WHEN points < 0 THEN -points ELSE 0 END), 0) AS {long})
        FROM approval_member WHERE approval_id = @id
        """,
        new { id })[0];

    /// <summary>What the ledger itself says of it: the postings of the facts that name the request.</summary>
    private long InLedger(Guid id) => database.QueryFirst<long>(
        """
        SELECT CAST(coalesce(sum(CASE WHEN p.from_account = 0 THEN p.points ELSE -p.points END), 0) AS {long})
        FROM approval_member m JOIN customer a ON a.customer_id = m.customer_id JOIN customer b ON b.group_id = a.group_id
        JOIN fact f ON f.customer_id = b.customer_id AND f.kind = @kind AND f.content LIKE @named
        JOIN posting p ON p.customer_id = f.customer_id AND p.fact_version = f.version AND p.reason = 7
        WHERE m.approval_id = @id
        """,
        new { id, kind = PointsFacts.Adjusted, named = $"%\"approval\":\"{id}\"%" });
}
