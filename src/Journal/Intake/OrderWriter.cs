using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Writes orders, their lines and look-ups, and anonymous sales.</summary>
internal static class OrderWriter
{
    private static readonly RowShape<OrderRow> Orders = new RowShape<OrderRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("order_id", row => row.Order.Value)
        .Int("source_id", row => row.Place.Source)
        .Int("store_id", row => row.Place.Store)
        .Int("channel_id", row => row.Place.Channel)
        .Int("staff_id", row => row.Place.Staff)
        .Int("country_id", row => row.Place.Country)
        .Text("number", row => row.Input.Number)
        .Int("state", row => (int)row.Input.State)
        .Long("placed_at", row => row.Input.PlacedAt.Microseconds)
        .Int("day", row => row.Figures.Day.Number)
        .OptionalLong("changed_at", row => row.Input.ChangedAt?.Microseconds)
        .Text("currency", row => row.Input.Currency.Code)
        .Decimal("rate", row => row.Input.Rate)
        .Long("gross", row => row.Figures.Gross)
        .Long("discount", row => row.Input.Discount)
        .Long("returned", row => row.Figures.Returned)
        .OptionalLong("returned_at", row => row.Input.ReturnedAt?.Microseconds)
        .Int("returned_day", row => row.Figures.ReturnedDay.Number)
        .OptionalLong("cost", row => row.Cost)
        .Int("lines", row => row.Input.Lines.Count)
        .Text("payment", row => row.Input.Payment)
        .Text("return_of", row => row.Input.ReturnOf)
        .Bytes("content_hash", row => row.Hash);

    private static readonly RowShape<OrderRow> Lines = new RowShape<OrderRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("order_id", row => row.Order.Value)
        .Text("document", row => row.Document);

    private static readonly RowShape<OrderRow> Lookups = new RowShape<OrderRow>()
        .Int("source_id", row => row.Place.Source)
        .Int("store_id", row => row.Place.Store)
        .Text("number", row => row.Input.Number)
        .Id("customer_id", row => row.Customer.Value)
        .Id("order_id", row => row.Order.Value);

    private static readonly RowShape<AnonymousSaleRow> AnonymousSales = new RowShape<AnonymousSaleRow>()
        .Int("source_id", row => row.Place.Source)
        .Int("store_id", row => row.Place.Store)
        .Text("number", row => row.Input.Number)
        .Int("channel_id", row => row.Place.Channel)
        .Int("country_id", row => row.Place.Country)
        .Int("state", row => (int)row.Input.State)
        .Long("placed_at", row => row.Input.PlacedAt.Microseconds)
        .Int("day", row => row.Figures.Day.Number)
        .Long("gross", row => row.Figures.Gross)
        .Long("returned", row => row.Figures.Returned)
        .Int("returned_day", row => row.Figures.ReturnedDay.Number)
        .Bytes("content_hash", row => row.Hash)
        .Text("document", row => row.Document);

    public static void Write(WriteTransaction transaction, Effects effects)
    {
        var orders = effects.Orders.Values.ToList();
        transaction.Write(
            """
            INSERT INTO purchase_order (customer_id, order_id, source_id, store_id, channel_id, staff_id, country_id, number, state, placed_at, day, changed_at, currency, rate, gross, discount, returned, returned_at, returned_day, cost, lines, payment, return_of, content_hash)
            SELECT rows.customer_id, rows.order_id, rows.source_id, rows.store_id, rows.channel_id, rows.staff_id, rows.country_id, rows.number, rows.state, rows.placed_at, rows.day, rows.changed_at, rows.currency, rows.rate, rows.gross, rows.discount, rows.returned, rows.returned_at, rows.returned_day, rows.cost, rows.lines, rows.payment, rows.return_of, rows.content_hash
            FROM {rows} WHERE true
            ON CONFLICT (customer_id, order_id) DO UPDATE SET
                channel_id = excluded.channel_id, staff_id = excluded.staff_id, country_id = excluded.country_id, state = excluded.state,
                placed_at = excluded.placed_at, day = excluded.day, changed_at = excluded.changed_at,
                currency = excluded.currency, rate = excluded.rate, gross = excluded.gross, discount = excluded.discount,
                returned = excluded.returned, returned_at = excluded.returned_at, returned_day = excluded.returned_day,
                cost = excluded.cost, lines = excluded.lines, payment = excluded.payment, return_of = excluded.return_of,
                content_hash = excluded.content_hash
            """,
            Orders,
            orders);
        transaction.Write(
            """
            INSERT INTO order_lines (customer_id, order_id, document) SELECT rows.customer_id, rows.order_id, rows.document FROM {rows} WHERE true
            ON CONFLICT (customer_id, order_id) DO UPDATE SET document = excluded.document
            """,
            Lines,
            orders);
        transaction.Write(
            """
            INSERT INTO order_lookup (source_id, store_id, number, customer_id, order_id)
            SELECT rows.source_id, rows.store_id, rows.number, rows.customer_id, rows.order_id FROM {rows}
            """,
            Lookups,
            orders.FindAll(row => row.IsNew));
        WriteAnonymous(transaction, effects);
    }

    private static void WriteAnonymous(WriteTransaction transaction, Effects effects)
    {
        transaction.Write(
            """
            INSERT INTO anonymous_sale (source_id, store_id, number, channel_id, country_id, state, placed_at, day, gross, returned, returned_day, content_hash, document)
            SELECT rows.source_id, rows.store_id, rows.number, rows.channel_id, rows.country_id, rows.state, rows.placed_at, rows.day, rows.gross, rows.returned, rows.returned_day, rows.content_hash, rows.document
            FROM {rows} WHERE true
            ON CONFLICT (source_id, store_id, number) DO UPDATE SET
                channel_id = excluded.channel_id, country_id = excluded.country_id, state = excluded.state, placed_at = excluded.placed_at,
                day = excluded.day, gross = excluded.gross, returned = excluded.returned, returned_day = excluded.returned_day,
                content_hash = excluded.content_hash, document = excluded.document
            """,
            AnonymousSales,
            [.. effects.AnonymousSales.Values]);
        transaction.Write(
            """
            DELETE FROM anonymous_sale WHERE (source_id, store_id, number) IN (SELECT rows.source_id, rows.store_id, rows.number FROM {rows})
            """,
            Lookups,
            effects.ClaimedSales);
    }
}
