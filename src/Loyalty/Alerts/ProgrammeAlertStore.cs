using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Alerts;

/// <summary>Keeps alerts of the programme and what people said to them.</summary>
internal sealed class ProgrammeAlertStore(Database database, TimeProvider clock)
{
    private const string Columns =
        """
        alert_id AS Id, kind AS Kind, subject AS Subject, unit AS Unit, day AS Day, first_seen_at AS FirstSeenAt, amount AS Amount, usual AS Usual, peers AS Peers,
        of_amount AS OfAmount, state AS State, changed_by AS ChangedBy, why AS Why
        """;

    /// <summary>Keeps what was found. Found again on the same occasion it is the same alert, with the newer numbers while nobody has seen it.</summary>
    public void Raise(IReadOnlyList<FoundAlert> found, Day day)
    {
        if (found.Count == 0)
        {
            return;
        }

        var now = Instant.Now(clock).Microseconds;
        database.Write(transaction =>
        {
            foreach (var alert in found)
            {
                transaction.Execute(
                    """
                    INSERT INTO programme_alert (alert_id, kind, subject, unit, occasion, day, first_seen_at, amount, usual, peers, of_amount, state)
                    VALUES (@id, @Kind, @Subject, @Unit, @Occasion, @day, @now, @Amount, @Usual, @Peers, @OfAmount, 'new')
                    ON CONFLICT (kind, subject, unit, occasion) DO UPDATE SET amount = excluded.amount, usual = excluded.usual, peers = excluded.peers
                    WHERE programme_alert.state = 'new'
                    """,
                    new { id = Uuid.New(clock), alert.Kind, alert.Subject, alert.Unit, alert.Occasion, day = day.Number, now, alert.Amount, alert.Usual, alert.Peers, alert.OfAmount });
            }
        });
    }

    /// <summary>Whether something was found on this occasion before.</summary>
    public bool Knows(FoundAlert found) => database.QueryFirst<int?>(
        "SELECT 1 FROM programme_alert WHERE kind = @Kind AND subject = @Subject AND unit = @Unit AND occasion = @Occasion", new { found.Kind, found.Subject, found.Unit, found.Occasion }) is not null;

    /// <summary>The newest before a place.</summary>
    /// <param name="state">Only those in this state; null: in each.</param>
    /// <param name="before">Those found before this one; null: from the newest.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<ProgrammeAlert> Newest(string? state, Guid? before, int most) => database.Query<ProgrammeAlert>(
        $"""
        SELECT {Columns} FROM programme_alert
        WHERE (@state = '' OR state = @state) AND (@isFirst OR alert_id < @before) ORDER BY alert_id DESC LIMIT @most
        """,
        new { state = state ?? "", isFirst = before is null, before = before ?? Guid.Empty, most });

    /// <summary>Those that nobody closed, the newest first, and then the ones closed last.</summary>
    public IReadOnlyList<ProgrammeAlert> Shown(int most) => database.Query<ProgrammeAlert>(
        $"SELECT {Columns} FROM programme_alert ORDER BY CASE WHEN state = 'closed' THEN 1 ELSE 0 END, alert_id DESC LIMIT @most", new { most });

    /// <summary>One alert; null when there is none by this id.</summary>
    public ProgrammeAlert? Find(Guid id) => database.QueryFirst<ProgrammeAlert>($"SELECT {Columns} FROM programme_alert WHERE alert_id = @id", new { id });

    /// <summary>Notes that somebody saw it. A closed one stays closed.</summary>
    public Result<ProgrammeAlert> See(Guid id, string by) => Change(id, "seen", by, null, "new");

    /// <summary>Closes it, with a word why.</summary>
    public Result<ProgrammeAlert> Close(Guid id, string by, string? why) => string.IsNullOrWhiteSpace(why) || why.Length > 500 || !Text.CanBeKept(why)
        ? new Refusal("alert.why", "Say why it is closed, in at most 500 characters.", "why")
        : Change(id, "closed", by, why.Trim(), "open");

    private Result<ProgrammeAlert> Change(Guid id, string state, string by, string? why, string from)
    {
        database.Write(transaction => transaction.Execute(
            """
            UPDATE programme_alert SET state = @state, changed_at = @at, changed_by = @by, why = @why
            WHERE alert_id = @id AND (state = 'new' OR (state = 'seen' AND @from = 'open'))
            """,
            new { id, state, by, why, from, at = Instant.Now(clock).Microseconds }));
        return Find(id) is { } alert ? alert : new Refusal("alert.unknown", "There is no such alert.", "id");
    }
}
