using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Recommendations;

/// <summary>Recommends from what was learned: for one customer, with one product, and what is time to buy again.</summary>
internal sealed class RecommendationReader(Database database, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>The newest orders of a customer that are looked at.</summary>
    private const int MostOrders = 300;

    /// <summary>A product is due from so much of its usual time on, and for as long again.</summary>
    private const double DueFrom = 0.8;

    private const double DueUntil = 3;

    private const int FewestRepeats = 5;

    /// <summary>Products for a customer, the best first: what goes with what they bought, without what they bought; for who has bought
    /// nothing that is known, what most have bought lately.</summary>
    /// <param name="customer">For whom.</param>
    /// <param name="category">Only of this category; null for any.</param>
    /// <param name="except">Codes of products that may not be recommended: sold out, in the basket already.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<RecommendedProduct> For(CustomerId customer, string? category, IReadOnlyList<string> except, int most)
    {
        var had = Had(customer).Keys.ToList();
        var scores = new Dictionary<int, (double Score, int Because, double Best)>();
        foreach (var part in had.Chunk(300))
        {
            foreach (var (product, other, weight) in Related(part))
            {
                var known = scores.GetValueOrDefault(other, (0, product, 0));
                scores[other] = (known.Item1 + weight, weight > known.Item3 ? product : known.Item2, Math.Max(weight, known.Item3));
            }
        }

        foreach (var product in had)
        {
            scores.Remove(product);
        }

        var ranked = scores.OrderByDescending(pair => pair.Value.Score).ThenBy(pair => pair.Key).Select(pair => (Product: pair.Key, pair.Value.Score, Because: (int?)pair.Value.Because)).ToList();
        if (ranked.Count < most)
        {
            var taken = ranked.Select(pair => pair.Product).Concat(had).ToHashSet();
            ranked.AddRange(database.Query<(int Product, int Lately)>("SELECT product_id, lately FROM product_standing ORDER BY lately DESC, product_id LIMIT @most", new { most = most + taken.Count + except.Count })
                .Where(row => !taken.Contains(row.Product)).Select(row => (row.Product, 0.0, (int?)null)));
        }

        return Named(ranked, category, except, most);
    }

    /// <summary>What lies in the same baskets as a product, the surest first; null when there is no such product.</summary>
    public IReadOnlyList<BoughtTogether>? With(string code, int most) =>
        database.QueryFirst<int?>("SELECT product_id FROM product WHERE code = @code", new { code }) is not { } product ? null : database.Query<BoughtTogether>(
            """
            SELECT p.code AS Code, p.name AS Name, c.together AS Together, c.confidence AS Confidence, c.lift AS Lift, c.lift_low AS LiftLow, c.lift_high AS LiftHigh
            FROM product_companion c JOIN product p ON p.product_id = c.other_id WHERE c.product_id = @product ORDER BY c.lift_low DESC, p.code LIMIT @most
            """,
            new { product, most });

    /// <summary>What is time for a customer to buy again.</summary>
    public IReadOnlyList<DueProduct> Due(CustomerId customer, int most)
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock)).Number;
        var had = Had(customer);
        var due = new List<(int Product, int Since, double Lasts)>();
        foreach (var part in had.Keys.Chunk(300))
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

        var names = Names(due.Select(one => one.Product));
        return [.. due.OrderBy(one => Math.Abs((one.Since / one.Lasts) - 1)).Where(one => names.ContainsKey(one.Product)).Take(most)
            .Select(one => new DueProduct(names[one.Product].Code, names[one.Product].Name, one.Since, one.Lasts))];
    }

    /// <summary>The products that most customers have bought lately, with how long they last.</summary>
    public IReadOnlyList<ProductRow> Popular(int most) => database.Query<ProductRow>(
        """
        SELECT p.code AS Code, p.name AS Name, s.customers AS Customers, s.lately AS Lately, s.lasts_days AS LastsDays, s.repeats AS Repeats
        FROM product_standing s JOIN product p ON p.product_id = s.product_id ORDER BY s.lately DESC, s.product_id LIMIT @most
        """,
        new { most });

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

    private List<RecommendedProduct> Named(IReadOnlyList<(int Product, double Score, int? Because)> ranked, string? category, IReadOnlyList<string> except, int most)
    {
        var answer = new List<RecommendedProduct>();
        foreach (var part in ranked.Chunk(Math.Max(most * 2, 20)))
        {
            var names = Names(part.Select(one => one.Product).Concat(part.Select(one => one.Because).OfType<int>()));
            foreach (var (product, score, because) in part)
            {
                if (names.TryGetValue(product, out var named) && (category is null || named.Category == category) && !except.Contains(named.Code, StringComparer.Ordinal))
                {
                    var reason = because is { } bought && names.TryGetValue(bought, out var before) ? before : null;
                    answer.Add(new RecommendedProduct(named.Code, named.Name, named.Category, score, reason?.Code, reason?.Name));
                    if (answer.Count == most)
                    {
                        return answer;
                    }
                }
            }
        }

        return answer;
    }

    private Dictionary<int, NameRow> Names(IEnumerable<int> products)
    {
        var asked = products.Distinct().ToList();
        return asked.Count == 0 ? [] : database.Query<NameRow>(
            $"""
            SELECT p.product_id AS Id, p.code AS Code, p.name AS Name, d.code AS Category FROM product p
            LEFT JOIN dimension d ON d.dimension_id = p.category_id WHERE p.product_id IN ({List(asked)})
            """,
            List(asked).Values).ToDictionary(row => row.Id);
    }

    private sealed class NameRow
    {
        public int Id { get; init; }

        public string Code { get; init; } = "";

        public string? Name { get; init; }

        public string? Category { get; init; }
    }
}

/// <summary>A product that is recommended to a customer.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, where one is known.</param>
/// <param name="Category">Its category, where one is known.</param>
/// <param name="Score">The higher the better; 0 for what is merely popular.</param>
/// <param name="BecauseCode">The product that the customer bought and that speaks most for it; null for what is merely popular.</param>
/// <param name="BecauseName">Its name.</param>
public sealed record RecommendedProduct(string Code, string? Name, string? Category, double Score, string? BecauseCode, string? BecauseName);

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
}

/// <summary>A product that is time to buy again.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="SinceDays">Days since the customer bought it.</param>
/// <param name="LastsDays">The median time after which others buy it again.</param>
public sealed record DueProduct(string Code, string? Name, int SinceDays, double LastsDays);

/// <summary>A product among those bought lately.</summary>
public sealed class ProductRow
{
    /// <summary>Its code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Customers who bought it.</summary>
    public int Customers { get; init; }

    /// <summary>Customers who bought it in the last 90 days.</summary>
    public int Lately { get; init; }

    /// <summary>The median time after which it is bought again.</summary>
    public double? LastsDays { get; init; }

    /// <summary>How often it was bought again.</summary>
    public int Repeats { get; init; }
}
