namespace Regulars.Insights.Measures;

/// <summary>Quantiles with linear interpolation between neighbouring order statistics (type 7 of Hyndman and Fan, 1996).</summary>
internal static class Quantile
{
    /// <summary>The quantile of values sorted ascending; not a number when there are none.</summary>
    public static double Of(ReadOnlySpan<int> sorted, double share)
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The quantile of whole numbers of which it is known how often each occurs.</summary>
    /// <param name="counts">How often 0, 1, 2 and so on occur.</param>
    /// <param name="total">How many there are in all; more than none.</param>
    /// <param name="share">Which quantile.</param>
    public static double OfCounts(ReadOnlySpan<long> counts, long total, double share)
    {
        var place = share * (total - 1);
        var below = (long)Math.Floor(place);
        var lower = ValueAt(counts, below);
        return lower + ((place - below) * (ValueAt(counts, Math.Min(below + 1, total - 1)) - lower));
    }

    /// <summary>The value at a place among all in ascending order.</summary>
    private static int ValueAt(ReadOnlySpan<long> counts, long place)
    {
        var value = 0;
        for (var passed = counts[0]; passed <= place; passed += counts[value])
        {
            value++;
        }

        return value;
    }

    /// <summary>The quantile of unsorted values; null when there are none.</summary>
    public static double? Of(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        if (sorted.Length == 0)
        {
            return null;
        }

        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }

    /// <summary>The middle of unsorted values; null when there are none.</summary>
    public static double? Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        if (sorted.Length == 0)
        {
            return null;
        }

        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
