using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Till;

/// <summary>Orders that a till has told: their numbers, what they were, and how they are undone.</summary>
internal sealed class TillOrders(Database database, TimeProvider clock)
{
    /// <summary>So long an order is undone at the till by one touch; afterwards it is returned like any other.</summary>
    public static readonly TimeSpan TimeToUndo = TimeSpan.FromMinutes(30);

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int LettersOfNumber = 12;

    /// <summary>The number of an order that has none of its own, from its request key: the same key is the same order.</summary>
    public static string NumberOf(string source, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{key}"));
        return "T-" + string.Concat(hash.Take(LettersOfNumber).Select(part => Letters[part % Letters.Length]));
    }

    /// <summary>The order under a number of a source; null where there is none.</summary>
    public OrderId? FindByNumber(string source, string number) => database.QueryFirst<Guid?>(
        "SELECT k.order_id FROM order_lookup k JOIN dimension d ON d.dimension_id = k.source_id WHERE k.number = @number AND d.kind = 'source' AND d.code = @source LIMIT 1",
        new { number, source }) is { } found ? new OrderId(found) : null;

    /// <summary>An order of a person, whichever of their records it belongs to; null where there is none.</summary>
    public TillOrder? Find(CustomerId person, OrderId order)
    {
        var row = database.QueryFirst<OrderRow>(
            """
            SELECT o.customer_id AS Customer, src.code AS Source, o.number AS Number, o.state AS State, o.placed_at AS PlacedAt, o.currency AS Currency,
                   CAST(o.rate AS text) AS Rate, o.discount AS Discount, o.returned AS Returned, o.payment AS Payment, o.return_of AS ReturnOf, l.document AS Document,
                   st.code AS Store, ch.code AS Channel, sf.code AS Staff, co.code AS Country,
                   (SELECT min(f.recorded_at) FROM fact f WHERE f.customer_id = o.customer_id AND f.order_id = o.order_id) AS ToldAt
            FROM customer a
            JOIN customer c ON c.group_id = a.group_id
            JOIN purchase_order o ON o.customer_id = c.customer_id AND o.order_id = @order
            JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
            JOIN dimension src ON src.dimension_id = o.source_id
            LEFT JOIN dimension st ON st.dimension_id = o.store_id
            LEFT JOIN dimension ch ON ch.dimension_id = o.channel_id
            LEFT JOIN dimension sf ON sf.dimension_id = o.staff_id
            LEFT JOIN dimension co ON co.dimension_id = o.country_id
            WHERE a.customer_id = @person AND a.erased_at IS NULL
            """,
            new { person = person.Value, order = order.Value });
        return row is null ? null : new TillOrder(new CustomerId(row.Customer), order, Read(row), new Instant(row.ToldAt ?? row.PlacedAt));
    }

    /// <summary>What undoes an order: the same order, cancelled. A refusal when it was told too long ago; once undone it may be asked again.</summary>
    public Result<OrderInput> Undo(TillOrder order) => order.IsUndone || CanUndo(order)
        ? order.Order with { State = OrderState.Cancelled }
        : new Refusal("till.too_late", $"An order is undone at the till within {TimeToUndo.TotalMinutes:0} minutes. Tell it again with what was returned.", "order");

    /// <summary>Whether an order is still undone by one touch.</summary>
    public bool CanUndo(TillOrder order) => order.Order.State is OrderState.Sold && Instant.Now(clock).Since(order.ToldAt) <= TimeToUndo;

    private OrderInput Read(OrderRow row)
    {
        var products = Products(row.Document);
        var categories = new Dictionary<int, string>();
        foreach (var (id, code) in Named<(int Id, string Code)>("SELECT dimension_id, code FROM dimension WHERE dimension_id", NamedOrders.Mentioned(row.Document, 5)))
        {
            categories[id] = code;
        }

        var lines = OrderHistory.ReadLines(row.Document, number => products.GetValueOrDefault(number), number => categories.GetValueOrDefault(number));
        var rate = decimal.Parse(row.Rate, CultureInfo.InvariantCulture);
        var returned = rate == 1 ? row.Returned : decimal.ToInt64(decimal.Round(row.Returned / rate, 0, MidpointRounding.ToEven));
        return new OrderInput
        {
            Source = row.Source,
            Number = row.Number,
            State = (OrderState)row.State,
            PlacedAt = new Instant(row.PlacedAt),
            Currency = Currency.Of(row.Currency),
            Rate = rate,
            Discount = row.Discount,
            Refunded = Math.Max(0, returned - lines.Where(line => line.IsReturn).Sum(line => line.Value)),
            Payment = row.Payment,
            ReturnOf = row.ReturnOf,
            Store = row.Store,
            Channel = row.Channel,
            Staff = row.Staff,
            Country = row.Country,
            Customer = new CustomerInput { Id = new CustomerId(row.Customer), Identities = [] },
            Lines = lines,
        };
    }

    private Dictionary<int, (string Code, string? Name)> Products(string document) =>
        Named<(int Id, string Code, string? Name)>("SELECT product_id, code, name FROM product WHERE product_id", NamedOrders.Mentioned(document, 0))
            .ToDictionary(row => row.Id, row => (row.Code, row.Name));

    /// <summary>The rows of a few numbers; an order at the till has a few lines.</summary>
    private List<T> Named<T>(string select, IEnumerable<int> numbers) => [.. numbers.Distinct().Where(number => number > 0).Chunk(500).SelectMany(part =>
    {
        var parameters = new Dapper.DynamicParameters();
        foreach (var (place, number) in part.Index())
        {
            parameters.Add($"n{place}", number);
        }

        return database.Query<T>($"{select} IN ({string.Join(", ", part.Select((_, place) => $"@n{place}"))})", parameters);
    })];

    private sealed record OrderRow
    {
        public Guid Customer { get; init; }

        public string Source { get; init; } = "";

        public string Number { get; init; } = "";

        public int State { get; init; }

        public long PlacedAt { get; init; }

        public string Currency { get; init; } = "";

        public string Rate { get; init; } = "";

        public long Discount { get; init; }

        public long Returned { get; init; }

        public string? Payment { get; init; }

        public string? ReturnOf { get; init; }

        public string Document { get; init; } = "";

        public string? Store { get; init; }

        public string? Channel { get; init; }

        public string? Staff { get; init; }

        public string? Country { get; init; }

        public long? ToldAt { get; init; }
    }
}

/// <summary>An order as it is stored.</summary>
/// <param name="Customer">The record that it belongs to.</param>
/// <param name="Id">The order.</param>
/// <param name="Order">What was told of it.</param>
/// <param name="ToldAt">When it was told first.</param>
internal sealed record TillOrder(CustomerId Customer, OrderId Id, OrderInput Order, Instant ToldAt)
{
    public bool IsUndone => Order.State is OrderState.Cancelled;
}
