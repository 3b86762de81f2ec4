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
        var gaps = TimeBetweenPurchases.Of(history, asOf);
        var window = query.WindowDays ?? business.Settings.PresenceWindowDays ?? Window(gaps);
        var period = query.Period ?? LastWholeMonth(asOf);
        return new Report
        {
            AsOf = asOf,
            Currency = business.Currency,
            Customers = summaries.Rows.Count,
            Sales = sales,
            Orders = summaries.Rows.Sum(row => (long)row.Orders),
            GrossRevenue = summaries.Rows.Sum(row => row.Gross),
            ReturnedValue = Returned(history, asOf),
            ReturnRateByOrders = returnRateByOrders,
            RepeatRate = summaries.Rows.Count == 0 ? null : (double)summaries.Rows.Count(row => row.Orders >= 2) / summaries.Rows.Count,
            TimeBetweenPurchases = gaps,
            Retention = RetentionRate.Of(history, period, window, asOf, business.Settings),
            Growth = GrowthAccounting.Of(history, asOf, query.Unit),
            Cohorts = CohortTable.Of(history, asOf),
            Segments = Segments(summaries, scores),
            Scores = Cells(summaries, scores),
            Activity = Activity(activity),
            ActivityMeasuredBy = ActivityLevels.MeasuredBy,
            Medians = Medians(summaries, business.Currency),
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
            var key = SegmentTable.KeyOf(scores.Recency(row), scores.FrequencyValue(row));
            var (customers, revenue) = sums[key];
            sums[key] = (customers + 1, revenue + summaries.Rows[row].Gross);
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
        return new MedianCustomer(
            Quantile.Median(summaries.Rows.Select(row => (double)row.Orders)),
            Quantile.Median(summaries.Rows.Select(row => (double)row.Value / currency.MinorPerUnit)),
            Quantile.Median(summaries.Rows.Select(row => OrdersPerYear(row.Orders, row.First, asOf))),
            Quantile.Median(summaries.Rows.Select(row => (double)(asOf - row.Last))),
            Quantile.Median(summaries.Rows.Select(row => (double)row.Gross / row.Orders / currency.MinorPerUnit)));
    }

    /// <summary>Orders per year of being a customer, counted over at least one year so that a first week is not a flood.</summary>
    internal static double OrdersPerYear(long orders, Day first, Day asOf) => orders * 365.25 / Math.Max(365.25, asOf - first);
}
