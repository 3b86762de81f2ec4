using Regulars.Insights.Journey;
using Regulars.Insights.Outlook;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Reads from the journal what happened besides purchases, once through. Records that are merged into one are one customer.</summary>
internal sealed class EventStore(Database database)
{
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

    private void Scan(IReadOnlyList<string> kinds, Dictionary<Guid, Guid> merged, Action<Guid, string, Day, string?> read) => database.Scan(
        $"SELECT customer_id, kind, day, content FROM fact WHERE kind IN ({string.Join(", ", kinds.Select(kind => $"'{kind}'"))})",
        row =>
        {
            var customer = row.Id(0);
            read(merged.GetValueOrDefault(customer, customer), row.Text(1), new Day(row.Int(2)), row.OptionalText(3));
        });
}
