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
        var found = Names.ToDictionary(name => name, _ => new double[days], StringComparer.Ordinal);
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
                found["orders"][day] += entry.Orders;
                found["revenue"][day] += entry.Gross;
                found["returned"][day] += entry.Returned;
                found["buyers"][day] += entry.IsPurchaseDay ? 1 : 0;
                found["new_customers"][day] += entry.IsPurchaseDay && isNew ? 1 : 0;
                isNew &= !entry.IsPurchaseDay;
            }
        }

        for (var day = 0; day < days; day++)
        {
            found["average_order"][day] = found["orders"][day] > 0 ? found["revenue"][day] / found["orders"][day] : 0;
        }

        return new DailyMeasures(first, found);
    }
}
