using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Reads every order of every known customer as it ended, one customer after another.</summary>
internal sealed class OrderHistory(Database database)
{
    private readonly Dictionary<int, string> dimensions = database
        .Query<(int Id, string Code)>("SELECT dimension_id, code FROM dimension").ToDictionary(row => row.Id, row => row.Code);

    private readonly Dictionary<int, (string Code, string? Name)> products = database
        .Query<(int Id, string Code, string? Name)>("SELECT product_id, code, name FROM product").ToDictionary(row => row.Id, row => (row.Code, row.Name));

    /// <summary>The days of the first and the last order; the first day of all where there is none.</summary>
    public static (Day First, Day Last) Days(Database database)
    {
        var (first, last) = database.QueryFirst<(int? First, int? Last)>("SELECT min(day), max(day) FROM purchase_order WHERE state IN (0, 4)");
        return (new Day(first ?? 0), new Day(last ?? 0));
    }

    /// <summary>Tells each customer's orders, in the order in which they were placed. Merged records are one customer.</summary>
    public void Read(Action<CustomerId, IReadOnlyList<PastOrder>> tell)
    {
        var orders = new List<PastOrder>();
        CustomerId? customer = null;
        database.Scan(
            """
            SELECT c.group_id, o.order_id, o.source_id, o.store_id, o.channel_id, o.number, o.state, o.placed_at, o.currency, o.rate, o.discount, o.returned, o.payment, l.document, o.return_of
            FROM customer c
            JOIN purchase_order o ON o.customer_id = c.customer_id
            JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
            WHERE c.erased_at IS NULL AND o.state IN (0, 4)
            ORDER BY c.group_id, o.placed_at, o.order_id
            """,
            row =>
            {
                var id = new CustomerId(row.Id(0));
                if (customer is { } before && before != id)
                {
                    tell(before, orders);
                    orders = [];
                }

                customer = id;
                orders.Add(new PastOrder(new OrderId(row.Id(1)), ReadOrder(row)));
            });
        if (customer is { } last)
        {
            tell(last, orders);
        }
    }

    private OrderInput ReadOrder(RowReader row)
    {
        var rate = row.Decimal(9);
        var lines = ReadLines(row.Text(13));
        var returned = rate == 1 ? row.Long(11) : decimal.ToInt64(decimal.Round(row.Long(11) / rate, 0, MidpointRounding.ToEven));
        var state = (OrderState)row.Int(6);
        return new OrderInput
        {
            Source = Name(row.Int(2)) ?? "",
            Store = Name(row.Int(3)),
            Channel = Name(row.Int(4)),
            Number = row.Text(5),
            State = state,
            PlacedAt = new Instant(row.Long(7)),
            Currency = Currency.Of(row.Text(8)),
            Rate = rate,
            Discount = row.Long(10),
            Refunded = state is OrderState.Refunded ? 0 : Math.Max(0, returned - lines.Where(line => line.IsReturn).Sum(line => line.Value)),
            Payment = row.IsNull(12) ? null : row.Text(12),
            ReturnOf = row.IsNull(14) ? null : row.Text(14),
            Lines = lines,
        };
    }

    /// <summary>[[product, quantity, unit price, value, returned, category, cost], …]; zeros at the end are left out.</summary>
    private OrderLineInput[] ReadLines(string document) => ReadLines(document, number => products.GetValueOrDefault(number), Name);

    /// <summary>The lines of a stored document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="product">A product's code and name by its number.</param>
    /// <param name="name">A category by its number.</param>
    internal static OrderLineInput[] ReadLines(string document, Func<int, (string Code, string? Name)> product, Func<int, string?> name)
    {
        using var json = JsonDocument.Parse(document);
        var lines = new OrderLineInput[json.RootElement.GetArrayLength()];
        var place = 0;
        foreach (var line in json.RootElement.EnumerateArray())
        {
            var length = line.GetArrayLength();
            var (code, title) = product(line[0].GetInt32());
            lines[place++] = new OrderLineInput(
                code, title, length > 5 ? name(line[5].GetInt32()) : null, line[1].GetDecimal(), line[2].GetDecimal(), line[3].GetInt64(), length > 4 && line[4].GetInt32() == 1);
        }

        return lines;
    }

    private string? Name(int dimension) => dimension == 0 ? null : dimensions.GetValueOrDefault(dimension);
}
