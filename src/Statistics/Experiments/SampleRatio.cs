using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Experiments;

/// <summary>Whether customers were split between arms as planned; a split that was not tells of a fault that spoils every comparison.</summary>
/// <param name="Statistic">Pearson's chi-square of the counts against the planned shares.</param>
/// <param name="Probability">The probability of a statistic so large if the split is sound.</param>
/// <param name="IsBroken">Whether the probability is below <see cref="Threshold"/>: do not read the experiment, find the fault.</param>
public sealed record SampleRatio(double Statistic, double Probability, bool IsBroken)
{
    /// <summary>The probability below which a split is taken for broken. Strict, because the check is made of every experiment and every
    /// day (Fabijan et al. 2019, Diagnosing Sample Ratio Mismatch).</summary>
    public const double Threshold = 0.0005;

    /// <summary>Checks the numbers of customers of the arms.</summary>
    /// <param name="counts">The customers of each arm.</param>
    /// <param name="shares">The planned share of each arm, in any unit.</param>
    /// <returns>The check; refused when there are no customers.</returns>
    /// <exception cref="ArgumentException">There are fewer than two arms, lengths differ, a count is negative or a share is not positive.</exception>
    public static Outcome<SampleRatio> Check(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(shares);
        if (counts.Count < 2 || counts.Count != shares.Count || counts.Any(count => count < 0) || shares.Any(share => !(share > 0) || !double.IsFinite(share)))
        {
            throw new ArgumentException("Each of at least two arms has a count of at least 0 and a positive share.", nameof(counts));
        }

        var (customers, whole) = (counts.Sum(count => (double)count), shares.Sum());
        if (customers == 0)
        {
            return new Refusal("experiment.no_customers", "No customer has been assigned yet.");
        }

        var statistic = counts.Zip(shares, (count, share) => (count - (customers * share / whole)) * (count - (customers * share / whole)) / (customers * share / whole)).Sum();
        var probability = ChiSquare.Above(statistic, counts.Count - 1);
        return new SampleRatio(statistic, probability, probability < Threshold);
    }
}
