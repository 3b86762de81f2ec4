using System.Runtime.InteropServices;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Journey;

/// <summary>The events of every customer who has any, each customer's by day.</summary>
internal sealed class JourneyEvents
{
    private readonly Dictionary<Guid, List<JourneyEvent>> events = [];

    private readonly bool[] measured = new bool[Enum.GetValues<JourneyEventKind>().Length];

    /// <summary>Everybody who has an event.</summary>
    public IEnumerable<CustomerId> Customers => events.Keys.Select(customer => new CustomerId(customer));

    /// <summary>Whether anybody has an event of a kind: what nobody has is not measured.</summary>
    public bool Measures(JourneyEventKind kind) => measured[(int)kind];

    /// <summary>The events of a person, by day.</summary>
    public ReadOnlySpan<JourneyEvent> Of(CustomerId customer) => events.TryGetValue(customer.Value, out var own) ? CollectionsMarshal.AsSpan(own) : default;

    /// <summary>Adds an event.</summary>
    public void Add(Guid customer, JourneyEvent happened)
    {
        ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(events, customer, out _);
        (own ??= []).Add(happened);
        measured[(int)happened.Kind] = true;
    }

    /// <summary>Puts each customer's events in order, once all are added.</summary>
    public void Order()
    {
        foreach (var own in events.Values)
        {
            own.Sort((a, b) => a.Day.CompareTo(b.Day));
        }
    }

    /// <summary>Reads everybody's events from the journal, once through. Records that are merged into one are one customer.</summary>
    public static JourneyEvents Load(Database database, BusinessCalendar calendar)
    {
        var merged = new HistoryStore(database).LoadMerged();
        var read = new JourneyEvents();
        var kinds = string.Join(", ", JourneyFacts.Kinds.Select(kind => $"'{kind}'"));
        database.Scan(
            $"SELECT customer_id, kind, day, content FROM fact WHERE kind IN ({kinds})",
            row =>
            {
                var customer = row.Id(0);
                foreach (var happened in JourneyFacts.Read(row.Text(1), new Day(row.Int(2)), row.OptionalText(3)))
                {
                    read.Add(merged.GetValueOrDefault(customer, customer), happened);
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
                read.Add(merged.GetValueOrDefault(customer, customer), new JourneyEvent(calendar.DayOf(new Instant(row.Long(1))), JourneyEventKind.Known));
            });
        read.Order();
        return read;
    }
}
