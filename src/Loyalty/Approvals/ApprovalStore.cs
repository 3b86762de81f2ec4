using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Approvals;

/// <summary>Keeps what waits for a second person, and what came of it.</summary>
internal sealed class ApprovalStore(Database database, TimeProvider clock)
{
    private const string Columns =
        """
        a.approval_id AS Id, a.state AS State, a.unit AS Unit, a.points AS Parts, a.members AS Members, a.reason AS Reason, a.asked_at AS AskedAt, a.asked_by AS AskedBy, a.asked_by_person AS AskedByPerson,
        a.decided_at AS DecidedAt, a.decided_by AS DecidedBy, a.decision AS Decision,
        (SELECT m.customer_id FROM approval_member m WHERE m.approval_id = a.approval_id AND a.members = 1) AS Customer,
        (SELECT count(*) FROM approval_member m WHERE m.approval_id = a.approval_id AND m.outcome <> 'applied') AS Refused
        """;

    private static readonly RowShape<(Guid Approval, CustomerId Customer, long Points)> Members = new RowShape<(Guid Approval, CustomerId Customer, long Points)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("approval_id", row => row.Approval)
        .Long("points", row => row.Points);

    private static readonly RowShape<(Guid Approval, CustomerId Customer, string Outcome)> Outcomes = new RowShape<(Guid Approval, CustomerId Customer, string Outcome)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("approval_id", row => row.Approval)
        .Text("outcome", row => row.Outcome);

    /// <summary>Keeps a request; its repeat gets the first one, another one with the same key is a conflict.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="also">What is written with a new one.</param>
    public Result<Approval> Add(ApprovalRequest request, Action<WriteTransaction, Guid>? also = null) => database.Write<Result<Approval>>(transaction =>
    {
        var key = new { source = request.Key.Source, key = request.Key.Key };
        if (transaction.QueryFirst<Known>("SELECT approval_id AS Id, request_hash AS Hash FROM approval WHERE request_source = @source AND request_key = @key", key) is { } known)
        {
            return known.Hash.AsSpan().SequenceEqual(request.Key.ContentHash)
                ? transaction.QueryFirst<Approval>($"SELECT {Columns} FROM approval a WHERE a.approval_id = @id", new { id = known.Id })!
                : new Refusal("request.key_reused", "This key was used for another request.", "key");
        }

        var id = Uuid.New(clock);
        transaction.Execute(
            """
            INSERT INTO approval (approval_id, state, unit, points, members, reason, asked_at, asked_by, asked_by_person, request_source, request_key, request_hash)
            VALUES (@id, @state, @unit, @points, @members, @reason, @at, @by, @person, @source, @key, @hash)
            """,
            new
            {
                id,
                state = request.State,
                unit = request.Unit,
                points = request.Members.Sum(member => member.Points),
                members = (long)request.Members.Count,
                reason = request.Reason,
                at = Instant.Now(clock).Microseconds,
                by = request.By.Name,
                person = request.By.Person,
                source = request.Key.Source,
                key = request.Key.Key,
                hash = request.Key.ContentHash,
            });
        transaction.Write(
            "INSERT INTO approval_member (customer_id, approval_id, points) SELECT rows.customer_id, rows.approval_id, rows.points FROM {rows}",
            Members,
            [.. request.Members.Select(member => (id, member.Customer, member.Points))]);
        also?.Invoke(transaction, id);
        return transaction.QueryFirst<Approval>($"SELECT {Columns} FROM approval a WHERE a.approval_id = @id", new { id })!;
    });

    /// <summary>One request; null when there is none by this id.</summary>
    public Approval? Find(Guid id) => database.QueryFirst<Approval>($"SELECT {Columns} FROM approval a WHERE a.approval_id = @id", new { id });

    /// <summary>Those that wait, the oldest first.</summary>
    public IReadOnlyList<Approval> Waiting(int most) =>
        database.Query<Approval>($"SELECT {Columns} FROM approval a WHERE a.state = 'waiting' ORDER BY a.approval_id LIMIT @most", new { most });

    /// <summary>Those that are decided, the newest first.</summary>
    public IReadOnlyList<Approval> Decided(int most) =>
        database.Query<Approval>($"SELECT {Columns} FROM approval a WHERE a.state NOT IN ('waiting', 'preview') ORDER BY a.approval_id DESC LIMIT @most", new { most });

    /// <summary>Those that were approved and are not applied whole.</summary>
    public IReadOnlyList<Guid> Unfinished() => database.Query<Guid>("SELECT approval_id FROM approval WHERE state = 'approved' ORDER BY approval_id");

    /// <summary>Decides, where it waits; whose own it is was asked before. False where not.</summary>
    public bool Decide(Guid id, string state, string by, string? decision) => database.Write(transaction => transaction.Execute(
        """
        UPDATE approval SET state = @state, decided_at = @at, decided_by = @by, decision = @decision
        WHERE approval_id = @id AND state = 'waiting'
        """,
        new { id, state, by, decision, at = Instant.Now(clock).Microseconds })) > 0;

    /// <summary>Members to whom it is not applied yet.</summary>
    public IReadOnlyList<(Guid Customer, long Points)> Open(Guid id, int most) => database.Query<(Guid Customer, long Points)>(
        "SELECT customer_id, points FROM approval_member WHERE approval_id = @id AND outcome IS NULL ORDER BY customer_id LIMIT @most", new { id, most });

    /// <summary>Notes what came of it.</summary>
    public void Note(Guid id, IReadOnlyList<(CustomerId Customer, string Outcome)> outcomes) => database.Write(transaction => transaction.Write(
        """
        INSERT INTO approval_member (customer_id, approval_id, points, outcome) SELECT rows.customer_id, rows.approval_id, 0, rows.outcome FROM {rows} WHERE true
        ON CONFLICT (customer_id, approval_id) DO UPDATE SET outcome = excluded.outcome
        """,
        Outcomes,
        [.. outcomes.Select(row => (id, row.Customer, row.Outcome))]));

    /// <summary>Notes that it is applied whole.</summary>
    public void Finish(Guid id) => database.Write(transaction => transaction.Execute("UPDATE approval SET state = 'applied' WHERE approval_id = @id AND state = 'approved'", new { id }));

    private sealed class Known
    {
        public Guid Id { get; init; }

        public byte[] Hash { get; init; } = [];
    }
}
