using Regulars.Journal.Contracts;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>The numbers of stores, channels, sources, staff, countries and categories, and of products; remembered while the program runs.</summary>
/// <remarks>Used by the intake thread alone. Numbers that were given in a transaction that failed are forgotten with it.</remarks>
internal sealed class Dimensions
{
    private static readonly RowShape<(string Kind, string Code)> Codes = new RowShape<(string Kind, string Code)>()
        .Text("kind", row => row.Kind)
        .Text("code", row => row.Code);

    private static readonly RowShape<ProductRow> Products = new RowShape<ProductRow>()
        .Text("code", row => row.Code)
        .Text("name", row => row.Name)
        .Int("category_id", row => row.Category);

    private readonly Dictionary<(string Kind, string Code), int> numbers = [];

    private readonly Dictionary<string, int> products = new(StringComparer.Ordinal);

    private readonly HashSet<(string Kind, string Code)> missing = [];

    private readonly Dictionary<string, ProductRow> missingProducts = new(StringComparer.Ordinal);

    /// <summary>Notes every number that a request will want.</summary>
    public void Want(IntakeRequest request)
    {
        Want(DimensionKinds.Source, request.Key?.Source);
        switch (request)
        {
            case RecordOrder { Order: var order }:
                WantOrder(order);
                break;
            case RecordFact { Fact: var fact }:
                Want(DimensionKinds.Source, fact.Source);
                Want(DimensionKinds.Store, fact.Store);
                Want(DimensionKinds.Channel, fact.Channel);
                Want(DimensionKinds.Staff, fact.Staff);
                break;
            case SaveCustomer save:
                Want(DimensionKinds.Source, save.Source);
                break;
            case RecordConsent consent:
                Want(DimensionKinds.Source, consent.Source);
                break;
        }
    }

    private void WantOrder(OrderInput order)
    {
        Want(DimensionKinds.Source, order.Source);
        Want(DimensionKinds.Store, order.Store);
        Want(DimensionKinds.Channel, order.Channel);
        Want(DimensionKinds.Staff, order.Staff);
        Want(DimensionKinds.Country, order.Country);
        foreach (var line in order.Lines)
        {
            Want(DimensionKinds.Category, line.Category);
            WantProduct(line.ProductKey, line.ProductName, line.Category);
        }
    }

    private void Want(string kind, string? code)
    {
        if (code is not null && !numbers.ContainsKey((kind, code)))
        {
            missing.Add((kind, code));
        }
    }

    private void WantProduct(string? code, string? name, string? category)
    {
        if (code is not null && !products.ContainsKey(code) && !missingProducts.ContainsKey(code))
        {
            missingProducts.Add(code, new ProductRow(code, name, 0, category));
        }
    }

    /// <summary>Gives numbers to what is wanted and has none.</summary>
    public void Resolve(WriteTransaction transaction)
    {
        if (missing.Count > 0)
        {
            // In one order everywhere: transactions that give the same numbers wait for each other, never in a circle.
            var rows = missing.OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Code, StringComparer.Ordinal).ToList();
            transaction.Write("INSERT INTO dimension (kind, code) SELECT rows.kind, rows.code FROM {rows} WHERE true ON CONFLICT (kind, code) DO NOTHING", Codes, rows);
            foreach (var (row, number) in transaction.Read(
                "SELECT d.kind, d.code, d.dimension_id FROM {rows} CROSS JOIN dimension d WHERE d.kind = rows.kind AND d.code = rows.code",
                Codes,
                rows,
                row => ((row.Text(0), row.Text(1)), row.Int(2))))
            {
                numbers[row] = number;
            }

            missing.Clear();
        }

        if (missingProducts.Count > 0)
        {
            ResolveProducts(transaction);
        }
    }

    /// <summary>Forgets what may have been given in a transaction that failed.</summary>
    public void Forget()
    {
        numbers.Clear();
        products.Clear();
        missing.Clear();
        missingProducts.Clear();
    }

    public int Of(string kind, string? code) => code is null ? 0 : numbers[(kind, code)];

    public int Product(string? code) => code is null ? 0 : products[code];

    private void ResolveProducts(WriteTransaction transaction)
    {
        var rows = missingProducts.Values.OrderBy(row => row.Code, StringComparer.Ordinal).Select(row => row with { Category = Of(DimensionKinds.Category, row.CategoryCode) }).ToList();
        transaction.Write(
            """
            INSERT INTO product (code, name, category_id) SELECT rows.code, rows.name, rows.category_id FROM {rows} WHERE true
            ON CONFLICT (code) DO UPDATE SET
                name = coalesce(excluded.name, product.name),
                category_id = CASE WHEN excluded.category_id = 0 THEN product.category_id ELSE excluded.category_id END
            """,
            Products,
            rows);
        foreach (var (code, number) in transaction.Read(
            "SELECT p.code, p.product_id FROM {rows} CROSS JOIN product p WHERE p.code = rows.code",
            Products,
            rows,
            row => (row.Text(0), row.Int(1))))
        {
            products[code] = number;
        }

        missingProducts.Clear();
    }

    private sealed record ProductRow(string Code, string? Name, int Category, string? CategoryCode);
}

/// <summary>The kinds of dimension, as they stand in the table.</summary>
internal static class DimensionKinds
{
    public const string Source = "source";

    public const string Store = "store";

    public const string Channel = "channel";

    public const string Staff = "staff";

    public const string Country = "country";

    public const string Category = "category";
}
