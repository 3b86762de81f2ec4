using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Recommendations;

/// <summary>Recommends from what was learned: for one customer, with one product, and what is time to buy again.</summary>
internal sealed class RecommendationReader(Database database, ProductReader products, ViewFacts views, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>The newest orders of a customer that are looked at.</summary>
    private const int MostOrders = 300;

    /// <summary>A product is due from so much of its usual time on, and for as long again.</summary>
    private const double DueFrom = 0.8;

    private const double DueUntil = 3;

    private const int FewestRepeats = 5;

    private const int ProductsAtOnce = 300;

    private Day Today => businesses.Current.Calendar.DayOf(Instant.Now(clock));

    /// <summary>Products for a customer, the best first: what goes with what they bought and, weighing less, with what they looked at lately,
    /// and what they looked at; without what they bought. When that is not enough, what many have bought lately.</summary>
    /// <param name="customer">For whom.</param>
    /// <param name="filter">Which products may be recommended.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<RecommendedProduct> For(CustomerId customer, ProductFilter filter, int most)
    {
        var had = Had(customer).Keys.ToHashSet();
        var viewed = views.Lately(customer, Today).Where(view => !had.Contains(view.Product)).ToList();
        var scores = ProductScores.Of(had, had.Concat(viewed.Select(view => view.Product)).Chunk(ProductsAtOnce).SelectMany(Related));
        var known = products.Find(viewed.Select(view => view.Product));
        foreach (var view in viewed.Where(view => filter.Takes(known[view.Product])).Take(ProductScores.MostLookedAt(most)))
        {
            scores.LookedAt(view.Product, view.Day);
        }

        var chosen = Chosen(scores.Ranked, filter, most);
        if (chosen.Count < most)
        {
            var taken = chosen.Select(one => one.Product.Id).Concat(had).ToHashSet();
            chosen.AddRange(Chosen(
                products.Popular(filter, most + taken.Count + filter.Except.Count).Where(product => !taken.Contains(product)).Select(product => new ProductScore(product, 0, RecommendationReasons.Popular)),
                filter,
                most - chosen.Count));
        }

        var because = products.Find(chosen.Select(one => one.Score.Because).OfType<int>());
        return
        [
            .. chosen.Select(one => new RecommendedProduct(
                one.Product, one.Score.Score, one.Score.Reason, one.Score.Because is { } other ? because.GetValueOrDefault(other) : null, one.Score.SeenOn)),
        ];
    }

    /// <summary>What lies in the same baskets as a product, the surest first; null when there is no such product.</summary>
    public IReadOnlyList<BoughtTogether>? With(string code, int most, bool includeSoldOut) =>
        database.QueryFirst<int?>("SELECT product_id FROM product WHERE code = @code", new { code }) is not { } product ? null : database.Query<BoughtTogether>(
            $"""
            SELECT p.code AS Code, p.name AS Name, c.together AS Together, c.confidence AS Confidence, c.lift AS Lift, c.lift_low AS LiftLow, c.lift_high AS LiftHigh,
                CASE WHEN k.quantity <= 0 THEN 1 ELSE 0 END AS IsSoldOut
            FROM product_companion c JOIN product p ON p.product_id = c.other_id JOIN product_standing s ON s.product_id = c.other_id
            LEFT JOIN product_stock k ON k.code = p.code
            WHERE c.product_id = @product{(includeSoldOut ? "" : " AND (k.quantity IS NULL OR k.quantity > 0)")} ORDER BY c.lift_low DESC, p.code LIMIT @most
            """,
            new { product, most });

    /// <summary>What is time for a customer to buy again.</summary>
    public IReadOnlyList<DueProduct> Due(CustomerId customer, ProductFilter filter, int most)
    {
        var today = Today.Number;
        var had = Had(customer);
        var due = new List<(int Product, int Since, double Lasts)>();
        foreach (var part in had.Keys.Chunk(ProductsAtOnce))
        {
            foreach (var (product, lasts) in database.Query<(int Product, double Lasts)>(
                $"SELECT product_id, lasts_days FROM product_standing WHERE lasts_days IS NOT NULL AND repeats >= {FewestRepeats} AND product_id IN ({List(part)})", List(part).Values))
            {
                var since = today - had[product];
                if (lasts > 1 && since >= DueFrom * lasts && since <= DueUntil * lasts)
                {
                    due.Add((product, since, lasts));
                }
            }
        }

        var known = products.Find(due.Select(one => one.Product));
        return [.. due.OrderBy(one => Math.Abs((one.Since / one.Lasts) - 1)).Where(one => filter.Takes(known[one.Product])).Take(most)
            .Select(one => new DueProduct(known[one.Product].Code, known[one.Product].Name, one.Since, one.Lasts))];
    }

    /// <summary>To whom offers are made; null when there is no such customer, or they were forgotten.</summary>
    public OfferedCustomer? Find(CustomerId customer) => database.QueryFirst<OfferedCustomer>(
        """
        SELECT p.customer_id AS Id, l.name AS Name FROM customer m JOIN customer p ON p.customer_id = m.group_id LEFT JOIN customer_list l ON l.customer_id = p.customer_id
        WHERE m.customer_id = @customer AND p.erased_at IS NULL
        """,
        new { customer = customer.Value });

    /// <summary>What a customer bought, with the number of the last day.</summary>
    private Dictionary<int, int> Had(CustomerId customer)
    {
        var had = new Dictionary<int, int>();
        foreach (var (day, document) in database.Query<(int Day, string Document)>(
            """
            SELECT o.day, l.document FROM customer m JOIN purchase_order o ON o.customer_id = m.customer_id
            JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
            WHERE m.group_id = @customer AND o.state IN (0, 4) ORDER BY o.day DESC LIMIT @most
            """,
            new { customer = customer.Value, most = MostOrders }))
        {
            foreach (var product in BasketReader.Products(document))
            {
                had.TryAdd(product, day);
            }
        }

        return had;
    }

    private List<(int Product, int Other, double Weight)> Related(IReadOnlyList<int> products) => database.Query<(int, int, double)>(
        $"SELECT product_id, other_id, weight FROM product_related WHERE product_id IN ({List(products)})", List(products).Values);

    private static ParameterList List(IEnumerable<int> products) => new(products.Cast<object>());

    /// <summary>The first that may be recommended.</summary>
    private List<(ProductRow Product, ProductScore Score)> Chosen(IEnumerable<ProductScore> ranked, ProductFilter filter, int most)
    {
        var chosen = new List<(ProductRow, ProductScore)>();
        foreach (var part in ranked.Chunk(Math.Max(most * 2, 20)))
        {
            var known = products.Find(part.Select(score => score.Product));
            chosen.AddRange(part.Where(score => known.TryGetValue(score.Product, out var product) && filter.Takes(product)).Select(score => (known[score.Product], score)).Take(most - chosen.Count));
            if (chosen.Count == most)
            {
                break;
            }
        }

        return chosen;
    }
}

/// <summary>A product that lies in the same baskets as another.</summary>
public sealed class BoughtTogether
{
    /// <summary>Its code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Baskets that hold both.</summary>
    public int Together { get; init; }

    /// <summary>The share of the first product's baskets that hold it.</summary>
    public double Confidence { get; init; }

    /// <summary>How many times more often than by chance.</summary>
    public double Lift { get; init; }

    /// <summary>The lower end of the lift's 95 % interval.</summary>
    public double LiftLow { get; init; }

    /// <summary>The upper end.</summary>
    public double LiftHigh { get; init; }

    /// <summary>Whether it is known to be sold out.</summary>
    public bool IsSoldOut { get; init; }
}
