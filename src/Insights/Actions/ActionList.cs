using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Actions;

/// <summary>The list of what is to be done for customers, and what is decided about it.</summary>
internal sealed class ActionList(Database database, JournalIntake intake, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>What can be decided about an action.</summary>
    public static IReadOnlyList<string> Decisions { get; } = ["done", "dismissed", "later"];

    /// <summary>What is put off comes back after so many days.</summary>
    public const int LaterDays = 7;

    /// <summary>The longest note.</summary>
    public const int LongestNote = 500;

    /// <summary>The kind of fact that tells of an action that was done.</summary>
    public const string DoneFact = "action.done";

    private const string Columns =
        """
        a.customer_id AS Id, l.name AS Name, a.kind AS Kind, a.proposed_day AS ProposedDay, a.reason AS Reason, a.numbers AS Written, a.priority AS Priority,
        a.worth AS Worth, a.state AS State, a.decided_at AS DecidedAt, a.decided_by AS DecidedBy, a.note AS Note,
        (SELECT i.shown FROM customer m JOIN identity i ON i.customer_id = m.customer_id WHERE m.group_id = a.customer_id AND i.kind = 3 ORDER BY i.recorded_at DESC LIMIT 1) AS Phone
        """;

    /// <summary>Open actions, of one kind or of all, the most urgent and dearest first.</summary>
    public List<ActionItem> Open(string? kind, ActionCursor? after, int most) => database.Query<ActionItem>(
        $"""
        SELECT {Columns} FROM customer_action a JOIN customer_list l ON l.customer_id = a.customer_id
        WHERE a.state = 'open' {(kind is null ? "" : "AND a.kind = @kind")}
            {(after is null ? "" : "AND (a.priority, a.worth, a.customer_id, a.kind) < (@priority, @worth, @customer, @afterKind)")}
        ORDER BY a.priority DESC, a.worth DESC, a.customer_id DESC, a.kind DESC LIMIT @most
        """,
        new { kind, most, priority = after?.Priority ?? 0, worth = after?.Worth ?? 0, customer = after?.Customer ?? Guid.Empty, afterKind = after?.Kind ?? "" });

    /// <summary>What is proposed for one person, and what was decided lately.</summary>
    public List<ActionItem> Of(CustomerId customer) => database.Query<ActionItem>(
        $"""
        SELECT {Columns} FROM customer_action a JOIN customer_list l ON l.customer_id = a.customer_id
        WHERE a.customer_id = @customer AND a.state IN ('open', 'done', 'later') ORDER BY a.proposed_day DESC, a.priority DESC LIMIT 10
        """,
        new { customer = customer.Value });

    /// <summary>How many are open, by kind.</summary>
    public IReadOnlyDictionary<string, long> Count() => database.Query<(string Kind, long Count)>(
        "SELECT kind, count(*) FROM customer_action WHERE state = 'open' GROUP BY kind").ToDictionary(row => row.Kind, row => row.Count, StringComparer.Ordinal);

    /// <summary>Decides about the open action of a kind; deciding the same again changes nothing. What was done becomes a fact of the customer's story.</summary>
    public async Task<Refusal?> Decide(CustomerId customer, string kind, string decision, string? note, string by)
    {
        if (!ActionKinds.All.Contains(kind))
        {
            return new Refusal("action.unknown", $"There is no such action; there are {string.Join(", ", ActionKinds.All)}.", "kind");
        }

        if (!Decisions.Contains(decision))
        {
            return new Refusal("action.decision", $"An action can be {string.Join(", ", Decisions)}.", "decision");
        }

        if (note?.Length > LongestNote)
        {
            return new Refusal("action.note", $"A note has at most {LongestNote} characters.", "note");
        }

        var now = Instant.Now(clock);
        var today = businesses.Current.Calendar.DayOf(now);
        var proposed = database.Write(transaction =>
        {
            var day = transaction.QueryFirst<int?>(
                "SELECT max(proposed_day) FROM customer_action WHERE customer_id = @customer AND kind = @kind AND state IN ('open', 'later', @decision)",
                new { customer = customer.Value, kind, decision });
            if (day is { } found)
            {
                transaction.Execute(
                    """
                    UPDATE customer_action SET state = @decision, until_day = @until, decided_at = @at, decided_by = @by, note = @note
                    WHERE customer_id = @customer AND kind = @kind AND proposed_day = @found AND state IN ('open', 'later')
                    """,
                    new
                    {
                        customer = customer.Value, kind, found, decision, by, note, at = now.Microseconds,
                        until = decision is "later" ? today.Plus(LaterDays).Number : (int?)null,
                    });
            }

            return day;
        });
        if (proposed is not { } proposedDay)
        {
            return new Refusal("action.not_open", "Nothing of this kind is proposed for the customer now; it may have been decided already, or no longer hold.", "kind");
        }

        if (decision is "done")
        {
            var content = JsonSerializer.Serialize(new DoneContent(kind, string.IsNullOrWhiteSpace(note) ? null : note), ActionJson.Default.DoneContent);
            var key = string.Create(CultureInfo.InvariantCulture, $"action:{customer}:{kind}:{proposedDay}");
            await intake.SubmitAsync(new RecordFact(
                new FactInput { Kind = DoneFact, Source = "regulars", OccurredAt = now, Customer = new CustomerInput { Id = customer, Identities = [] }, Staff = by.Length > 0 ? by : null, Content = content },
                IsOwn: true)
            { Key = new RequestKey("regulars", key, SHA256.HashData(Encoding.UTF8.GetBytes(key))) });
        }

        return null;
    }
}

/// <summary>Something proposed for a customer.</summary>
public sealed class ActionItem
{
    /// <summary>For whom.</summary>
    public Guid Id { get; init; }

    /// <summary>The name in lists; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>What.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The number of the day on which it was proposed.</summary>
    public int ProposedDay { get; init; }

    /// <summary>Why: a sign, or a key of the texts <c>action.reason.KEY</c>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The numbers of the reason as they are kept.</summary>
    public string Written { get; init; } = "[]";

    /// <summary>The higher, the sooner.</summary>
    public int Priority { get; init; }

    /// <summary>What the customer spent in the last year, in minor units.</summary>
    public long Worth { get; init; }

    /// <summary>open, done, dismissed or later.</summary>
    public string State { get; init; } = "";

    /// <summary>When it was decided, in microseconds since 1970.</summary>
    public long? DecidedAt { get; init; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>What they noted.</summary>
    public string? Note { get; init; }

    /// <summary>The customer's telephone number, where one is known.</summary>
    public string? Phone { get; init; }

    /// <summary>The numbers of the reason's sentence.</summary>
    public IReadOnlyList<double> Numbers => JsonSerializer.Deserialize(Written, InsightsJson.Default.IReadOnlyListDouble)!;

    internal ActionCursor Cursor => new(Priority, Worth, Id, Kind);
}

/// <summary>A place in the list of actions.</summary>
internal sealed record ActionCursor(int Priority, long Worth, Guid Customer, string Kind)
{
    /// <summary>Reads a cursor that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static ActionCursor? TryParse(string? text) =>
        text?.Split('.') is [var priority, var worth, var customer, var kind]
        && int.TryParse(priority, CultureInfo.InvariantCulture, out var urgency)
        && long.TryParse(worth, CultureInfo.InvariantCulture, out var value)
        && Guid.TryParseExact(customer, "N", out var id) && ActionKinds.All.Contains(kind)
            ? new ActionCursor(urgency, value, id, kind)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Priority}.{Worth}.{Customer:N}.{Kind}");
}

/// <summary>What was done, as the fact says it.</summary>
internal sealed record DoneContent(string Action, string? Note);

/// <summary>The contents of facts about actions as JSON.</summary>
[System.Text.Json.Serialization.JsonSourceGenerationOptions(
    PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
[System.Text.Json.Serialization.JsonSerializable(typeof(DoneContent))]
internal sealed partial class ActionJson : System.Text.Json.Serialization.JsonSerializerContext;
