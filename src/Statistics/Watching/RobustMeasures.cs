namespace Regulars.Statistics.Watching;

/// <summary>Middle and spread that a few wild values do not move.</summary>
internal static class RobustMeasures
{
    /// <summary>Makes the median absolute deviation of a normal distribution its standard deviation: 1 / Φ⁻¹(¾).</summary>
    private const double Normal = 1.482602218505602;

    /// <summary>The median; of an even number the mean of both middle ones. The values are put in order.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    /// <summary>The standard deviation about 0 as the median absolute value tells it; where over half of the values are 0, as the mean absolute value does.</summary>
    public static double SpreadAboutZero(ReadOnlySpan<double> values)
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
