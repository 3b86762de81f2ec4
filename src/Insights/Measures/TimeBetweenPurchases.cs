using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Gaps in days between neighbouring purchase days of one customer.</summary>
internal static class TimeBetweenPurchases
{
    public static GapMeasure Of(PurchaseHistory history, Day asOf)
    {
        // How many gaps there are of each length.
        var counts = new long[history.FirstDay is { } opened && opened < asOf ? asOf - opened : 0];
        for (var position = 0; position < history.Count; position++)
        {
            Day? before = null;
            foreach (var entry in history.Of(position))
            {
                if (entry.Day >= asOf)
                {
                    break;
                }

                if (entry.IsPurchaseDay)
                {
                    if (before is { } day)
                    {
                        counts[entry.Day - day]++;
                    }

                    before = entry.Day;
                }
            }
        }

        var (gaps, days) = (0L, 0L);
        for (var length = 0; length < counts.Length; length++)
        {
            gaps += counts[length];
            days += length * counts[length];
        }

        return gaps == 0
            ? new GapMeasure(0, null, null, null)
            : new GapMeasure((int)gaps, (double)days / gaps, Quantile.OfCounts(counts, gaps, 0.5), Quantile.OfCounts(counts, gaps, 0.9));
    }
}
