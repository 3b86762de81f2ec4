using Regulars.Insights.Storage;
using Regulars.Storage;

namespace Regulars.Insights.Recommendations;

/// <summary>Which products may be recommended. What was not sold within a year never is.</summary>
/// <param name="Category">Only of this category; null for any.</param>
/// <param name="Except">Codes of products that may not be: in the basket already, not for this country.</param>
/// <param name="IncludeSoldOut">Whether those may be that are known to be sold out.</param>
internal sealed record ProductFilter(string? Category, IReadOnlyList<string> Except, bool IncludeSoldOut)
{
    /// <summary>Everything that can be bought.</summary>
    public static ProductFilter Available { get; } = new(null, [], IncludeSoldOut: false);

    /// <summary>Whether a product may be recommended.</summary>
    public bool Takes(ProductRow product) =>
        product.IsSold && (IncludeSoldOut || !product.IsSoldOut) && (Category is null || product.Category == Category) && !Except.Contains(product.Code, StringComparer.Ordinal);
}

/// <summary>A product as recommendations see it.</summary>
public sealed class ProductRow
{
    /// <summary>Its id.</summary>
    public int Id { get; init; }

    /// <summary>Its code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Its name, where one is known.</summary>
    public string? Name { get; init; }

    /// <summary>Its category, where one is known.</summary>
    public string? Category { get; init; }

    /// <summary>Whether a customer bought it within the last year, as far as was read.</summary>
    public bool IsSold { get; init; }

    /// <summary>Whether it is known to be sold out.</summary>
    public bool IsSoldOut { get; init; }

    /// <summary>Customers who bought it; 0 without a standing.</summary>
    public int Customers { get; init; }

    /// <summary>Customers who bought it in the last 90 days.</summary>
    public int Lately { get; init; }

    /// <summary>The median time after which it is bought again.</summary>
    public double? LastsDays { get; init; }

    /// <summary>How often it was bought again.</summary>
    public int Repeats { get; init; }
}

/// <summary>Reads products with their standing and their stock.</summary>
internal sealed class ProductReader(Database database)
{
    private const string Rows =
        """
        SELECT p.product_id AS Id, p.code AS Code, p.name AS Name, d.code AS Category, CASE WHEN s.product_id IS NULL THEN 0 ELSE 1 END AS IsSold,
            CASE WHEN k.quantity <= 0 THEN 1 ELSE 0 END AS IsSoldOut, coalesce(s.customers, 0) AS Customers, coalesce(s.lately, 0) AS Lately,
            s.lasts_days AS LastsDays, coalesce(s.repeats, 0) AS Repeats
        FROM product p LEFT JOIN product_standing s ON s.product_id = p.product_id
        LEFT JOIN dimension d ON d.dimension_id = p.category_id LEFT JOIN product_stock k ON k.code = p.code
        """;

    private readonly HistoryStore histories = new(database);

    /// <summary>The categories of the journal.</summary>
    public IReadOnlyList<string> Categories() => [.. histories.LoadValues("category").Where(code => code.Length > 0)];

    /// <summary>Products by their ids.</summary>
    public IReadOnlyDictionary<int, ProductRow> Find(IEnumerable<int> ids)
    {
        var asked = new ParameterList(ids.Distinct().Cast<object>());
        return asked.Values.Count == 0 ? new Dictionary<int, ProductRow>()
            : database.Query<ProductRow>($"{Rows} WHERE p.product_id IN ({asked})", asked.Values).ToDictionary(product => product.Id);
    }

    /// <summary>A product by its code; null when nobody has bought it.</summary>
    public ProductRow? Find(string code) => database.QueryFirst<ProductRow>($"{Rows} WHERE p.code = @code", new { code });

    /// <summary>The ids of what is popular now, the most first; the exceptions of the filter are not looked at.</summary>
    public IReadOnlyList<int> Popular(ProductFilter filter, int most) => CategoryOf(filter.Category) is not { } category ? [] : database.Query<int>(
        $"""
        SELECT s.product_id FROM product_standing s JOIN product p ON p.product_id = s.product_id LEFT JOIN product_stock k ON k.code = p.code
        WHERE s.popularity > 0 AND (@category = 0 OR p.category_id = @category){(filter.IncludeSoldOut ? "" : " AND (k.quantity IS NULL OR k.quantity > 0)")}
        ORDER BY s.popularity DESC, s.product_id LIMIT @most
        """,
        new { category, most });

    /// <summary>The products that most customers have bought lately, with how long they last.</summary>
    public IReadOnlyList<ProductRow> Lately(string? category, int most) => CategoryOf(category) is not { } id ? [] : database.Query<ProductRow>(
        $"""
        {Rows} WHERE s.product_id IS NOT NULL AND (@id = 0 OR p.category_id = @id) ORDER BY s.lately DESC, s.product_id LIMIT @most
        """,
        new { id, most });

    /// <summary>The number of a category, 0 for any; null when there is none such.</summary>
    private int? CategoryOf(string? category) =>
        category is null ? 0 : database.QueryFirst<int?>("SELECT dimension_id FROM dimension WHERE kind = 'category' AND code = @category", new { category });
}
