using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>What is stored under the order numbers of a group.</summary>
internal sealed class StoredOrders
{
    private static readonly RowShape<OrderNumber> Numbers = new RowShape<OrderNumber>()
        .Int("source_id", number => number.Source)
        .Int("store_id", number => number.Store)
        .Text("number", number => number.Number);

    private static readonly RowShape<StoredOrder> Keys = new RowShape<StoredOrder>()
        .Id("customer_id", order => order.Customer!.Value.Value)
        .Id("order_id", order => order.Order!.Value.Value);

    private readonly Dictionary<OrderNumber, StoredOrder> orders = [];

    public IEnumerable<CustomerId> Customers => orders.Values.Select(order => order.Customer).OfType<CustomerId>();

    public IEnumerable<(CustomerId Customer, OrderId Order)> Orders =>
        orders.Values.Where(order => order.Customer is not null).Select(order => (order.Customer!.Value, order.Order!.Value));

    /// <summary>Loads what is stored under the numbers of told orders.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="told">The told orders.</param>
    /// <param name="isWanted">Whose orders; null: everybody's.</param>
    public static StoredOrders Load(WriteTransaction transaction, IEnumerable<PreparedOrder> told, Func<CustomerId, bool>? isWanted = null)
    {
        var stored = new StoredOrders();
        var byNumber = new Dictionary<OrderNumber, PreparedOrder>();
        foreach (var order in told)
        {
            byNumber[order.Number] = order;
        }

        var numbers = byNumber.Keys.ToList();
        foreach (var (number, order) in transaction.Read(ReadOrders, Numbers, numbers, ReadOrder).Where(row => isWanted is null || isWanted(row.Order.Customer!.Value)))
        {
            stored.orders.Add(number, order);
        }

        foreach (var (number, order) in transaction.Read(ReadAnonymous, Numbers, numbers, ReadAnonymousSale))
        {
            stored.orders.TryAdd(number, order);
        }

        var changed = stored.orders
            .Where(entry => entry.Value.Order is not null && !entry.Value.Hash.AsSpan().SequenceEqual(byNumber[entry.Key].Hash))
            .ToList();
        stored.LoadCategories(transaction, changed);
        return stored;
    }

    public StoredOrder? Find(OrderNumber number) => orders.GetValueOrDefault(number);

    public void Keep(OrderNumber number, StoredOrder order) => orders[number] = order;

    private const string ReadOrders = """
        SELECT rows.source_id, rows.store_id, rows.number, l.customer_id, l.order_id, o.state, o.day, o.gross, o.returned, o.returned_day, o.channel_id, o.country_id, o.content_hash, o.changed_at, o.rate
        FROM {rows}
        CROSS JOIN order_lookup l
        CROSS JOIN purchase_order o
        WHERE l.source_id = rows.source_id AND l.store_id = rows.store_id AND l.number = rows.number
          AND o.customer_id = l.customer_id AND o.order_id = l.order_id
        """;

    private const string ReadAnonymous = """
        SELECT rows.source_id, rows.store_id, rows.number, a.content_hash
        FROM {rows} CROSS JOIN anonymous_sale a
        WHERE a.source_id = rows.source_id AND a.store_id = rows.store_id AND a.number = rows.number
        """;

    private static (OrderNumber Number, StoredOrder Order) ReadOrder(RowReader row)
    {
        var number = new OrderNumber(row.Int(0), row.Int(1), row.Text(2));
        var figures = new OrderFigures
        {
            State = (OrderState)row.Int(5),
            Day = new Day(row.Int(6)),
            Gross = row.Long(7),
            Returned = row.Long(8),
            ReturnedDay = new Day(row.Int(9)),
            Store = number.Store,
            Channel = row.Int(10),
            Country = row.Int(11),
        };
        var changedAt = row.OptionalLong(13) is { } changed ? new Instant(changed) : (Instant?)null;
        return (number, new StoredOrder(new CustomerId(row.Id(3)), new OrderId(row.Id(4)), figures, row.Bytes(12), changedAt, row.Decimal(14)));
    }

    private static (OrderNumber Number, StoredOrder Order) ReadAnonymousSale(RowReader row) =>
        (new OrderNumber(row.Int(0), row.Int(1), row.Text(2)), new StoredOrder(null, null, OrderFigures.None, row.Bytes(3), null, 1));

    /// <summary>What a changed order added to its categories is read from its stored lines.</summary>
    private void LoadCategories(WriteTransaction transaction, List<KeyValuePair<OrderNumber, StoredOrder>> changed)
    {
        var documents = transaction.Read(
            "SELECT rows.order_id, l.document FROM {rows} CROSS JOIN order_lines l WHERE l.customer_id = rows.customer_id AND l.order_id = rows.order_id",
            Keys,
            changed.ConvertAll(entry => entry.Value),
            row => (Order: new OrderId(row.Id(0)), Document: row.Text(1))).ToDictionary(row => row.Order, row => row.Document);
        foreach (var (number, order) in changed)
        {
            var categories = ReadCategories(documents[order.Order!.Value], order);
            orders[number] = order with { Figures = order.Figures with { Categories = categories } };
        }
    }

    private static CategoryFigures[] ReadCategories(string document, StoredOrder order)
    {
        using var lines = JsonDocument.Parse(document);
        return [.. lines.RootElement.EnumerateArray()
            .Where(line => line.GetArrayLength() > 5)
            .Select(line => (Category: line[5].GetInt32(), Value: line[3].GetInt64(), IsReturn: line[4].GetInt32() == 1))
            .Where(line => line.Category != 0)
            .GroupBy(line => line.Category)
            .Select(group => new CategoryFigures(
                group.Key,
                OrderFigures.Convert(group.Where(line => !line.IsReturn).Sum(line => line.Value), order.Rate),
                OrderFigures.Convert(
                    group.Where(line => line.IsReturn || order.Figures.State is OrderState.Refunded).Sum(line => line.Value), order.Rate)))];
    }
}

/// <summary>An order as stored; without customer and order for an anonymous sale.</summary>
internal sealed record StoredOrder(CustomerId? Customer, OrderId? Order, OrderFigures Figures, byte[] Hash, Instant? ChangedAt, decimal Rate);
