using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>What another module computes of every customer, so that lists and pages can show it and filter by it.</summary>
public abstract class CustomerStandings
{
    /// <summary>The table with one row per person that has a purchase: customer_id, segment, activity and net_value,
    /// with indexes on (segment, net_value, customer_id) and (activity, net_value, customer_id).</summary>
    public abstract string Table { get; }

    /// <summary>The keys of the segments, the best first; the name of one is the text <c>segments.name.KEY</c>.</summary>
    public abstract IReadOnlyList<string> Segments { get; }

    /// <summary>The keys of the levels of activity, the highest first; the name of one is the text <c>activity.name.KEY</c>.</summary>
    public abstract IReadOnlyList<string> ActivityLevels { get; }

    /// <summary>The shop as it was last computed; null before the first time.</summary>
    public abstract ShopSummary? Shop { get; }
}

/// <summary>The shop's middle customer, for comparison. Amounts are in units of the currency.</summary>
/// <param name="Customers">Customers with at least one purchase.</param>
/// <param name="AsOf">Only facts before this day count.</param>
/// <param name="Orders">Median number of orders.</param>
/// <param name="Value">Median value net of returns.</param>
/// <param name="OrdersPerYear">Median number of orders a year.</param>
/// <param name="DaysSinceLast">Median number of days since the last purchase.</param>
/// <param name="AverageOrder">Median of the customers' average orders.</param>
public sealed record ShopSummary(
    int Customers, Day AsOf, double? Orders, double? Value, double? OrdersPerYear, double? DaysSinceLast, double? AverageOrder);
