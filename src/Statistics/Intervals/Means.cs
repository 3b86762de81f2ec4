using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Intervals;

/// <summary>Intervals of means, of differences between means and of ratios of means.</summary>
public static class Means
{
    /// <summary>Student's interval of a mean.</summary>
    /// <param name="sample">The moments of the values.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval; refused when there are fewer than two values.</returns>
    public static Outcome<Interval> Student(SampleMoments sample, double level = 0.95)
    {
        if (sample.Count < 2)
        {
            return TooFew();
        }

        var half = StudentT.TwoSided(level, sample.Count - 1) * Math.Sqrt(sample.VarianceOfMean);
        return new Interval(sample.Mean - half, sample.Mean + half);
    }

    /// <summary>The interval of the difference of two means, the first less the second, without supposing equal variances (Welch 1947).</summary>
    /// <param name="first">The moments of the first values.</param>
    /// <param name="second">The moments of the second values.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval; refused when either has fewer than two values.</returns>
    public static Outcome<Interval> Welch(SampleMoments first, SampleMoments second, double level = 0.95)
    {
        if (first.Count < 2 || second.Count < 2)
        {
            return TooFew();
        }

        var variance = first.VarianceOfMean + second.VarianceOfMean;
        var difference = first.Mean - second.Mean;
        var half = variance == 0 ? 0 : StudentT.TwoSided(level, WelchDegrees(first, second)) * Math.Sqrt(variance);
        return new Interval(difference - half, difference + half);
    }

    /// <summary>The interval of Σ numerators / Σ denominators by the delta method, as for revenue per order when customers were sampled:
    /// the variance of the ratio R is (s_y² − 2 R s_xy + R² s_x²) / (n x̄²).</summary>
    /// <param name="numerators">One numerator per sampled unit.</param>
    /// <param name="denominators">Its denominator.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The ratio and its interval; refused for fewer than two units, or where the denominators are not above nought on average.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is no number.</exception>
    public static Outcome<(double Ratio, Interval Interval)> Ratio(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators, double level = 0.95)
    {
        if (numerators.Length != denominators.Length)
        {
            throw new ArgumentException("There is one denominator for each numerator.", nameof(denominators));
        }

        var (y, x) = (SampleMoments.Of(numerators), SampleMoments.Of(denominators));
        if (y.Count < 2)
        {
            return TooFew();
        }

        if (x.Mean <= 0)
        {
            return new Refusal("interval.no_denominator", "The denominators must be above nought on average.");
        }

        var ratio = y.Mean / x.Mean;
        var squares = 0.0;
        for (var i = 0; i < numerators.Length; i++)
        {
            // The variance of y − R x is that of the formula, without its differences of large numbers.
            var rest = numerators[i] - (ratio * denominators[i]);
            squares += rest * rest;
        }

        var half = Normal.TwoSided(level) * Math.Sqrt(squares / (y.Count - 1) / y.Count) / x.Mean;
        return (ratio, new Interval(ratio - half, ratio + half));
    }

    /// <summary>The degrees of freedom of Welch and Satterthwaite.</summary>
    internal static double WelchDegrees(SampleMoments first, SampleMoments second)
    {
        var (a, b) = (first.VarianceOfMean, second.VarianceOfMean);

        // By shares, so that variances far from one neither overflow nor vanish when squared.
        var share = a / (a + b);
        return 1 / ((share * share / (first.Count - 1)) + ((1 - share) * (1 - share) / (second.Count - 1)));
    }

    internal static Refusal TooFew() => new("interval.too_few_values", "At least two values are needed to tell how much they vary.");
}
