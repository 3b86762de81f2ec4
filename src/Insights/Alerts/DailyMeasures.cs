using Regulars.Insights.Measures;
using Regulars.Kernel;

namespace Regulars.Insights.Alerts;

/// <summary>The measures that are watched, day by day, over all customers.</summary>
internal sealed class DailyMeasures
{
    /// <summary>Every measure that is watched; the name of one is the text <c>alert.measure.KEY</c>.</summary>
    public static readonly IReadOnlyList<string> Names = ["orders", "revenue", "average_order", "buyers", "new_customers", "returned"];

    private readonly Dictionary<string, double[]> series;

    private DailyMeasures(Day first, Dictionary<string, double[]> series) => (First, this.series) = (first, series);

    /// <summary>The first day.</summary>
    public Day First { get; }

    /// <summary>How many days there are.</summary>
    public int Days => series[Names[0]].Length;

    /// <summary>A measure's values, one for each day.</summary>
    public ReadOnlySpan<double> Of(string measure) => series[measure];

    /// <summary>The measures up to a day that is not counted; null without purchases.</summary>
    public static DailyMeasures? Of(PurchaseHistory history, Day until)
    {
        if (history.FirstDay is not { } first || first >= until)
        {
            return null;
        }

        var days = until - first;
        var (orders, revenue, averages) = (new double[days], new double[days], new double[days]);
        var (buyers, newcomers, returned) = (new double[days], new double[days], new double[days]);
        for (var position = 0; position < history.Count; position++)
        {
            var isNew = true;
            foreach (var entry in history.Of(position))
            {
                if (entry.Day >= until)
                {
                    break;
                }

                var day = entry.Day - first;
                orders[day] += entry.Orders;
                revenue[day] += entry.Gross;
                returned[day] += entry.Returned;
                buyers[day] += entry.IsPurchaseDay ? 1 : 0;
                newcomers[day] += entry.IsPurchaseDay && isNew ? 1 : 0;
                isNew &= !entry.IsPurchaseDay;
            }
        }

        for (var day = 0; day < days; day++)
        {
            averages[day] = orders[day] > 0 ? revenue[day] / orders[day] : 0;
        }

        double[][] all = [orders, revenue, averages, buyers, newcomers, returned];
        return new DailyMeasures(first, Names.Zip(all).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }
}
