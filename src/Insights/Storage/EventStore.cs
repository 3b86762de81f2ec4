using Regulars.Insights.Journey;
using Regulars.Insights.Outlook;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Reads from the journal what happened besides purchases, once through. Records that are merged into one are one customer.</summary>
internal sealed class EventStore(Database database)
{
    /// <summary>SQLite looks for a parameter among the names of all, so that twice as many cost four times as much.</summary>
    private const int CustomersAtOnce = 100;

    /// <summary>What tells how everybody feels.</summary>
    public CustomerTraces LoadTraces()
    {
        var traces = new CustomerTraces();
        Scan(TraceFacts.Kinds, new HistoryStore(database).LoadMerged(), (customer, kind, day, content) =>
        {
            foreach (var happened in TraceFacts.Read(kind, day, content))
            {
                traces.Add(customer, happened);
            }
        });
        traces.Order();
        return traces;
    }

    /// <summary>Reads again what tells how some people feel, and puts it in the place of what was known of them.</summary>
    /// <param name="traces">What was known of everybody.</param>
    /// <param name="groups">The records that stand for these people.</param>
    public void Reload(CustomerTraces traces, IEnumerable<Guid> groups)
    {
        foreach (var part in groups.Chunk(CustomersAtOnce))
        {
            var list = new ParameterList(part.Select(group => (object)group));
            foreach (var group in part)
            {
                traces.Remove(group);
            }

            foreach (var (group, kind, day, content) in database.Query<(Guid Group, string Kind, int Day, string? Content)>(
                $"""
                SELECT m.group_id, f.kind, f.day, f.content FROM customer m CROSS JOIN fact f
                WHERE m.group_id IN ({list}) AND f.customer_id = m.customer_id AND f.kind IN ({Quoted(TraceFacts.Kinds)})
                """,
                list.Values))
            {
                foreach (var happened in TraceFacts.Read(kind, new Day(day), content))
                {
                    traces.Add(group, happened);
                }
            }

            foreach (var group in part)
            {
                traces.Order(group);
            }
        }
    }

    /// <summary>What belongs to everybody's journey.</summary>
    public JourneyEvents LoadJourney(BusinessCalendar calendar)
    {
        var merged = new HistoryStore(database).LoadMerged();
        var events = new JourneyEvents();
        Scan(JourneyFacts.Kinds, merged, (customer, kind, day, content) =>
        {
            foreach (var happened in JourneyFacts.Read(kind, day, content))
            {
                events.Add(customer, happened);
            }
        });

        // Who was written down on the day of their first order or later was not known before it.
        database.Scan(
            """
            SELECT customer_id, created_at FROM customer
            WHERE erased_at IS NULL AND (first_purchase_day IS NULL OR created_at < CAST(first_purchase_day AS bigint) * 86400000000)
            """,
            row =>
            {
                var customer = row.Id(0);
                events.Add(merged.GetValueOrDefault(customer, customer), new JourneyEvent(calendar.DayOf(new Instant(row.Long(1))), JourneyEventKind.Known));
            });
        events.Order();
        return events;
    }

    private static string Quoted(IReadOnlyList<string> kinds) => string.Join(", ", kinds.Select(kind => $"'{kind}'"));

    private void Scan(IReadOnlyList<string> kinds, Dictionary<Guid, Guid> merged, Action<Guid, string, Day, string?> read) => database.Scan(
        $"SELECT customer_id, kind, day, content FROM fact WHERE kind IN ({Quoted(kinds)})",
        row =>
        {
            var customer = row.Id(0);
            read(merged.GetValueOrDefault(customer, customer), row.Text(1), new Day(row.Int(2)), row.OptionalText(3));
        });
}
