using Regulars.Kernel;

namespace Regulars.Insights.Contracts;

/// <summary>What a report is to be about.</summary>
public sealed record ReportQuery
{
    /// <summary>Only facts before this day count; null: the default of the definitions.</summary>
    public Day? AsOf { get; init; }

    /// <summary>The period of the retention rate; null: the last whole month.</summary>
    public Period? Period { get; init; }

    /// <summary>The presence window in days; null: the business's.</summary>
    public int? WindowDays { get; init; }

    /// <summary>How growth is cut into periods.</summary>
    public CalendarUnit Unit { get; init; } = CalendarUnit.Month;

    /// <summary>Which part of the sales; null: all.</summary>
    public ReportPart? Part { get; init; }
}

/// <summary>One value of one dimension: the sales of one store, channel, country or product category.</summary>
/// <param name="Dimension">Which dimension: store, channel, country or category.</param>
/// <param name="Code">Its value, as the source writes it.</param>
public sealed record ReportPart(string Dimension, string Code);

/// <summary>The measures of a business as of a day. Amounts are minor units of its currency; what cannot be computed is null.</summary>
public sealed record Report
{
    /// <summary>Only facts before this day count.</summary>
    public required Day AsOf { get; init; }

    /// <summary>The currency of every amount.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Customers with at least one purchase.</summary>
    public required int Customers { get; init; }

    /// <summary>All sales, with and without a customer.</summary>
    public required SalesMeasure Sales { get; init; }

    /// <summary>Orders of known customers.</summary>
    public required long Orders { get; init; }

    /// <summary>Their value.</summary>
    public required long GrossRevenue { get; init; }

    /// <summary>What known customers returned.</summary>
    public required long ReturnedValue { get; init; }

    /// <summary>Value less returns.</summary>
    public long NetRevenue => GrossRevenue - ReturnedValue;

    /// <summary>Returned by value, as a fraction of gross.</summary>
    public double? ReturnRate => GrossRevenue == 0 ? null : (double)ReturnedValue / GrossRevenue;

    /// <summary>Orders with anything returned since, as a fraction of orders; where returns name their order.</summary>
    public required double? ReturnRateByOrders { get; init; }

    /// <summary>Value of orders by orders, in units of the currency, unrounded.</summary>
    public double? AverageOrderValue => Orders == 0 ? null : (double)GrossRevenue / Currency.MinorPerUnit / Orders;

    /// <summary>Customers with two or more orders, as a fraction of those with one or more.</summary>
    public required double? RepeatRate { get; init; }

    /// <summary>Gaps between purchase days.</summary>
    public required GapMeasure TimeBetweenPurchases { get; init; }

    /// <summary>The retention rate with its steps.</summary>
    public required RetentionMeasure Retention { get; init; }

    /// <summary>Growth accounting, one row per calendar period.</summary>
    public required IReadOnlyList<GrowthMeasure> Growth { get; init; }

    /// <summary>Cohorts by month of first purchase.</summary>
    public required IReadOnlyList<CohortMeasure> Cohorts { get; init; }

    /// <summary>The named segments, in the order of their table.</summary>
    public required IReadOnlyList<SegmentMeasure> Segments { get; init; }

    /// <summary>How many customers have each pair of scores R and FM.</summary>
    public required IReadOnlyList<ScoreCell> Scores { get; init; }

    /// <summary>High, medium and low activity.</summary>
    public required IReadOnlyList<ActivityMeasure> Activity { get; init; }

    /// <summary>What activity was measured by.</summary>
    public required IReadOnlyList<string> ActivityMeasuredBy { get; init; }

    /// <summary>The middle customer, for comparison.</summary>
    public required MedianCustomer Medians { get; init; }
}

/// <summary>Orders and their value in minor units.</summary>
public sealed record SalesMeasure(long Orders, long Gross);

/// <summary>Time between purchases in days; null where there is no gap.</summary>
public sealed record GapMeasure(int Count, double? MeanDays, double? MedianDays, double? P90Days);

/// <summary>The retention rate over a period: (end − new and returned) ÷ start.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The first day after.</param>
/// <param name="WindowDays">Present is who bought within so many days before.</param>
/// <param name="AtStart">Present at the start.</param>
/// <param name="AtEnd">Present at the end.</param>
/// <param name="New">Present at the end, not at the start, first purchase within the period.</param>
/// <param name="Returned">Present at the end, not at the start, bought before.</param>
/// <param name="Retained">Present at the start and at the end.</param>
/// <param name="Rate">Retained ÷ at the start; null when not available.</param>
/// <param name="RateLow">Lower end of the rate's 95 % interval (Wilson).</param>
/// <param name="RateHigh">Upper end.</param>
/// <param name="ChurnRate">1 − rate.</param>
/// <param name="ChurnPer30Days">1 − rate^(30/days).</param>
/// <param name="Level">normal, warning or alarm; null when not available.</param>
/// <param name="Unavailable">Why the rate is not available; null when it is.</param>
public sealed record RetentionMeasure(
    Day From,
    Day To,
    int WindowDays,
    int AtStart,
    int AtEnd,
    int New,
    int Returned,
    int Retained,
    double? Rate,
    double? RateLow,
    double? RateHigh,
    double? ChurnRate,
    double? ChurnPer30Days,
    string? Level,
    string? Unavailable);

/// <summary>One row of growth accounting.</summary>
public sealed record GrowthMeasure(
    string Period,
    Day From,
    Day To,
    bool IsUnfinished,
    int Active,
    int New,
    int Retained,
    int Returned,
    int Lost,
    double? RetentionRate,
    double? QuickRatio,
    long Revenue,
    long RevenueFromExisting,
    double? RevenueGrowthFromExisting,
    double? NetRevenueRetention);

/// <summary>Those who first bought in a month: how many bought in each month since, and for how much.</summary>
public sealed record CohortMeasure(string Cohort, Day From, int Size, IReadOnlyList<int> Active, IReadOnlyList<long> Revenue);

/// <summary>A named segment: a stable key, how many are in it, what they bought for.</summary>
public sealed record SegmentMeasure(string Key, string Name, int Customers, long Revenue);

/// <summary>One cell of the grid of scores.</summary>
public sealed record ScoreCell(int Recency, int FrequencyValue, int Customers);

/// <summary>A level of activity: high, medium or low.</summary>
public sealed record ActivityMeasure(string Level, int Customers);

/// <summary>The middle customer: medians over all customers with a purchase.</summary>
public sealed record MedianCustomer(double? Orders, double? Value, double? OrdersPerYear, double? DaysSinceLast, double? AverageOrder);
