using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Intervals;

/// <summary>Intervals of any statistic by drawing samples from the sample (Efron and Tibshirani 1993).</summary>
public static class Bootstrap
{
    /// <summary>The interval between quantiles of the statistic over the drawn samples (section 13.3).</summary>
    /// <param name="values">The sample.</param>
    /// <param name="statistic">The statistic; it must not keep or change what it is given.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="samples">How many samples are drawn, at least 100.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval; refused when there are fewer than two values.</returns>
    public static Outcome<Interval> Percentile(double[] values, Func<double[], double> statistic, Random random, int samples = 2000, double level = 0.95)
    {
        var drawn = Draw(values, statistic, random, samples);
        return drawn is null ? Means.TooFew() : new Interval(Quantile(drawn, (1 - level) / 2), Quantile(drawn, (1 + level) / 2));
    }

    /// <summary>The bias-corrected and accelerated interval (section 14.3), whose error shrinks with n and not with √n. It costs one
    /// statistic per value more.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="statistic">The statistic; it must not keep or change what it is given.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="samples">How many samples are drawn, at least 100.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval; refused when there are fewer than two values.</returns>
    public static Outcome<Interval> BiasCorrected(double[] values, Func<double[], double> statistic, Random random, int samples = 2000, double level = 0.95)
    {
        var drawn = Draw(values, statistic, random, samples);
        if (drawn is null)
        {
            return Means.TooFew();
        }

        var seen = statistic(values);
        var below = drawn.Sum(value => value < seen ? 1 : value == seen ? 0.5 : 0) / samples;
        var bias = Normal.Quantile(Math.Clamp(below, 0.5 / samples, 1 - (0.5 / samples)));
        var acceleration = Acceleration(values, statistic);
        double End(double z)
        {
            var moved = bias + z;
            return Quantile(drawn, Normal.Below(bias + (moved / Math.Max(0.05, 1 - (acceleration * moved)))));
        }

        var quantile = Normal.TwoSided(level);
        return new Interval(End(-quantile), End(quantile));
    }

    /// <summary>Σ d³ / 6 (Σ d²)^1.5 over the statistic without each value, d its distance from their mean.</summary>
    private static double Acceleration(double[] values, Func<double[], double> statistic)
    {
        var without = new double[values.Length - 1];
        var left = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            Array.Copy(values, 0, without, 0, i);
            Array.Copy(values, i + 1, without, i, values.Length - i - 1);
            left[i] = statistic(without);
        }

        var mean = left.Average();
        var (squares, cubes) = (left.Sum(one => (mean - one) * (mean - one)), left.Sum(one => Math.Pow(mean - one, 3)));
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }

    private static double[]? Draw(double[] values, Func<double[], double> statistic, Random random, int samples)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(statistic);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 100);
        if (values.Length < 2)
        {
            return null;
        }

        var (drawn, sample) = (new double[samples], new double[values.Length]);
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j < sample.Length; j++)
            {
                sample[j] = values[random.Next(values.Length)];
            }

            drawn[i] = statistic(sample);
        }

        Array.Sort(drawn);
        return drawn;
    }

    private static double Quantile(double[] sorted, double probability)
    {
        var at = Math.Clamp(probability, 0, 1) * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
