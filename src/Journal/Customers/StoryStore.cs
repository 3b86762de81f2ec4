using System.Globalization;
using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Customers;

/// <summary>Reads what happened to a person, the latest first, and their orders.</summary>
internal sealed class StoryStore(Database database)
{
    private const string Members = "SELECT customer_id FROM customer WHERE group_id = @root";

    private const string OrderColumns =
        """
        o.customer_id AS Customer, o.order_id AS Id, o.number AS Number, o.state AS State, o.placed_at AS PlacedAt, o.currency AS Currency,
        o.gross AS Gross, o.discount AS Discount, o.returned AS Returned, o.lines AS Lines, o.payment AS Payment, o.return_of AS ReturnOf,
        store.code AS Store, channel.code AS Channel, staff.code AS Staff, country.code AS Country, source.code AS Source
        """;

    private const string OrderTables =
        """
        purchase_order o
        LEFT JOIN dimension store ON store.dimension_id = o.store_id
        LEFT JOIN dimension channel ON channel.dimension_id = o.channel_id
        LEFT JOIN dimension staff ON staff.dimension_id = o.staff_id
        LEFT JOIN dimension country ON country.dimension_id = o.country_id
        LEFT JOIN dimension source ON source.dimension_id = o.source_id
        """;

    /// <summary>A part of the story.</summary>
    /// <param name="root">The person.</param>
    /// <param name="before">Only what stands after this place, that is, what happened before it.</param>
    /// <param name="most">At most so many, and one more to tell that there are.</param>
    public List<StoryFact> Facts(Guid root, StoryCursor? before, int most) => database.Query<StoryFact>(
        $"""
        SELECT f.customer_id AS Customer, f.version AS Version, f.kind AS Kind, f.origin AS Origin, f.occurred_at AS OccurredAt,
               f.recorded_at AS RecordedAt, f.amount AS Amount, f.order_id AS OrderId, f.content AS Content,
               o.number AS Number, o.lines AS Lines, store.code AS Store, channel.code AS Channel, source.code AS Source
        FROM fact f
        LEFT JOIN purchase_order o ON o.customer_id = f.customer_id AND o.order_id = f.order_id
        LEFT JOIN dimension store ON store.dimension_id = f.store_id
        LEFT JOIN dimension channel ON channel.dimension_id = f.channel_id
        LEFT JOIN dimension source ON source.dimension_id = f.source_id
        WHERE f.customer_id IN ({Members}) {(before is null ? "" : "AND (f.occurred_at, f.customer_id, f.version) < (@At, @Customer, @Version)")}
        ORDER BY f.occurred_at DESC, f.customer_id DESC, f.version DESC LIMIT @most
        """,
        new { root, At = before?.At ?? 0, Customer = before?.Customer ?? Guid.Empty, Version = before?.Version ?? 0, most });

    /// <summary>A part of the orders, the latest first.</summary>
    public List<StoredOrder> Orders(Guid root, StoryCursor? before, int most) => database.Query<StoredOrder>(
        $"""
        SELECT {OrderColumns} FROM {OrderTables}
        WHERE o.customer_id IN ({Members}) {(before is null ? "" : "AND (o.placed_at, o.order_id) < (@At, @Customer)")}
        ORDER BY o.placed_at DESC, o.order_id DESC LIMIT @most
        """,
        new { root, At = before?.At ?? 0, Customer = before?.Customer ?? Guid.Empty, most });

    /// <summary>One order with its lines; null when this person has none by the id.</summary>
    public StoredOrder? Order(Guid root, Guid order) => database.QueryFirst<StoredOrder>(
        $"SELECT {OrderColumns} FROM {OrderTables} WHERE o.customer_id IN ({Members}) AND o.order_id = @order", new { root, order });

    /// <summary>The lines of an order, in the order of its source.</summary>
    public IReadOnlyList<StoredLine> Lines(Guid customer, Guid order)
    {
        var document = database.QueryFirst<string>(
            "SELECT document FROM order_lines WHERE customer_id = @customer AND order_id = @order", new { customer, order });
        if (document is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(document);
        var rows = json.RootElement.EnumerateArray().Select(line => line.EnumerateArray().ToArray()).ToList();
        var products = Products([.. rows.Select(row => row[0].GetInt32()).Distinct()]);
        return rows.ConvertAll(row =>
        {
            var product = products.GetValueOrDefault(row[0].GetInt32());
            return new StoredLine(
                product?.Code,
                product?.Name,
                row[1].GetDecimal(),
                row[2].GetDecimal(),
                row[3].GetInt64(),
                row.Length > 4 && row[4].GetInt32() != 0);
        });
    }

    private Dictionary<int, ProductRow> Products(IReadOnlyList<int> numbers) => numbers.Count == 0 ? [] : database
        .Query<ProductRow>(
            $"SELECT product_id AS Id, code AS Code, name AS Name FROM product WHERE product_id IN ({string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))})")
        .ToDictionary(row => row.Id);

    private sealed class ProductRow
    {
        public int Id { get; init; }

        public string Code { get; init; } = "";

        public string? Name { get; init; }
    }
}
