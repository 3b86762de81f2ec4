using Regulars.Kernel;
using Regulars.Statistics.Recommendations;

namespace Regulars.Insights.Recommendations;

/// <summary>Which products go with which, learned from everybody's purchases, with how well that foretold the last part of them.</summary>
internal sealed class RecommendationFit
{
    /// <summary>The most products that are recommended: those with the most customers.</summary>
    public const int MostProducts = 5_000;

    /// <summary>Up to so many products the slower model is tried too.</summary>
    private const int MostForEase = 3_000;

    private const int FewestCustomers = 5;

    private const int MostCompanions = 20;

    private const double TrainingShare = 0.8;

    private const int Shown = 10;

    private RecommendationFit(IReadOnlyList<int> products, RelatedTable? related, IReadOnlyList<IReadOnlyList<Companion>> companions, IReadOnlyList<ProductStanding> standings, RecommendationReport report) =>
        (Products, Related, Companions, Standings, Report) = (products, related, companions, standings, report);

    /// <summary>The ids of the products, by their number.</summary>
    public IReadOnlyList<int> Products { get; }

    /// <summary>What goes with what; null when popularity is as good.</summary>
    public RelatedTable? Related { get; }

    /// <summary>What lies in the same baskets, by the product's number.</summary>
    public IReadOnlyList<IReadOnlyList<Companion>> Companions { get; }

    /// <summary>How each product stands.</summary>
    public IReadOnlyList<ProductStanding> Standings { get; }

    /// <summary>How good it is.</summary>
    public RecommendationReport Report { get; }

    /// <summary>Learns from baskets; from views only whether they help.</summary>
    /// <param name="baskets">What everybody bought.</param>
    /// <param name="views">What customers looked at on days from one up to another, by the customer's number, the latest first.</param>
    /// <param name="asOf">Only purchases before this day count.</param>
    public static RecommendationFit Learn(Baskets baskets, Func<Day, Day, IReadOnlyDictionary<int, IReadOnlyList<ProductView>>> views, Day asOf)
    {
        var products = baskets.Lines.Select(line => (line.Product, line.Customer)).Distinct().CountBy(pair => pair.Product)
            .Where(pair => pair.Value >= FewestCustomers).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(MostProducts)
            .Select(pair => pair.Key).Order().ToList();
        var numbers = products.Select((product, number) => (product, number)).ToDictionary(pair => pair.product, pair => pair.number);
        var lines = baskets.Lines.Where(line => numbers.ContainsKey(line.Product)).ToList();
        var standings = ProductStandings.Of(baskets.Lines, asOf);
        if (products.Count < 2)
        {
            return new RecommendationFit(products, null, [], standings, new RecommendationReport { AsOf = asOf, Products = products.Count, Customers = baskets.Customers, Unavailable = "too_few" });
        }

        Interactions Pairs(IEnumerable<BasketLine> of) => Interactions.Of(baskets.Customers, products.Count, [.. of.Select(line => (line.Customer, numbers[line.Product]))]);
        var report = Judge(lines, Pairs, (from, to) => Numbered(views(from, to), numbers), baskets.Customers, products.Count, asOf);
        var everything = Pairs(lines);
        var related = report.Chosen switch
        {
            "ease" => RelatedTable.Of(Ease.Fit(everything)),
            "cosine" => RelatedTable.Of(ItemCosine.Fit(everything)),
            _ => null,
        };
        var byBasket = new AlsoBought(Interactions.Of(lines.Count == 0 ? 0 : lines.Max(line => line.Basket) + 1, products.Count, [.. lines.Select(line => (line.Basket, numbers[line.Product]))]));
        var companions = new IReadOnlyList<Companion>[products.Count];
        Meanwhile.For(companions.Length, product => companions[product] = [.. byBasket.Of(product, MostCompanions).Where(companion => companion.LiftLow > 1)]);
        return new RecommendationFit(products, related, companions, standings, report);
    }

    /// <summary>Fitted to the first four fifths of the time, judged by what customers bought for the first time in the rest.</summary>
    private static RecommendationReport Judge(
        List<BasketLine> lines, Func<IEnumerable<BasketLine>, Interactions> pairs, Func<Day, Day, Dictionary<int, IReadOnlyList<(int, Day)>>> views, int customers, int products, Day asOf)
    {
        var first = lines.Min(line => line.Day);
        var split = first + (int)Math.Round((asOf.Number - first) * TrainingShare);
        var training = pairs(lines.Where(line => line.Day < split));
        var had = lines.Where(line => line.Day < split).Select(line => (line.Customer, line.Product)).ToHashSet();
        var known = had.Select(pair => pair.Customer).ToHashSet();
        var later = pairs(lines.Where(line => line.Day >= split && known.Contains(line.Customer) && !had.Contains((line.Customer, line.Product))));
        var candidates = new List<RecommendationCandidate>();
        var models = new Dictionary<string, RelatedTable>(StringComparer.Ordinal);
        void Try(string name, IRecommender model)
        {
            if (model is RelatedTable related)
            {
                models.Add(name, related);
            }

            if (RecommendationQuality.Measure(model, training, later, Shown) is { } quality)
            {
                candidates.Add(new RecommendationCandidate(name, quality.Recall, quality.RecallError, quality.Ndcg, quality.Coverage));
            }
        }

        Try("popularity", Popularity.Fit(training));
        Try("cosine", RelatedTable.Of(ItemCosine.Fit(training)));
        if (products <= MostForEase)
        {
            Try("ease", RelatedTable.Of(Ease.Fit(training)));
        }

        var chosen = candidates.MaxBy(candidate => (candidate.Recall, candidate.Ndcg))?.Name;
        return new RecommendationReport
        {
            AsOf = asOf,
            Split = new Day(split),
            Customers = customers,
            Products = products,
            Judged = candidates.Count == 0 ? 0 : Enumerable.Range(0, customers).Count(customer => later.ItemsOf(customer).Length > 0),
            Candidates = candidates,
            Chosen = chosen,
            Views = chosen is null ? null : ViewQuality.Measure(models.GetValueOrDefault(chosen), training, later, views(new Day(split - ViewFacts.Days), new Day(split)), Shown),
            Unavailable = candidates.Count == 0 ? "too_few" : null,
        };
    }

    /// <summary>Views of the products that are recommended, by their numbers.</summary>
    private static Dictionary<int, IReadOnlyList<(int Product, Day Day)>> Numbered(IReadOnlyDictionary<int, IReadOnlyList<ProductView>> views, Dictionary<int, int> numbers) => views.ToDictionary(
        customer => customer.Key,
        IReadOnlyList<(int, Day)> (customer) => [.. customer.Value.Where(view => numbers.ContainsKey(view.Product)).Select(view => (numbers[view.Product], view.Day))]);
}

/// <summary>How good recommendations are, measured on what customers bought afterwards.</summary>
public sealed record RecommendationReport
{
    /// <summary>Only purchases before this day count.</summary>
    public required Day AsOf { get; init; }

    /// <summary>Judged by new products from this day on.</summary>
    public Day? Split { get; init; }

    /// <summary>Customers with a purchase.</summary>
    public int Customers { get; init; }

    /// <summary>Products with at least five customers.</summary>
    public int Products { get; init; }

    /// <summary>Customers who bought something new after the split.</summary>
    public int Judged { get; init; }

    /// <summary>What was tried.</summary>
    public IReadOnlyList<RecommendationCandidate> Candidates { get; init; } = [];

    /// <summary>What is served: popularity, cosine or ease.</summary>
    public string? Chosen { get; init; }

    /// <summary>Whether what customers looked at helps; null when nothing could be judged.</summary>
    public ViewQuality? Views { get; init; }

    /// <summary>Why there are no recommendations; null when there are: <c>too_few</c>.</summary>
    public string? Unavailable { get; init; }
}

/// <summary>A way to recommend, and how it fared.</summary>
/// <param name="Name">popularity, cosine or ease.</param>
/// <param name="Recall">Hits among the first ten / min(10, new products), mean over customers.</param>
/// <param name="RecallError">Its standard error.</param>
/// <param name="Ndcg">The discounted gain against the best possible.</param>
/// <param name="Coverage">The share of all products that were recommended to anyone.</param>
public sealed record RecommendationCandidate(string Name, double Recall, double RecallError, double Ndcg, double Coverage);
