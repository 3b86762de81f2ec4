using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Experiments;

/// <summary>What a treatment changed, against those held out.</summary>
/// <param name="Treated">The number of treated.</param>
/// <param name="HeldOut">The number held out.</param>
/// <param name="Difference">The mean of the treated less that of the held out.</param>
/// <param name="StandardError">The standard error of the difference.</param>
/// <param name="Interval">Its interval.</param>
/// <param name="Statistic">The difference in standard errors; for shares in those of equal shares.</param>
/// <param name="Probability">The probability of a difference so large on either side if the treatment changed nothing.</param>
public sealed record Effect(
    long Treated, long HeldOut, double Difference, double StandardError, Interval Interval, double Statistic, double Probability)
{
    /// <summary>The effect on a mean, by the test and interval of Welch (1947).</summary>
    /// <param name="treated">The moments of the outcome of the treated.</param>
    /// <param name="heldOut">The moments of the outcome of the held out.</param>
    /// <param name="level">The confidence of the interval.</param>
    /// <returns>The effect; refused when either has fewer than two outcomes, or no outcome differs from another.</returns>
    public static Outcome<Effect> OfMeans(SampleMoments treated, SampleMoments heldOut, double level = 0.95)
    {
        if (treated.Count < 2 || heldOut.Count < 2)
        {
            return new Refusal("experiment.too_few", "Each arm needs at least two outcomes.");
        }

        var error = Math.Sqrt(treated.VarianceOfMean + heldOut.VarianceOfMean);
        if (error == 0)
        {
            return new Refusal("experiment.no_variation", "All outcomes within each arm are the same, so nothing tells chance from effect.");
        }

        var difference = treated.Mean - heldOut.Mean;
        var degrees = Means.WelchDegrees(treated, heldOut);
        return new Effect(
            treated.Count, heldOut.Count, difference, error, Means.Welch(treated, heldOut, level).Value,
            difference / error, StudentT.BeyondTwoSided(difference / error, degrees));
    }

    /// <summary>The effect on a share: Newcombe's interval (1998), and the test of equal shares by their common estimate.</summary>
    /// <param name="treatedSuccesses">Conversions among the treated.</param>
    /// <param name="treated">The number of treated.</param>
    /// <param name="heldOutSuccesses">Conversions among the held out.</param>
    /// <param name="heldOut">The number held out.</param>
    /// <param name="level">The confidence of the interval.</param>
    /// <returns>The effect; refused when an arm is empty.</returns>
    /// <exception cref="ArgumentException">Successes are not between 0 and the number of the arm.</exception>
    public static Outcome<Effect> OfShares(long treatedSuccesses, long treated, long heldOutSuccesses, long heldOut, double level = 0.95)
    {
        var interval = Proportions.Newcombe(treatedSuccesses, treated, heldOutSuccesses, heldOut, level);
        if (interval.Refusal is { } refusal)
        {
            return refusal;
        }

        var (p, q) = ((double)treatedSuccesses / treated, (double)heldOutSuccesses / heldOut);
        var common = (double)(treatedSuccesses + heldOutSuccesses) / (treated + heldOut);
        var commonError = Math.Sqrt(common * (1 - common) * ((1.0 / treated) + (1.0 / heldOut)));
        var statistic = commonError > 0 ? (p - q) / commonError : 0;
        return new Effect(
            treated, heldOut, p - q, Math.Sqrt((p * (1 - p) / treated) + (q * (1 - q) / heldOut)), interval.Value,
            statistic, 2 * Normal.Below(-Math.Abs(statistic)));
    }
}
