using Regulars.Kernel;
using Regulars.Statistics.Recommendations;

namespace Regulars.Insights.Recommendations;

/// <summary>Whether what customers looked at helps to foretell what they buy, measured on those who were known to look at something.</summary>
/// <param name="Customers">How many of the judged customers that are.</param>
/// <param name="Recall">Their hits among the first ten with what they looked at; null when there are none.</param>
/// <param name="RecallWithout">The same without it.</param>
/// <param name="DifferenceError">The standard error of the difference; null for a single customer.</param>
public sealed record ViewQuality(int Customers, double? Recall, double? RecallWithout, double? DifferenceError)
{
    /// <summary>Recommends to the same customers with their views and without them.</summary>
    /// <param name="related">What was learned before the split; null when popularity is as good.</param>
    /// <param name="before">What customers had before the split.</param>
    /// <param name="later">What they bought newly from it on.</param>
    /// <param name="views">By customer, what they looked at before the split, the latest first.</param>
    /// <param name="count">How many are recommended.</param>
    internal static ViewQuality Measure(RelatedTable? related, Interactions before, Interactions later, IReadOnlyDictionary<int, IReadOnlyList<(int Product, Day Day)>> views, int count)
    {
        var buyers = before.Transposed();
        var popular = Enumerable.Range(0, before.ItemCount).OrderByDescending(product => buyers.ItemsOf(product).Length).ToList();
        var pairs = views.Where(customer => customer.Value.Count > 0 && later.ItemsOf(customer.Key).Length > 0).OrderBy(customer => customer.Key).Select(customer =>
        {
            var had = before.ItemsOf(customer.Key).ToArray().ToHashSet();
            var wanted = later.ItemsOf(customer.Key).ToArray().ToHashSet();
            var seen = customer.Value.Where(view => !had.Contains(view.Product)).ToList();
            return (With: Hits(Best(related, popular, had, seen, count), wanted, count), Without: Hits(Best(related, popular, had, [], count), wanted, count));
        }).ToList();
        if (pairs.Count == 0)
        {
            return new ViewQuality(0, null, null, null);
        }

        var mean = pairs.Average(pair => pair.With - pair.Without);
        return new ViewQuality(
            pairs.Count, pairs.Average(pair => pair.With), pairs.Average(pair => pair.Without),
            pairs.Count == 1 ? null : Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.With - pair.Without - mean, 2)) / (pairs.Count - 1) / pairs.Count));
    }

    private static IEnumerable<int> Best(RelatedTable? related, IReadOnlyList<int> popular, HashSet<int> had, IReadOnlyList<(int Product, Day Day)> seen, int count)
    {
        var scores = ProductScores.Of(
            had,
            related is null ? [] : had.Concat(seen.Select(view => view.Product)).SelectMany(product => related.Of(product).Select(other => (product, other.Item, other.Weight))));
        foreach (var (product, day) in seen.Take(ProductScores.MostLookedAt(count)))
        {
            scores.LookedAt(product, day);
        }

        return scores.Ranked.Select(score => score.Product).Concat(popular.Where(product => !had.Contains(product))).Distinct().Take(count);
    }

    private static double Hits(IEnumerable<int> best, HashSet<int> wanted, int count) => (double)best.Count(wanted.Contains) / Math.Min(count, wanted.Count);
}
