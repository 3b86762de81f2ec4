using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Every customer's purchases and returns by day, as arrays: what all measures are computed from.</summary>
/// <remarks>Customers are in no particular order; the days of one customer ascend and are distinct.</remarks>
internal sealed class PurchaseHistory
{
    private readonly List<CustomerId> customers = [];

    private readonly List<int> starts = [0];

    private readonly List<Entry> entries = [];

    /// <summary>How many customers there are, with a purchase or without.</summary>
    public int Count => customers.Count;

    /// <summary>The first day on which anybody bought or returned; null when nobody did.</summary>
    public Day? FirstDay { get; private set; }

    /// <summary>The customer at a position.</summary>
    public CustomerId Customer(int position) => customers[position];

    /// <summary>The days of the customer at a position, ascending.</summary>
    public ReadOnlySpan<Entry> Of(int position) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries)[starts[position]..starts[position + 1]];

    /// <summary>Adds a customer with their days, which ascend and are distinct.</summary>
    public void Add(CustomerId customer, ReadOnlySpan<Entry> days)
    {
        if (days is [var opening, ..] && (FirstDay is not { } known || opening.Day < known))
        {
            FirstDay = opening.Day;
        }

        customers.Add(customer);
        entries.AddRange(days);
        starts.Add(entries.Count);
    }

    /// <summary>What one customer bought and returned on one day, in minor units.</summary>
    internal readonly record struct Entry(Day Day, int Orders, long Gross, long Returned)
    {
        /// <summary>Whether something was bought on this day.</summary>
        public bool IsPurchaseDay => Orders > 0;
    }
}
