using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Recommendations;

/// <summary>How much of a product is in stock.</summary>
/// <param name="Code">The product's code; it need not have been sold yet.</param>
/// <param name="Quantity">How much there is, 0 for sold out; null when it is not tracked, which counts as available.</param>
internal readonly record struct ProductStock(string Code, decimal? Quantity)
{
    /// <summary>The most that is believed.</summary>
    public const decimal MostQuantity = 1_000_000_000;

    private const int LongestCode = 100;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Refusal? Check() =>
        Code.Length == 0 ? new Refusal("field.empty", "Name the product by its code.", "product")
        : Code.Length > LongestCode ? new Refusal("field.too_long", $"At most {LongestCode} characters.", "product")
        : !Text.CanBeKept(Code) ? new Refusal("field.not_text", "Text without NUL and without halves of characters is wanted.", "product")
        : Quantity is < 0 or > MostQuantity ? new Refusal("stock.quantity", $"Give a quantity from 0 to {MostQuantity}, or null when it is not tracked.", "quantity")
        : null;
}

/// <summary>Keeps how much of each product is in stock, as it was last told. Selling does not count it down: the shop's system knows better.</summary>
internal sealed class StockBook(Database database, TimeProvider clock)
{
    private static readonly RowShape<string> Codes = new RowShape<string>().Text("code", code => code);

    private static readonly RowShape<StockRow> Shape = new RowShape<StockRow>().Text("code", row => row.Code).Real("quantity", row => row.Quantity).Long("told_at", row => row.ToldAt);

    /// <summary>What is known of a product; null when it is not tracked.</summary>
    public StockRow? Find(string code) => database.QueryFirst<StockRow>("SELECT code AS Code, quantity AS Quantity, told_at AS ToldAt FROM product_stock WHERE code = @code", new { code });

    /// <summary>Keeps stocks, all of them or none, each product once; answers the codes of those that changed.</summary>
    public IReadOnlySet<string> Tell(IReadOnlyList<ProductStock> stocks)
    {
        // In one order everywhere: transactions that write the same rows wait for each other, never in a circle.
        var told = stocks.OrderBy(stock => stock.Code, StringComparer.Ordinal).ToList();
        var now = Instant.Now(clock).Microseconds;
        return database.Write(transaction =>
        {
            var known = transaction.Read(
                "SELECT s.code, s.quantity FROM {rows} CROSS JOIN product_stock s WHERE s.code = rows.code",
                Codes,
                [.. told.Select(stock => stock.Code)],
                row => (Code: row.Text(0), Quantity: row.Real(1))).ToDictionary(row => row.Code, row => row.Quantity, StringComparer.Ordinal);
            var changed = told.Where(stock => (double?)stock.Quantity != (known.TryGetValue(stock.Code, out var before) ? before : null)).ToList();
            transaction.Write("DELETE FROM product_stock WHERE code {one_of} (SELECT rows.code FROM {rows})", Codes, [.. changed.Where(stock => stock.Quantity is null).Select(stock => stock.Code)]);
            transaction.Write(
                """
                INSERT INTO product_stock (code, quantity, told_at) SELECT rows.code, rows.quantity, rows.told_at FROM {rows} WHERE true
                ON CONFLICT (code) DO UPDATE SET quantity = excluded.quantity, told_at = excluded.told_at
                """,
                Shape,
                [.. changed.Where(stock => stock.Quantity is not null).Select(stock => new StockRow { Code = stock.Code, Quantity = (double)stock.Quantity!.Value, ToldAt = now })]);
            return changed.Select(stock => stock.Code).ToHashSet(StringComparer.Ordinal);
        });
    }
}

/// <summary>How much of a product is in stock, and when that was told.</summary>
public sealed class StockRow
{
    /// <summary>The product's code.</summary>
    public string Code { get; init; } = "";

    /// <summary>How much there is.</summary>
    public double Quantity { get; init; }

    /// <summary>When it was told, in microseconds since 1970.</summary>
    public long ToldAt { get; init; }
}
