using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>The orders that returns of their own name, or named before: those stored, and those told before in the same group.</summary>
internal sealed class NamedOrders : INamedOrders
{
    private static readonly RowShape<(string Source, string Number)> Names = new RowShape<(string Source, string Number)>()
        .Text("source", row => row.Source)
        .Text("number", row => row.Number);

    private static readonly RowShape<int> Numbers = new RowShape<int>().Int("number", number => number);

    private static readonly RowShape<(CustomerId Customer, OrderId Order)> Keys = new RowShape<(CustomerId Customer, OrderId Order)>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("order_id", row => row.Order.Value);

    /// <summary>Several stores of one source may give the same number.</summary>
    private readonly Dictionary<(string Source, string Number), List<NamedOrder>> orders = [];

    /// <summary>The stored orders that the group's returns name, or named when they were told before.</summary>
    public static NamedOrders Load(WriteTransaction transaction, IntakeScope scope)
    {
        var named = new NamedOrders();
        var names = scope.Requests.OfType<RecordOrder>().Where(request => OtherReturn.IsOne(request.Order))
            .Select(request => (request.Order.Source, request.Order.ReturnOf!)).Concat(NamedBefore(transaction, scope)).Distinct().ToList();
        var rows = transaction.Read(
            """
            SELECT rows.source, rows.number, o.customer_id, o.order_id, o.state, o.placed_at, o.currency, o.rate, o.discount, o.returned, o.payment, o.store_id, o.channel_id, l.document
            FROM {rows}
            CROSS JOIN dimension d
            CROSS JOIN order_lookup k
            CROSS JOIN purchase_order o
            CROSS JOIN order_lines l
            WHERE d.kind = 'source' AND d.code = rows.source AND k.source_id = d.dimension_id AND k.number = rows.number
              AND o.customer_id = k.customer_id AND o.order_id = k.order_id AND l.customer_id = o.customer_id AND l.order_id = o.order_id
            """,
            Names,
            names,
            ReadRow);
        if (rows.Count > 0)
        {
            named.Keep(transaction, rows);
        }

        return named;
    }

    /// <summary>The stored orders among them.</summary>
    public IEnumerable<(CustomerId Customer, OrderId Order)> Stored => orders.Values.SelectMany(known => known).Select(order => (order.Customer, order.Id));

    /// <inheritdoc/>
    public NamedOrder? Find(IReadOnlyList<CustomerId> records, OrderInput returned) => orders.GetValueOrDefault((returned.Source, returned.ReturnOf!), [])
        .Where(order => records.Contains(order.Customer))
        .OrderBy(order => order.Customer != records[0]).ThenBy(order => order.Order.Store != returned.Store).FirstOrDefault();

    /// <inheritdoc/>
    public NamedOrder? Find(OrderId order) => orders.Values.SelectMany(known => known).FirstOrDefault(known => known.Id == order);

    /// <summary>Notes an order that is told.</summary>
    public void Tell(CustomerId customer, OrderId id, OrderInput order)
    {
        if (!orders.TryGetValue((order.Source, order.Number), out var known))
        {
            orders.Add((order.Source, order.Number), known = []);
        }

        known.RemoveAll(other => other.Id == id);
        known.Add(new NamedOrder(customer, id, order));
    }

    /// <summary>What orders that are told again named so far.</summary>
    private static List<(string Source, string Number)> NamedBefore(WriteTransaction transaction, IntakeScope scope) => transaction.Read(
        """
        SELECT d.code, o.return_of FROM {rows} CROSS JOIN purchase_order o CROSS JOIN dimension d
        WHERE o.customer_id = rows.customer_id AND o.order_id = rows.order_id AND o.return_of IS NOT NULL AND d.dimension_id = o.source_id
        """,
        Keys,
        scope.Orders,
        row => (row.Text(0), row.Text(1)));

    private void Keep(WriteTransaction transaction, List<StoredOrder> rows)
    {
        var products = new Dictionary<int, (string Code, string? Name)>();
        var dimensions = new Dictionary<int, string>();
        foreach (var (number, code, name) in transaction.Read(
            "SELECT p.product_id, p.code, p.name FROM {rows} CROSS JOIN product p WHERE p.product_id = rows.number",
            Numbers,
            [.. rows.SelectMany(row => Mentioned(row.Document, 0)).Distinct()],
            row => (row.Int(0), row.Text(1), row.OptionalText(2))))
        {
            products[number] = (code, name);
        }

        foreach (var (number, code) in transaction.Read(
            "SELECT d.dimension_id, d.code FROM {rows} CROSS JOIN dimension d WHERE d.dimension_id = rows.number",
            Numbers,
            [.. rows.SelectMany(row => Mentioned(row.Document, 5).Append(row.Store).Append(row.Channel)).Distinct()],
            row => (row.Int(0), row.Text(1))))
        {
            dimensions[number] = code;
        }

        foreach (var row in rows)
        {
            var lines = OrderHistory.ReadLines(row.Document, number => products.GetValueOrDefault(number), number => dimensions.GetValueOrDefault(number));
            var returned = row.Rate == 1 ? row.Returned : decimal.ToInt64(decimal.Round(row.Returned / row.Rate, 0, MidpointRounding.ToEven));
            Tell(row.Customer, row.Id, new OrderInput
            {
                Source = row.Source,
                Number = row.Number,
                State = row.State,
                PlacedAt = row.PlacedAt,
                Currency = row.Currency,
                Rate = row.Rate,
                Discount = row.Discount,
                Refunded = row.State is OrderState.Refunded ? 0 : Math.Max(0, returned - lines.Where(line => line.IsReturn).Sum(line => line.Value)),
                Payment = row.Payment,
                Store = dimensions.GetValueOrDefault(row.Store),
                Channel = dimensions.GetValueOrDefault(row.Channel),
                Lines = lines,
            });
        }
    }

    /// <summary>The numbers at one place of every line.</summary>
    internal static List<int> Mentioned(string document, int place)
    {
        using var json = JsonDocument.Parse(document);
        return [.. json.RootElement.EnumerateArray().Where(line => line.GetArrayLength() > place).Select(line => line[place].GetInt32())];
    }

    private static StoredOrder ReadRow(RowReader row) => new(
        row.Text(0), row.Text(1), new CustomerId(row.Id(2)), new OrderId(row.Id(3)), (OrderState)row.Int(4), new Instant(row.Long(5)), Currency.Of(row.Text(6)),
        row.Decimal(7), row.Long(8), row.Long(9), row.OptionalText(10), row.Int(11), row.Int(12), row.Text(13));

    private sealed record StoredOrder(
        string Source, string Number, CustomerId Customer, OrderId Id, OrderState State, Instant PlacedAt, Currency Currency, decimal Rate, long Discount, long Returned, string? Payment, int Store, int Channel, string Document);
}
