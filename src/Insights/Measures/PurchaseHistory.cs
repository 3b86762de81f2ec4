using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Every customer's purchases and returns by day, as arrays: what all measures are computed from.</summary>
/// <remarks>Customers are in no particular order; the days of one customer ascend and are distinct.</remarks>
internal sealed class PurchaseHistory
{
    private readonly List<CustomerId> customers = [];

    private readonly List<(int From, int To)> stretches = [];

    private List<Entry> entries = [];

    /// <summary>Entries in whose place others were put.</summary>
    private int superseded;

    /// <summary>Where each customer is; null until somebody's days are replaced.</summary>
    private Dictionary<CustomerId, int>? positions;

    /// <summary>How many customers there are, with a purchase or without.</summary>
    public int Count => customers.Count;

    /// <summary>The first day on which anybody bought or returned; null when nobody did.</summary>
    public Day? FirstDay { get; private set; }

    /// <summary>On how many days customers bought, all together.</summary>
    public long PurchaseDays { get; private set; }

    /// <summary>The customer at a position.</summary>
    public CustomerId Customer(int position) => customers[position];

    /// <summary>The days of the customer at a position, ascending.</summary>
    public ReadOnlySpan<Entry> Of(int position) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries)[stretches[position].From..stretches[position].To];

    /// <summary>Adds a customer with their days, which ascend and are distinct.</summary>
    public void Add(CustomerId customer, ReadOnlySpan<Entry> days)
    {
        positions?.Add(customer, customers.Count);
        customers.Add(customer);
        stretches.Add(default);
        Put(customers.Count - 1, days);
    }

    /// <summary>Puts days in the place of what was known of a customer; adds who is new.</summary>
    /// <remarks>The first time costs a look at every customer.</remarks>
    public void Replace(CustomerId customer, ReadOnlySpan<Entry> days)
    {
        positions ??= customers.Index().ToDictionary(known => known.Item, known => known.Index);
        if (!positions.TryGetValue(customer, out var position))
        {
            Add(customer, days);
            return;
        }

        var before = Of(position);
        var firstMayBeLater = before.Length > 0 && before[0].Day == FirstDay && !(days.Length > 0 && days[0].Day <= FirstDay);
        PurchaseDays -= CountPurchases(before);
        superseded += before.Length;
        Put(position, days);
        if (firstMayBeLater)
        {
            FirstDay = stretches.Where(own => own.To > own.From).Min(own => (Day?)entries[own.From].Day);
        }

        if (superseded > entries.Count / 2)
        {
            Compact();
        }
    }

    private void Compact()
    {
        var all = new List<Entry>(entries.Count - superseded);
        for (var position = 0; position < Count; position++)
        {
            var own = Of(position);
            stretches[position] = (all.Count, all.Count + own.Length);
            all.AddRange(own);
        }

        (entries, superseded) = (all, 0);
    }

    private void Put(int position, ReadOnlySpan<Entry> days)
    {
        if (days is [var opening, ..] && (FirstDay is not { } known || opening.Day < known))
        {
            FirstDay = opening.Day;
        }

        stretches[position] = (entries.Count, entries.Count + days.Length);
        entries.AddRange(days);
        PurchaseDays += CountPurchases(days);
    }

    private static int CountPurchases(ReadOnlySpan<Entry> days)
    {
        var count = 0;
        foreach (var entry in days)
        {
            count += entry.IsPurchaseDay ? 1 : 0;
        }

        return count;
    }

    /// <summary>What one customer bought and returned on one day, in minor units.</summary>
    internal readonly record struct Entry(Day Day, int Orders, long Gross, long Returned)
    {
        /// <summary>Whether something was bought on this day.</summary>
        public bool IsPurchaseDay => Orders > 0;
    }
}
