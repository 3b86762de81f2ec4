using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Reads every order of every known customer as it ended, and facts that are asked for, one customer after another.</summary>
internal sealed class OrderHistory(Database database)
{
    /// <summary>Stands as the state of what is no order.</summary>
    private const int NoOrder = -1;

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

    /// <summary>Tells what each customer did, in the order in which it happened. Merged records are one customer.</summary>
    /// <param name="kinds">The kinds of fact that are told beside orders; nothing for orders alone.</param>
    /// <param name="tell">Told of a customer and what they did.</param>
    public void Read(IReadOnlyCollection<string> kinds, Action<CustomerId, IReadOnlyList<PastEvent>> tell)
    {
        var events = new List<PastEvent>();
        CustomerId? customer = null;
        database.Scan(
            $"""
            SELECT c.group_id, o.order_id, o.source_id, o.store_id, o.channel_id, o.number, o.state, o.placed_at, o.currency, o.rate, o.discount, o.returned, o.payment, l.document, o.return_of
            FROM customer c
            JOIN purchase_order o ON o.customer_id = c.customer_id
            JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
            WHERE c.erased_at IS NULL AND o.state IN (0, 4)
            {(kinds.Count == 0 ? "" : FactsOf(kinds))}
            ORDER BY 1, 8, 2
            """,
            row =>
            {
                var id = new CustomerId(row.Id(0));
                if (customer is { } before && before != id)
                {
                    tell(before, events);
                    events = [];
                }

                customer = id;
                events.Add(row.Int(6) == NoOrder
                    ? new PastFact(row.Text(5), new Instant(row.Long(7)), row.OptionalLong(11))
                    : new PastOrder(new OrderId(row.Id(1)), ReadOrder(row)));
            },
            kinds.Select((kind, place) => KeyValuePair.Create($"kind{place}", (object)kind)).ToDictionary());
        if (customer is { } last)
        {
            tell(last, events);
        }
    }

    /// <summary>Facts in the columns of orders: the kind as the number, the amount as what was returned.</summary>
    private static string FactsOf(IReadOnlyCollection<string> kinds) =>
        $$"""
        UNION ALL
        SELECT c.group_id, c.customer_id, 0, 0, 0, f.kind, {{NoOrder}}, f.occurred_at, '', CAST(1 AS {decimal}), 0, f.amount, CAST(NULL AS {document}), CAST('[]' AS {document}), CAST(NULL AS {document})
        FROM customer c JOIN fact f ON f.customer_id = c.customer_id
        WHERE c.erased_at IS NULL AND f.kind IN ({{string.Join(", ", kinds.Select((_, place) => $"@kind{place}"))}})
            AND f.day <= (SELECT max(day) FROM purchase_order WHERE state IN (0, 4))
        """;

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
