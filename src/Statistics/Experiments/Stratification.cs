using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Experiments;

/// <summary>One stratum of an experiment: customers alike before it.</summary>
/// <param name="Treated">The moments of the outcome of its treated.</param>
/// <param name="HeldOut">The moments of the outcome of its held out.</param>
public readonly record struct Stratum(SampleMoments Treated, SampleMoments HeldOut);

/// <summary>Effects within strata, put together.</summary>
public static class Stratification
{
    /// <summary>The effect as the mean of the strata's effects weighted by their customers (Cochran 1977, Sampling Techniques, eq. 5.3 and
    /// 5.12; Miratrix, Sekhon and Yu 2013 for strata formed after assignment). The normal distribution serves the interval.</summary>
    /// <param name="strata">The strata; ones without customers are left out.</param>
    /// <param name="level">The confidence of the interval.</param>
    /// <returns>The effect; refused when a stratum has fewer than two customers in an arm, or nothing varies.</returns>
    public static Outcome<Effect> Effect(IReadOnlyList<Stratum> strata, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(strata);
        var told = strata.Where(stratum => stratum.Treated.Count + stratum.HeldOut.Count > 0).ToList();
        if (told.Count == 0 || told.Exists(stratum => stratum.Treated.Count < 2 || stratum.HeldOut.Count < 2))
        {
            return new Refusal("experiment.stratum_too_small", "Each stratum needs at least two customers in each arm; put small strata together.");
        }

        var customers = told.Sum(stratum => (double)(stratum.Treated.Count + stratum.HeldOut.Count));
        var (difference, variance) = (0.0, 0.0);
        foreach (var stratum in told)
        {
            var share = (stratum.Treated.Count + stratum.HeldOut.Count) / customers;
            difference += share * (stratum.Treated.Mean - stratum.HeldOut.Mean);
            variance += share * share * (stratum.Treated.VarianceOfMean + stratum.HeldOut.VarianceOfMean);
        }

        if (variance == 0)
        {
            return new Refusal("experiment.no_variation", "All outcomes within each arm are the same, so nothing tells chance from effect.");
        }

        var error = Math.Sqrt(variance);
        var half = Normal.TwoSided(level) * error;
        return new Effect(
            told.Sum(stratum => stratum.Treated.Count), told.Sum(stratum => stratum.HeldOut.Count), difference, error,
            new Interval(difference - half, difference + half), difference / error, 2 * Normal.Below(-Math.Abs(difference / error)));
    }
}
