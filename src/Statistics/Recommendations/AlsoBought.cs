using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>Two items that share baskets (Agrawal, Imieliński and Swami, "Mining association rules between sets of items", SIGMOD 1993; lift: Brin et al., SIGMOD 1997).</summary>
/// <param name="Item">The other item.</param>
/// <param name="Together">The number of baskets that hold both.</param>
/// <param name="Support">The share of all baskets that hold both.</param>
/// <param name="Confidence">The share of the first item's baskets that hold the other.</param>
/// <param name="Lift">How many times more often they share a basket than if they were independent: n · n(a, b) / (n(a) n(b)).</param>
/// <param name="LiftLow">The lower end of the 95 % interval of the lift, by the delta method on its logarithm.</param>
/// <param name="LiftHigh">The upper end of that interval.</param>
public sealed record Companion(int Item, int Together, double Support, double Confidence, double Lift, double LiftLow, double LiftHigh);

/// <summary>What else lies in the baskets that hold an item.</summary>
public sealed class AlsoBought
{
    /// <summary>The 97.5 % quantile of the standard normal distribution.</summary>
    private const double Normal975 = 1.959963984540054;

    private readonly Interactions baskets;

    private readonly Interactions basketsOf;

    /// <summary>Prepares baskets.</summary>
    /// <param name="baskets">The baskets as users, with their items.</param>
    public AlsoBought(Interactions baskets) => (this.baskets, basketsOf) = (baskets, baskets.Transposed());

    /// <summary>The companions of an item, surest first: by the lower end of the lift's interval, so that a rare pair does not win by chance.</summary>
    /// <param name="item">The item.</param>
    /// <param name="count">How many companions at most, at least 1.</param>
    /// <param name="leastTogether">In how many baskets both must lie, at least 1.</param>
    public IReadOnlyList<Companion> Of(int item, int count, int leastTogether = 5)
    {
        Require.Between(count, 1, int.MaxValue);
        Require.Between(leastTogether, 1, int.MaxValue);
        var together = new int[baskets.ItemCount];
        foreach (var basket in basketsOf.ItemsOf(item))
        {
            foreach (var other in baskets.ItemsOf(basket))
            {
                together[other]++;
            }
        }

        return [.. Enumerable.Range(0, together.Length)
            .Where(other => other != item && together[other] >= leastTogether)
            .Select(other => Measure(other, together[other], basketsOf.ItemsOf(item).Length, basketsOf.ItemsOf(other).Length, baskets.UserCount))
            .OrderByDescending(companion => companion.LiftLow)
            .ThenBy(companion => companion.Item)
            .Take(count)];
    }

    /// <summary>The variance of log lift is (1/p(ab) − 1/p(a) − 1/p(b) + 2p(ab)/(p(a)p(b)) − 1) / n, from its influence function.</summary>
    private static Companion Measure(int item, int together, int first, int second, int all)
    {
        var (both, a, b) = ((double)together / all, (double)first / all, (double)second / all);
        var lift = both / (a * b);
        var spread = Normal975 * Math.Sqrt(Math.Max(0, (1 / both) - (1 / a) - (1 / b) + (2 * lift) - 1) / all);
        return new Companion(item, together, both, (double)together / first, lift, lift * Math.Exp(-spread), lift * Math.Exp(spread));
    }
}
