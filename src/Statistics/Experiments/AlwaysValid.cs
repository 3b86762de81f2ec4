using Regulars.Statistics.Intervals;

namespace Regulars.Statistics.Experiments;

/// <summary>Intervals and probabilities that may be looked at after every outcome: over the whole of an experiment, however long, the
/// interval leaves out the true effect with a chance of at most 1 − level.</summary>
/// <remarks>The normal mixture of Robbins (1970), as the mixture sequential ratio test of Johari, Koomen, Pekelis and Walsh (2022),
/// Always Valid Inference, eq. 5, with estimated variances, which is valid asymptotically (Waudby-Smith, Arbour, Sinha, Kennedy and
/// Ramdas 2024, theorem 2.2): therefore nothing is said before each arm has <see cref="FewestPerArm"/> outcomes.</remarks>
public static class AlwaysValid
{
    /// <summary>Outcomes of each arm before which a variance is too poorly known.</summary>
    public const int FewestPerArm = 100;

    /// <summary>The spread of effects τ that makes the interval narrowest when the standard error has fallen to what is planned:
    /// τ² = SE² (−2 ln α + ln(1 − 2 ln α)) (Howard, Ramdas, McAuliffe and Sekhon 2021, section 3.5).</summary>
    /// <param name="plannedStandardError">The standard error of the difference at the planned end.</param>
    /// <param name="level">The confidence of the intervals.</param>
    public static double SpreadFor(double plannedStandardError, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plannedStandardError);
        var twice = -2 * Math.Log(1 - level);
        return plannedStandardError * Math.Sqrt(twice + Math.Log(1 + twice));
    }

    /// <summary>The interval of the difference of means, treated less held out: d ± √(V (V + τ²) / τ² · (ln((V + τ²)/V) − 2 ln α)), V the
    /// squared standard error.</summary>
    /// <param name="treated">The moments of the outcome of the treated so far.</param>
    /// <param name="heldOut">The moments of the outcome of the held out so far.</param>
    /// <param name="spread">τ: how large effects are expected to be; chosen before the experiment.</param>
    /// <param name="level">The confidence over the whole experiment.</param>
    /// <returns>The interval; refused while an arm has too few outcomes.</returns>
    public static Outcome<Interval> Interval(SampleMoments treated, SampleMoments heldOut, double spread, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spread);
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");
        }

        if (TooEarly(treated, heldOut) is { } refusal)
        {
            return refusal;
        }

        var (variance, square) = (treated.VarianceOfMean + heldOut.VarianceOfMean, spread * spread);
        var half = variance == 0 ? 0 : Math.Sqrt(variance * (variance + square) / square * (Math.Log((variance + square) / variance) - (2 * Math.Log(1 - level))));
        return new Interval(treated.Mean - heldOut.Mean - half, treated.Mean - heldOut.Mean + half);
    }

    /// <summary>The always-valid probability of no effect, 1 over the mixture's likelihood ratio and at most 1; the least of all looks so far
    /// is valid too.</summary>
    /// <param name="treated">The moments of the outcome of the treated so far.</param>
    /// <param name="heldOut">The moments of the outcome of the held out so far.</param>
    /// <param name="spread">τ: how large effects are expected to be; chosen before the experiment.</param>
    /// <returns>The probability; refused while an arm has too few outcomes.</returns>
    public static Outcome<double> Probability(SampleMoments treated, SampleMoments heldOut, double spread)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spread);
        if (TooEarly(treated, heldOut) is { } refusal)
        {
            return refusal;
        }

        var (variance, square, difference) = (treated.VarianceOfMean + heldOut.VarianceOfMean, spread * spread, treated.Mean - heldOut.Mean);
        if (variance == 0)
        {
            return difference == 0 ? 1 : 0;
        }

        var log = (square * difference * difference / (2 * variance * (variance + square))) - (0.5 * Math.Log((variance + square) / variance));
        return Math.Min(1, Math.Exp(-log));
    }

    private static Refusal? TooEarly(SampleMoments treated, SampleMoments heldOut) => treated.Count < FewestPerArm || heldOut.Count < FewestPerArm
        ? new Refusal("experiment.too_early", $"An interval for looking at any time needs {FewestPerArm} outcomes in each arm first.")
        : null;
}
