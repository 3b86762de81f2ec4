using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Log;

/// <summary>The public log of the ledger: gives waiting transactions their place, signs the tree, and tells what was signed.</summary>
/// <remarks>A transaction is promised to be in the signed tree within two seconds. What was signed once is never taken back: a tree that is
/// smaller or another one, as after an older backup was restored, is refused until <see cref="Continue"/>.</remarks>
public sealed class LedgerLog(Database database, LogKeys keys)
{
    /// <summary>Transactions that get their place at once: a batch is one short transaction.</summary>
    internal const int MostAtOnce = 4096;

    private static readonly RowShape<LeafRow> Leaves = new RowShape<LeafRow>()
        .Id("customer_id", row => row.Customer)
        .Long("posting", row => row.Posting)
        .Int("log_id", row => row.Log)
        .Long("leaf_index", row => row.Leaf);

    /// <summary>Why the log does not sign; null when it does.</summary>
    public Transparency.Refusal? Refusal { get; private set; }

    /// <summary>Whether anything waits for its place, or nothing was signed yet.</summary>
    public bool HasWaiting => database.QueryFirst<int?>("SELECT 1 FROM ledger_transaction WHERE leaf_index IS NULL LIMIT 1") is not null
        || database.QueryFirst<int?>("SELECT 1 FROM log_state WHERE checkpoint IS NOT NULL LIMIT 1") is null;

    /// <summary>Gives waiting transactions their place and signs; answers how many there were.</summary>
    /// <param name="check">Fails when another node leads; called in the transaction.</param>
    public int Grow(Action<WriteTransaction> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var (state, added) = database.Write(transaction =>
        {
            check(transaction);
            var before = State(transaction) ?? Open(transaction, 1);
            Refusal = Doubt(LogTiles.Of(transaction, before.Log), before);
            return Refusal is null ? Append(transaction, before) : (before, 0);
        });
        if (Refusal is null && (added > 0 || state.Checkpoint is null))
        {
            Sign(state);
        }

        return added;
    }

    /// <summary>The last signed checkpoint of a log, with the signatures of witnesses that it has; null where nothing is signed yet.</summary>
    /// <param name="log">The number of the log; null: the one that grows.</param>
    public string? Checkpoint(int? log = null)
    {
        var row = database.QueryFirst<CheckpointRow>(
            "SELECT checkpoint AS Signed, witnessed AS Witnessed FROM log_state WHERE log_id = coalesce(@log, (SELECT max(log_id) FROM log_state))", new { log });

        // The witnessed one begins with the same text and signature where it is of the same tree.
        return row is { Signed: { } signed, Witnessed: { } witnessed } && witnessed.StartsWith(signed, StringComparison.Ordinal) ? witnessed : row?.Signed;
    }

    /// <summary>The newest checkpoint of a log that witnesses signed; null where none did.</summary>
    /// <param name="log">The number of the log; null: the one that grows.</param>
    public string? Witnessed(int? log = null) => database.QueryFirst<string>(
        "SELECT witnessed FROM log_state WHERE log_id = coalesce(@log, (SELECT max(log_id) FROM log_state))", new { log });

    /// <summary>The tree that was signed last; null before the first.</summary>
    internal SignedTree? Latest()
    {
        var row = database.QueryFirst<LogState>("SELECT log_id AS Log, checkpoint AS Checkpoint FROM log_state ORDER BY log_id DESC LIMIT 1");
        return row?.Checkpoint is { } checkpoint && SignedNote.Parse(checkpoint).Value is { } note
            ? new SignedTree(row.Log, Transparency.Checkpoint.Parse(note.Text).Value.Size, note)
            : null;
    }

    /// <summary>The number of the log that grows; 0 before the first.</summary>
    public int Current => database.QueryFirst<int?>("SELECT max(log_id) FROM log_state") ?? 0;

    /// <summary>The key that verifies a log, as text.</summary>
    public string VerifierKey(int? log = null) => keys.Of(log ?? Math.Max(1, Current)).Verifier.ToString();

    /// <summary>The keys of all logs as text, a line each, the newest first.</summary>
    public string VerifierKeys => string.Join('\n', Enumerable.Range(1, Math.Max(1, Current)).Reverse().Select(number => VerifierKey(number)));

    /// <summary>Opens a new log that continues a doubted one: its first leaf is the last checkpoint that was signed.</summary>
    public string Continue() => database.Write(transaction =>
    {
        var before = State(transaction) ?? Open(transaction, 1);
        var after = Open(transaction, before.Log + 1);
        var entry = System.Text.Encoding.UTF8.GetBytes(keys.Last ?? before.Checkpoint ?? before.Origin + "\n");
        var grown = Grown(transaction, after, [entry]);
        Refusal = null;
        Sign(grown, transaction);
        return grown.Origin;
    });

    private (LogState State, int Added) Append(WriteTransaction transaction, LogState before)
    {
        var waiting = transaction.Query<WaitingRow>(
            """
            SELECT customer_id AS Customer, posting AS Posting, entry AS Entry FROM ledger_transaction
            WHERE leaf_index IS NULL ORDER BY customer_id, posting LIMIT @most
            """,
            new { most = MostAtOnce });
        if (waiting.Count == 0)
        {
            return (before, 0);
        }

        var after = Grown(transaction, before, waiting.ConvertAll(row => row.Entry));
        transaction.Write(
            """
            UPDATE ledger_transaction SET log_id = rows.log_id, leaf_index = rows.leaf_index FROM {rows}
            WHERE ledger_transaction.customer_id = rows.customer_id AND ledger_transaction.posting = rows.posting
            """,
            Leaves,
            [.. waiting.Select((row, place) => new LeafRow(row.Customer, row.Posting, before.Log, before.Size + place))]);
        return (after, waiting.Count);
    }

    private static LogState Grown(WriteTransaction transaction, LogState before, IReadOnlyList<byte[]> entries)
    {
        var growth = MerkleLog.Append(before.Size, LogTiles.Of(transaction, before.Log), [.. entries.Select(entry => LogHash.OfLeaf(entry))]);
        if (growth.Refusal is { } refusal || growth.Value.RootBefore != LogHash.FromBytes(before.Root))
        {
            throw new InvalidOperationException($"The tiles of log {before.Log} do not make its root.");
        }

        var writer = new LogTileWriter(transaction, before.Log);
        growth.Value.WriteTo(writer);
        writer.Append(before.Size, entries);
        var after = before with { Size = growth.Value.Size, Root = growth.Value.Root.ToArray() };
        var changed = transaction.Execute(
            "UPDATE log_state SET size = @Size, root = @Root WHERE log_id = @Log AND size = @sizeBefore",
            new { after.Size, after.Root, after.Log, sizeBefore = before.Size });
        return changed == 1 ? after : throw new InvalidOperationException($"Log {before.Log} grew under another hand.");
    }

    private void Sign(LogState state, WriteTransaction? transaction = null)
    {
        var tree = Transparency.Checkpoint.Create(state.Origin, state.Size, LogHash.FromBytes(state.Root)).Value;
        var note = tree.Sign(keys.Of(state.Log)).Value.ToString();
        keys.Remember(note);
        const string Keep = "UPDATE log_state SET checkpoint = @note WHERE log_id = @Log AND size = @Size";
        var signed = new { note, state.Log, state.Size };
        _ = transaction?.Execute(Keep, signed) ?? database.Write(own => own.Execute(Keep, signed));
    }

    /// <summary>Why the stored tree is not the one that was signed last, or grown from it; null when it is.</summary>
    private Transparency.Refusal? Doubt(LogTiles tiles, LogState state)
    {
        if (keys.Last is not { } last)
        {
            return null;
        }

        var note = SignedNote.Parse(last);
        if (note.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var signed = Transparency.Checkpoint.Parse(note.Value.Text);
        if (signed.Refusal is { } malformed)
        {
            return malformed;
        }

        if (signed.Value.Origin != state.Origin)
        {
            return new Transparency.Refusal("log.origin", $"The last signed log was {signed.Value.Origin}, the stored one is {state.Origin}.");
        }

        if (signed.Value.Size > state.Size)
        {
            return new Transparency.Refusal("log.smaller", $"A tree of {signed.Value.Size} leaves was signed, and {state.Size} are stored: an older backup was restored. 'regulars log continue' opens a new log that begins with the old checkpoint.");
        }

        var root = MerkleLog.Root(signed.Value.Size, tiles);
        return root.Refusal ?? (root.Value == signed.Value.Root
            ? null
            : new Transparency.Refusal("log.other", "The stored tree is not the one that was signed. 'regulars log continue' opens a new log that begins with the old checkpoint."));
    }

    private LogState Open(WriteTransaction transaction, int log)
    {
        var state = new LogState { Log = log, Origin = keys.Of(log).Verifier.Name, Size = 0, Root = LogHash.OfEmptyTree.ToArray() };
        transaction.Execute("INSERT INTO log_state (log_id, origin, size, root) VALUES (@Log, @Origin, @Size, @Root)", state);
        return state;
    }

    private static LogState? State(WriteTransaction transaction) => transaction.QueryFirst<LogState>(
        "SELECT log_id AS Log, origin AS Origin, size AS Size, root AS Root, checkpoint AS Checkpoint FROM log_state ORDER BY log_id DESC LIMIT 1");

    private sealed record LeafRow(Guid Customer, long Posting, int Log, long Leaf);

    private sealed class CheckpointRow
    {
        public string? Signed { get; init; }

        public string? Witnessed { get; init; }
    }

    private sealed class WaitingRow
    {
        public Guid Customer { get; init; }

        public long Posting { get; init; }

        public byte[] Entry { get; init; } = [];
    }

    private sealed record LogState
    {
        public int Log { get; init; }

        public string Origin { get; init; } = "";

        public long Size { get; init; }

        public byte[] Root { get; init; } = [];

        public string? Checkpoint { get; init; }
    }
}

/// <summary>A tree that was signed.</summary>
/// <param name="Log">The number of its log.</param>
/// <param name="Size">How many leaves it has.</param>
/// <param name="Note">The signed checkpoint.</param>
internal sealed record SignedTree(int Log, long Size, SignedNote Note);
