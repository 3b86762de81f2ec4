namespace Regulars.Statistics.Watching;

/// <summary>Middle and spread that a few wild values do not move.</summary>
public static class RobustMeasures
{
    /// <summary>Makes the median absolute deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(¾).</summary>
    private const double Normal = 1.482602218505602;

    /// <summary>The median of values, and their spread about it in the unit of the values: the median absolute deviation × 1.4826, which of a
    /// normal distribution is its standard deviation. Nearly half of the values may be wild without moving either far. Where over half of the
    /// values are the same, the spread is told by the mean absolute deviation; it is 0 where all are.</summary>
    /// <param name="values">One value or more, finite, in any order; they stay as they are.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    /// <remarks>F. R. Hampel, The Influence Curve and Its Role in Robust Estimation, Journal of the American Statistical Association 69 (1974).</remarks>
    public static (double Median, double Spread) MedianAndSpread(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("One value or more is wanted.", nameof(values));
        }

        double[] rest = [.. values];
        var median = Median(rest);
        for (var at = 0; at < rest.Length; at++)
        {
            rest[at] -= median;
        }

        return (median, SpreadAboutZero(rest));
    }

    /// <summary>The median; of an even number the mean of both middle ones. The values are put in order.</summary>
    internal static double Median(Span<double> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    /// <summary>The standard deviation about 0 as the median absolute value tells it; where over half of the values are 0, as the mean absolute value does.</summary>
    internal static double SpreadAboutZero(ReadOnlySpan<double> values)
    {
        var absolute = new double[values.Length];
        var sum = 0.0;
        for (var at = 0; at < values.Length; at++)
        {
            absolute[at] = Math.Abs(values[at]);
            sum += absolute[at];
        }

        var median = Median(absolute);
        return median > 0 ? Normal * median : sum / values.Length * Math.Sqrt(Math.PI / 2);
    }
}
