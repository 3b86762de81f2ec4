using System.Text.Json;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Statistics.Experiments;
using Regulars.Storage;

namespace Regulars.Insights.Actions;

/// <summary>Writes what is proposed for customers: what is new, what no longer holds, and who is held out so that the effect can be measured.</summary>
internal sealed class ActionRefresh(Database database, ModelStore models)
{
    /// <summary>The share to whom nothing is proposed, of the kinds that are measured.</summary>
    public const double HeldOutShare = 0.1;

    /// <summary>What was done is not proposed again for so many days; nor to the held out.</summary>
    private const int PauseDays = 60;

    /// <summary>What was dismissed is not proposed again for so many days.</summary>
    private const int DismissedDays = 120;

    /// <summary>From so many decisions on, what is mostly dismissed is proposed later than the rest.</summary>
    private const int FewestDecisions = 20;

    private static readonly RowShape<ActionRow> Shape = new RowShape<ActionRow>()
        .Id("customer_id", row => row.Customer)
        .Text("kind", row => row.Kind)
        .Int("proposed_day", row => row.ProposedDay)
        .Text("reason", row => row.Reason)
        .Text("numbers", row => row.Numbers)
        .Int("priority", row => row.Priority)
        .Long("worth", row => row.Worth)
        .Text("state", row => row.State);

    /// <summary>What is to be written of the proposals of a day: what is new or says something else, and what no longer holds.</summary>
    /// <param name="proposals">Whose, what, and what they spent in the last year.</param>
    /// <param name="today">The last day that is known.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    public List<ActionRow> Changed(IEnumerable<(Guid Customer, long Worth, ActionProposal Proposal)> proposals, Day today, Action<WriteTransaction> check)
    {
        var key = models.AssignmentKey(check);
        var unloved = Unloved();
        var last = Last();
        var changed = new List<ActionRow>();
        foreach (var (customer, worth, proposal) in proposals)
        {
            var isKnown = last.Remove((customer, proposal.Kind), out var before);
            if (isKnown && !MayReturn(before!, today.Number))
            {
                continue;
            }

            var priority = unloved.Contains(proposal.Kind) ? Math.Max(1, proposal.Priority - 3) : proposal.Priority;
            var numbers = JsonSerializer.Serialize(proposal.Numbers, InsightsJson.Default.IReadOnlyListDouble);
            var goesOn = isKnown && before!.State is "open" or "later";
            var row = new ActionRow(
                customer, proposal.Kind, goesOn ? before!.ProposedDay : today.Number, proposal.Reason, numbers, priority, worth,
                goesOn || !IsHeldOut(key, customer, proposal.Kind, today) ? "open" : "held_out");
            if (!isKnown || row != before! with { UntilDay = null })
            {
                changed.Add(row);
            }
        }

        // What is no longer proposed lapses; what was put off waits for its day.
        changed.AddRange(last.Values.Where(row => row.State is "open" || (row.State is "later" && row.UntilDay <= today.Number)).Select(row => row with { State = "lapsed" }));
        return changed;
    }

    /// <summary>Writes what <see cref="Changed"/> told; what somebody has decided meanwhile stays as it is.</summary>
    /// <param name="changed">The rows.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    public void Write(List<ActionRow> changed, Action<WriteTransaction> check, CancellationToken cancellation) => database.WriteInParts(
        """
        INSERT INTO customer_action (customer_id, kind, proposed_day, reason, numbers, priority, worth, state)
        SELECT rows.customer_id, rows.kind, rows.proposed_day, rows.reason, rows.numbers, rows.priority, rows.worth, rows.state
        FROM {rows} WHERE true
        ON CONFLICT (customer_id, kind, proposed_day) DO UPDATE SET
            reason = excluded.reason, numbers = excluded.numbers, priority = excluded.priority, worth = excluded.worth,
            state = excluded.state, until_day = NULL
        WHERE customer_action.state IN ('open', 'later', 'lapsed')
        """,
        Shape,
        changed,
        check,
        cancellation);

    /// <summary>The newest proposal of each kind to each customer.</summary>
    private Dictionary<(Guid Customer, string Kind), ActionRow> Last()
    {
        var last = new Dictionary<(Guid Customer, string Kind), ActionRow>();
        database.Scan(
            "SELECT customer_id, kind, proposed_day, reason, numbers, priority, worth, state, until_day FROM customer_action ORDER BY customer_id, kind, proposed_day",
            row => last[(row.Id(0), string.Intern(row.Text(1)))] = new ActionRow(
                row.Id(0), string.Intern(row.Text(1)), row.Int(2), string.Intern(row.Text(3)), row.Text(4), row.Int(5), row.Long(6), string.Intern(row.Text(7))) { UntilDay = row.OptionalInt(8) });
        return last;
    }

    private static bool MayReturn(ActionRow before, int today) => before.State switch
    {
        "later" => before.UntilDay is not { } until || today >= until,
        "done" or "held_out" => today - before.ProposedDay > PauseDays,
        "dismissed" => today - before.ProposedDay > DismissedDays,
        _ => true,
    };

    /// <summary>A customer is in the same arm for a whole quarter of a year.</summary>
    private static bool IsHeldOut(byte[] key, Guid customer, string kind, Day today) =>
        ActionKinds.HeldOut.Contains(kind)
        && Assignment.Fraction(key, $"action:{kind}:{today.Date.Year}-{(today.Date.Month - 1) / 3}", customer.ToString()) < HeldOutShare;

    private HashSet<string> Unloved() =>
    [
        .. database.Query<(string Kind, long Done, long Dismissed)>(
            """
            SELECT kind, CAST(sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS bigint), CAST(sum(CASE WHEN state = 'dismissed' THEN 1 ELSE 0 END) AS bigint)
            FROM customer_action WHERE state IN ('done', 'dismissed') GROUP BY kind
            """)
            .Where(row => row.Done + row.Dismissed >= FewestDecisions && row.Dismissed > row.Done).Select(row => row.Kind),
    ];

    /// <summary>A proposal as it is kept.</summary>
    internal sealed record ActionRow(Guid Customer, string Kind, int ProposedDay, string Reason, string Numbers, int Priority, long Worth, string State)
    {
        public int? UntilDay { get; init; }
    }
}
