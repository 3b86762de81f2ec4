using Regulars.Insights.Contracts;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Computes every measure of a report from a history. Pure: the same history gives the same report.</summary>
internal static class ReportBuilder
{
    /// <summary>Used where nobody has bought twice yet, so that nothing says how long a gap is usual.</summary>
    private const int WindowWithoutGaps = 180;

    /// <param name="history">What the customers bought.</param>
    /// <param name="scored">The same customers, scored as of the day.</param>
    /// <param name="business">Whose report it is.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    /// <param name="sales">All sales, also those without a customer.</param>
    /// <param name="returnRateByOrders">The share of orders of which something was returned.</param>
    public static Report Build(
        PurchaseHistory history, ScoredCustomers scored, Business business, ReportQuery query, Day asOf, SalesMeasure sales, double? returnRateByOrders)
    {
        var (summaries, scores, activity) = scored;
        var (returned, growth, cohorts, medians) = (0L, (IReadOnlyList<GrowthMeasure>)[], (IReadOnlyList<CohortMeasure>)[], default(MedianCustomer));
        var (gaps, retention, segments, cells) = (default(GapMeasure), default(RetentionMeasure), default(List<SegmentMeasure>), default(List<ScoreCell>));

        // Each measure looks at everybody, and none needs another.
        Parallel.Invoke(
            () => growth = GrowthAccounting.Of(history, asOf, query.Unit),
            () =>
            {
                gaps = TimeBetweenPurchases.Of(history, asOf);
                retention = RetentionRate.Of(
                    history, query.Period ?? LastWholeMonth(asOf), query.WindowDays ?? business.Settings.PresenceWindowDays ?? Window(gaps), asOf, business.Settings);
            },
            () => cohorts = CohortTable.Of(history, asOf),
            () => medians = Medians(summaries, business.Currency),
            () => returned = Returned(history, asOf),
            () => segments = Segments(summaries, scores),
            () => cells = Cells(summaries, scores));
        return new Report
        {
            AsOf = asOf,
            Currency = business.Currency,
            Customers = summaries.Rows.Count,
            Sales = sales,
            Orders = summaries.Rows.Sum(row => (long)row.Orders),
            GrossRevenue = summaries.Rows.Sum(row => row.Gross),
            ReturnedValue = returned,
            ReturnRateByOrders = returnRateByOrders,
            RepeatRate = summaries.Rows.Count == 0 ? null : (double)summaries.Rows.Count(row => row.Orders >= 2) / summaries.Rows.Count,
            TimeBetweenPurchases = gaps!,
            Retention = retention!,
            Growth = growth,
            Cohorts = cohorts,
            Segments = segments!,
            Scores = cells!,
            Activity = Activity(activity),
            ActivityMeasuredBy = ActivityLevels.MeasuredBy,
            Medians = medians!,
        };
    }

    /// <summary>The presence window W: twice the 90th percentile of the time between purchases.</summary>
    public static int Window(GapMeasure gaps) =>
        gaps.P90Days is { } days ? Math.Max(1, (int)Math.Round(2 * days, MidpointRounding.AwayFromZero)) : WindowWithoutGaps;

    private static Period LastWholeMonth(Day asOf) => new(asOf.StartOfMonth.PlusMonths(-1), asOf.StartOfMonth);

    /// <summary>Of all known customers, also of those who only ever returned.</summary>
    private static long Returned(PurchaseHistory history, Day asOf)
    {
        long returned = 0;
        for (var position = 0; position < history.Count; position++)
        {
            foreach (var entry in history.Of(position))
            {
                returned += entry.Day < asOf ? entry.Returned : 0;
            }
        }

        return returned;
    }

    private static List<SegmentMeasure> Segments(CustomerSummaries summaries, RfmScores scores)
    {
        var sums = SegmentTable.All.ToDictionary(segment => segment.Key, _ => (Customers: 0, Revenue: 0L));
        for (var row = 0; row < summaries.Rows.Count; row++)
        {
            ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(sums, SegmentTable.KeyOf(scores.Recency(row), scores.FrequencyValue(row)));
            sum = (sum.Customers + 1, sum.Revenue + summaries.Rows[row].Gross);
        }

        return [.. SegmentTable.All.Select(segment => new SegmentMeasure(segment.Key, segment.Name, sums[segment.Key].Customers, sums[segment.Key].Revenue))];
    }

    private static List<ScoreCell> Cells(CustomerSummaries summaries, RfmScores scores)
    {
        var counts = new int[5, 5];
        for (var row = 0; row < summaries.Rows.Count; row++)
        {
            counts[scores.Recency(row) - 1, scores.FrequencyValue(row) - 1]++;
        }

        return [.. from recency in Enumerable.Range(1, 5)
                   from frequencyValue in Enumerable.Range(1, 5)
                   select new ScoreCell(recency, frequencyValue, counts[recency - 1, frequencyValue - 1])];
    }

    private static List<ActivityMeasure> Activity(string[] activity)
    {
        var levels = activity.CountBy(level => level).ToDictionary();
        return [.. new[] { "high", "medium", "low" }.Select(level => new ActivityMeasure(level, levels.GetValueOrDefault(level)))];
    }

    private static MedianCustomer Medians(CustomerSummaries summaries, Currency currency)
    {
        var asOf = summaries.AsOf;
        double?[] found = new double?[5];
        Func<CustomerSummary, double>[] measures =
        [
            row => row.Orders,
            row => (double)row.Value / currency.MinorPerUnit,
            row => OrdersPerYear(row.Orders, row.First, asOf),
            row => asOf - row.Last,
            row => (double)row.Gross / row.Orders / currency.MinorPerUnit,
        ];
        Meanwhile.For(measures.Length, i => found[i] = Quantile.Median(summaries.Rows.Select(measures[i])));
        return new MedianCustomer(found[0], found[1], found[2], found[3], found[4]);
    }

    /// <summary>Orders per year of being a customer, counted over at least one year so that a first week is not a flood.</summary>
    internal static double OrdersPerYear(long orders, Day first, Day asOf) => orders * 365.25 / Math.Max(365.25, asOf - first);
}
