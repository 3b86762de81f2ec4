using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Writes the effects of one transaction in set statements.</summary>
internal static class EffectsWriter
{
    private static readonly RowShape<CustomerBook> Books = new RowShape<CustomerBook>()
        .Id("customer_id", book => book.Customer.Value)
        .Id("group_id", book => book.Group.Value)
        .Long("created_at", book => book.CreatedAt.Microseconds)
        .OptionalInt("first_purchase_day", book => book.FirstPurchase?.Number)
        .OptionalInt("last_purchase_day", book => book.LastPurchase?.Number)
        .Long("orders", book => book.Orders)
        .Long("gross", book => book.Gross)
        .Long("returned", book => book.Returned)
        .Long("refused", book => book.Refused)
        .Long("cancelled", book => book.Cancelled);

    private static readonly RowShape<KeyValuePair<DayKey, RollupSums>> Days = new RowShape<KeyValuePair<DayKey, RollupSums>>()
        .Id("customer_id", row => row.Key.Customer.Value)
        .Int("day", row => row.Key.Day.Number)
        .Int("store_id", row => row.Key.Store)
        .Int("channel_id", row => row.Key.Channel)
        .Int("country_id", row => row.Key.Country)
        .Long("orders", row => row.Value.Orders)
        .Long("gross", row => row.Value.Gross)
        .Long("returned", row => row.Value.Returned)
        .Long("refused", row => row.Value.Refused)
        .Long("cancelled", row => row.Value.Cancelled);

    private static readonly RowShape<KeyValuePair<CategoryDayKey, RollupSums>> CategoryDays =
        new RowShape<KeyValuePair<CategoryDayKey, RollupSums>>()
            .Id("customer_id", row => row.Key.Customer.Value)
            .Int("day", row => row.Key.Day.Number)
            .Int("category_id", row => row.Key.Category)
            .Long("orders", row => row.Value.Orders)
            .Long("gross", row => row.Value.Gross)
            .Long("returned", row => row.Value.Returned);

    private static readonly RowShape<ConsentRow> Consents = new RowShape<ConsentRow>()
        .Id("customer_id", row => row.Consent.Customer.Value)
        .Text("purpose", row => row.Consent.Purpose)
        .Text("channel", row => row.Consent.Channel)
        .Int("granted", row => row.Consent.IsGranted ? 1 : 0)
        .Int("source_id", row => row.Source)
        .Text("wording", row => row.Consent.Wording)
        .Long("changed_at", row => row.At.Microseconds);

    private static readonly RowShape<FactRow> Facts = new RowShape<FactRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("version", row => row.Version)
        .Text("kind", row => row.Kind)
        .Int("origin", row => (int)row.Origin)
        .Long("occurred_at", row => row.OccurredAt.Microseconds)
        .Int("day", row => row.Day.Number)
        .Long("recorded_at", row => row.RecordedAt.Microseconds)
        .OptionalInt("identity_kind", row => (int?)row.Identity)
        .Int("source_id", row => row.Place.Source)
        .Int("store_id", row => row.Place.Store)
        .Int("channel_id", row => row.Place.Channel)
        .Int("staff_id", row => row.Place.Staff)
        .OptionalId("order_id", row => row.Order?.Value)
        .Text("currency", row => row.Currency)
        .Decimal("rate", row => row.Rate)
        .OptionalLong("amount", row => row.Amount)
        .Text("content", row => row.Content)
        .Text("request_key", row => row.RequestKey);

    public static void Write(WriteTransaction transaction, Effects effects, Instant now)
    {
        WriteCustomers(transaction, effects);
        WriteFacts(transaction, effects);
        OrderWriter.Write(transaction, effects);
        WriteRollups(transaction, effects);
        CustomerWriter.Write(transaction, effects);
        WriteConsents(transaction, effects);
        CustomerIndex.Update(transaction, effects, now);
    }

    private static void WriteCustomers(WriteTransaction transaction, Effects effects)
    {
        transaction.Write(
            """
            INSERT INTO customer (customer_id, group_id, created_at, first_purchase_day, last_purchase_day, orders, gross, returned, refused, cancelled)
            SELECT rows.customer_id, rows.group_id, rows.created_at, rows.first_purchase_day, rows.last_purchase_day, rows.orders, rows.gross, rows.returned, rows.refused, rows.cancelled
            FROM {rows} WHERE true
            ON CONFLICT (customer_id) DO UPDATE SET
                first_purchase_day = excluded.first_purchase_day, last_purchase_day = excluded.last_purchase_day,
                orders = excluded.orders, gross = excluded.gross, returned = excluded.returned,
                refused = excluded.refused, cancelled = excluded.cancelled
            """,
            Books,
            [.. effects.Touched]);
    }

    private static void WriteFacts(WriteTransaction transaction, Effects effects)
    {
        transaction.Write(
            """
            INSERT INTO fact (customer_id, version, kind, origin, occurred_at, day, recorded_at, identity_kind, source_id, store_id, channel_id, staff_id, order_id, currency, rate, amount, content, request_key)
            SELECT rows.customer_id, rows.version, rows.kind, rows.origin, rows.occurred_at, rows.day, rows.recorded_at, rows.identity_kind, rows.source_id, rows.store_id, rows.channel_id, rows.staff_id, rows.order_id, rows.currency, rows.rate, rows.amount, rows.content, rows.request_key
            FROM {rows}
            """,
            Facts,
            effects.Facts);
    }

    private static void WriteRollups(WriteTransaction transaction, Effects effects)
    {
        transaction.Write(
            """
            INSERT INTO customer_day (customer_id, day, store_id, channel_id, country_id, orders, gross, returned, refused, cancelled)
            SELECT rows.customer_id, rows.day, rows.store_id, rows.channel_id, rows.country_id, rows.orders, rows.gross, rows.returned, rows.refused, rows.cancelled
            FROM {rows} WHERE true
            ON CONFLICT (customer_id, day, store_id, channel_id, country_id) DO UPDATE SET
                orders = customer_day.orders + excluded.orders, gross = customer_day.gross + excluded.gross,
                returned = customer_day.returned + excluded.returned, refused = customer_day.refused + excluded.refused,
                cancelled = customer_day.cancelled + excluded.cancelled
            """,
            Days,
            [.. effects.Days]);
        transaction.Write(
            """
            INSERT INTO customer_category_day (customer_id, day, category_id, orders, gross, returned)
            SELECT rows.customer_id, rows.day, rows.category_id, rows.orders, rows.gross, rows.returned FROM {rows} WHERE true
            ON CONFLICT (customer_id, day, category_id) DO UPDATE SET
                orders = customer_category_day.orders + excluded.orders, gross = customer_category_day.gross + excluded.gross,
                returned = customer_category_day.returned + excluded.returned
            """,
            CategoryDays,
            [.. effects.CategoryDays]);
    }

    private static void WriteConsents(WriteTransaction transaction, Effects effects)
    {
        transaction.Write(
            """
            INSERT INTO consent (customer_id, purpose, channel, granted, source_id, wording, changed_at)
            SELECT rows.customer_id, rows.purpose, rows.channel, rows.granted, rows.source_id, rows.wording, rows.changed_at FROM {rows} WHERE true
            ON CONFLICT (customer_id, purpose, channel) DO UPDATE SET
                granted = excluded.granted, source_id = excluded.source_id, wording = excluded.wording, changed_at = excluded.changed_at
            """,
            Consents,
            [.. effects.Consents.Values]);
    }
}
