using Regulars.Insights.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>Gaps in days between neighbouring purchase days of one customer.</summary>
internal static class TimeBetweenPurchases
{
    public static GapMeasure Of(PurchaseHistory history, Day asOf)
    {
        var gaps = new List<int>();
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
                        gaps.Add(entry.Day - day);
                    }

                    before = entry.Day;
                }
            }
        }

        if (gaps.Count == 0)
        {
            return new GapMeasure(0, null, null, null);
        }

        var sorted = gaps.ToArray();
        Array.Sort(sorted);
        return new GapMeasure(sorted.Length, sorted.Average(), Quantile.Of(sorted, 0.5), Quantile.Of(sorted, 0.9));
    }
}
