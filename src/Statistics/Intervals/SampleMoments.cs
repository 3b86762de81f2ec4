namespace Regulars.Statistics.Intervals;

/// <summary>The number, mean and variance of values.</summary>
/// <param name="Count">How many values there are.</param>
/// <param name="Mean">Their mean; 0 when there are none.</param>
/// <param name="Variance">Their variance with n − 1; 0 when there are fewer than two.</param>
public readonly record struct SampleMoments(long Count, double Mean, double Variance)
{
    /// <summary>The standard error of the mean squared; 0 when there are no values.</summary>
    public double VarianceOfMean => Count > 0 ? Variance / Count : 0;

    /// <summary>The moments of values, by one pass without loss of digits (Welford 1962).</summary>
    /// <exception cref="ArgumentException">A value is no number.</exception>
    public static SampleMoments Of(ReadOnlySpan<double> values)
    {
        var (count, mean, squares) = (0L, 0.0, 0.0);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException("Every value is a finite number.", nameof(values));
            }

            count++;
            var distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }

        return new SampleMoments(count, mean, count > 1 ? squares / (count - 1) : 0);
    }
}
