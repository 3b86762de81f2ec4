using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Log;

/// <summary>Makes receipts: for a posting, the proof that its transaction is in the signed log, with all that is needed to check it.</summary>
internal sealed class Receipts(Database database)
{
    /// <summary>The receipt of the transaction that a posting belongs to. Null for an unknown posting; a refusal while it waits for its place.</summary>
    public Outcome<string>? Find(CustomerId customer, long posting)
    {
        var found = database.QueryFirst<TransactionRow>(
            """
            SELECT t.posting AS First, t.last_posting AS Last, t.salt AS Salt, t.entry AS Entry, t.log_id AS Log, t.leaf_index AS Leaf, s.checkpoint AS Checkpoint, s.witnessed AS Witnessed
            FROM ledger_transaction t LEFT JOIN log_state s ON s.log_id = t.log_id
            WHERE t.customer_id = @customer AND t.posting <= @posting AND t.last_posting >= @posting
            """,
            new { customer = customer.Value, posting });
        if (found?.Salt is null)
        {
            return null;
        }

        if (found is not { Leaf: { } leaf, Log: { } log, Checkpoint: { } checkpoint })
        {
            return Waits;
        }

        // A checkpoint that witnesses signed proves more, even where it is not the newest.
        var note = new[] { found.Witnessed, checkpoint }.OfType<string>().Select(signed => SignedNote.Parse(signed).Value)
            .FirstOrDefault(signed => Checkpoint.Parse(signed.Text).Value.Size > leaf);
        if (note is null)
        {
            return Waits;
        }

        var statement = LedgerStatement.Write(customer, Postings(customer, found.First, found.Last));
        var receipt = Receipt.Make(LogTiles.Of(database, log), leaf, note, LedgerStatement.Pack(found.Salt, statement));
        return receipt.Refusal is { } refusal ? refusal : (Outcome<string>)receipt.Value.ToString();
    }

    /// <summary>A customer's postings as they are stored, in their order.</summary>
    public IReadOnlyList<Posting> Postings(CustomerId customer, long first, long last) => database.Query<StoredPosting>(
        """
        SELECT posting AS Posting, fact_version AS FactVersion, at AS At, day AS Day, unit AS Unit, from_account AS "From", to_account AS "To", points AS Points, lot AS Lot, reason AS Reason, order_id AS "Order", rule AS Rule, programme_version AS ProgrammeVersion
        FROM posting WHERE customer_id = @customer AND posting BETWEEN @first AND @last ORDER BY posting
        """,
        new { customer = customer.Value, first, last }).ConvertAll(row => row.ToPosting());

    private static Transparency.Refusal Waits { get; } = new("receipt.waits", "The posting is being entered in the log; ask again in two seconds.");

    private sealed record TransactionRow
    {
        public long First { get; init; }

        public long Last { get; init; }

        public byte[]? Salt { get; init; }

        public byte[] Entry { get; init; } = [];

        public int? Log { get; init; }

        public long? Leaf { get; init; }

        public string? Checkpoint { get; init; }

        public string? Witnessed { get; init; }
    }

    private sealed record StoredPosting
    {
        public long Posting { get; init; }

        public long FactVersion { get; init; }

        public long At { get; init; }

        public int Day { get; init; }

        public string Unit { get; init; } = "";

        public int From { get; init; }

        public int To { get; init; }

        public long Points { get; init; }

        public long Lot { get; init; }

        public int Reason { get; init; }

        public Guid? Order { get; init; }

        public string? Rule { get; init; }

        public int ProgrammeVersion { get; init; }

        public Posting ToPosting() => new(
            Posting, Unit, (LedgerAccount)From, (LedgerAccount)To, Points, Lot, (PostingReason)Reason,
            new PostingSource(FactVersion, new Instant(At), new Day(Day), Order is { } order ? new OrderId(order) : null, Rule, ProgrammeVersion));
    }
}
