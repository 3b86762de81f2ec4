using Regulars.Kernel;

namespace Regulars.Insights.Recommendations;

/// <summary>What speaks for a product.</summary>
internal static class RecommendationReasons
{
    /// <summary>It goes with something that the customer bought.</summary>
    public const string Purchase = "purchase";

    /// <summary>It goes with something that the customer looked at.</summary>
    public const string View = "view";

    /// <summary>The customer looked at it.</summary>
    public const string LookedAt = "looked_at";

    /// <summary>Many bought it lately.</summary>
    public const string Popular = "popular";
}

/// <summary>How much speaks for a product, and what speaks most.</summary>
/// <param name="Product">Its number.</param>
/// <param name="Score">The sum of all that speaks for it.</param>
/// <param name="Reason">What speaks most for it.</param>
/// <param name="Because">The product that was bought or looked at and speaks most for it; null where that is none.</param>
/// <param name="SeenOn">When the customer looked at it.</param>
/// <param name="Most">How much of the score is of what speaks most.</param>
internal readonly record struct ProductScore(int Product, double Score, string Reason, int? Because = null, Day? SeenOn = null, double Most = 0);

/// <summary>Weighs products for one customer: what goes with what they bought counts whole, what goes with what they looked at in part.</summary>
internal sealed class ProductScores
{
    /// <summary>What a view weighs of a purchase.</summary>
    public const double ViewWeight = 0.2;

    private readonly Dictionary<int, ProductScore> scores = [];

    private readonly Dictionary<int, double> strongest = [];

    private ProductScores()
    {
    }

    /// <summary>The scores, the best first.</summary>
    public IEnumerable<ProductScore> Ranked => scores.Values.OrderByDescending(score => score.Score).ThenByDescending(score => score.SeenOn is not null).ThenBy(score => score.Product);

    /// <summary>Weighs what goes with other products.</summary>
    /// <param name="had">What the customer bought; it is not recommended, and a view of it says no more than its purchase.</param>
    /// <param name="related">Which products go with those that the customer bought or looked at, and how well.</param>
    public static ProductScores Of(IReadOnlySet<int> had, IEnumerable<(int Product, int Other, double Weight)> related)
    {
        var weighed = new ProductScores();
        foreach (var (product, other, weight) in related)
        {
            weighed.strongest[product] = Math.Max(weight, weighed.strongest.GetValueOrDefault(product));
            if (!had.Contains(other))
            {
                var isBought = had.Contains(product);
                weighed.Add(other, isBought ? weight : weight * ViewWeight, isBought ? RecommendationReasons.Purchase : RecommendationReasons.View, product);
            }
        }

        return weighed;
    }

    /// <summary>How many of so many recommendations may be what the customer looked at: half of them, so that something else is left to be found.</summary>
    public static int MostLookedAt(int most) => (most + 1) / 2;

    /// <summary>Lets a product speak for itself as it speaks for others. Nothing goes with it better than itself: it weighs 1, or as much as what goes with it best.</summary>
    public void LookedAt(int product, Day seenOn)
    {
        var weight = ViewWeight * Math.Max(1, strongest.GetValueOrDefault(product));
        scores[product] = new ProductScore(product, scores.GetValueOrDefault(product).Score + weight, RecommendationReasons.LookedAt, null, seenOn, weight);
    }

    private void Add(int product, double weight, string reason, int because)
    {
        var known = scores.GetValueOrDefault(product);
        scores[product] = weight > known.Most
            ? new ProductScore(product, known.Score + weight, reason, because, null, weight)
            : known with { Score = known.Score + weight };
    }
}
