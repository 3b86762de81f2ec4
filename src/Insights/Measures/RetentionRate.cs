using Regulars.Insights.Contracts;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>The retention rate with its steps: CRR = (E − N) ÷ S.</summary>
internal static class RetentionRate
{
    private const double Z = 1.959963984540054;

    public static RetentionMeasure Of(PurchaseHistory history, Period period, int window, Day asOf, BusinessSettings settings)
    {
        var counts = Count(history, period, window, asOf, out var firstDay);
        var retained = counts.AtEnd - counts.New - counts.Returned;
        var unavailable = period.Days <= 0 ? "period_empty"
            : firstDay is not { } first || first > period.From.Plus(-window) ? "history_too_short"
            : counts.AtStart == 0 ? "nobody_at_start"
            : null;
        double? rate = unavailable is null ? (double)retained / counts.AtStart : null;
        var per30 = rate is { } r ? 1 - Math.Pow(r, 30.0 / period.Days) : (double?)null;
        var (low, high) = rate is null ? (null, null) : Wilson(retained, counts.AtStart);
        return new RetentionMeasure(
            period.From,
            period.To,
            window,
            counts.AtStart,
            counts.AtEnd,
            counts.New,
            counts.Returned,
            retained,
            rate,
            low,
            high,
            1 - rate,
            per30,
            per30 is { } churn ? Level(churn, settings, isFinished: period.To <= asOf) : null,
            unavailable);
    }

    private static string Level(double churn, BusinessSettings settings, bool isFinished) => !isFinished ? "normal"
        : churn >= settings.ChurnAlarm ? "alarm"
        : churn >= settings.ChurnWarning ? "warning"
        : "normal";

    private static Counts Count(PurchaseHistory history, Period period, int window, Day asOf, out Day? firstDay)
    {
        var counts = default(Counts);
        firstDay = null;
        for (var position = 0; position < history.Count; position++)
        {
            Day? first = null;
            var atStart = false;
            var atEnd = false;
            foreach (var entry in history.Of(position))
            {
                if (entry.Day >= asOf)
                {
                    break;
                }

                if (!entry.IsPurchaseDay)
                {
                    continue;
                }

                first ??= entry.Day;
                atStart |= entry.Day < period.From && entry.Day >= period.From.Plus(-window);
                atEnd |= entry.Day < period.To && entry.Day >= period.To.Plus(-window);
            }

            if (first is not { } day)
            {
                continue;
            }

            firstDay = firstDay is { } earliest && earliest < day ? earliest : day;
            counts.AtStart += atStart ? 1 : 0;
            counts.AtEnd += atEnd ? 1 : 0;
            counts.New += atEnd && !atStart && day >= period.From ? 1 : 0;
            counts.Returned += atEnd && !atStart && day < period.From ? 1 : 0;
        }

        return counts;
    }

    /// <summary>Wilson's 95 % interval of a proportion (Wilson, 1927).</summary>
    internal static (double? Low, double? High) Wilson(int hits, int of)
    {
        double n = of;
        var p = hits / n;
        var centre = p + (Z * Z / (2 * n));
        var margin = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);
        return ((centre - margin) / scale, (centre + margin) / scale);
    }

    private struct Counts
    {
        public int AtStart;
        public int AtEnd;
        public int New;
        public int Returned;
    }
}
