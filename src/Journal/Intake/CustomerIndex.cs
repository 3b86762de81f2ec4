using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Keeps what lists and searches read in step with the books, and notes whose scores are to be computed again.</summary>
internal static class CustomerIndex
{
    private static readonly RowShape<CustomerId> Ids = new RowShape<CustomerId>().Id("customer_id", id => id.Value);

    private static readonly RowShape<NameRow> Names = new RowShape<NameRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Text("name", row => row.Name)
        .Text("sort_name", row => Text.Fold(row.Name ?? ""));

    private static readonly RowShape<TokenRow> Tokens = new RowShape<TokenRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Text("token", row => row.Token);

    private static readonly RowShape<RefreshRow> Refreshes = new RowShape<RefreshRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Long("since", row => row.Since.Microseconds);

    public static void Update(WriteTransaction transaction, Effects effects, Instant now)
    {
        RecoverPurchaseDays(transaction, effects);
        var groups = effects.Resummed.Select(book => book.Group).Distinct().OrderBy(group => group.Value).ToList();
        UpdateSums(transaction, groups);
        UpdateNames(transaction, effects.Renamed.Select(book => book.Customer).Distinct().ToList());
        WantRefresh(transaction, groups, now);
    }

    /// <summary>Notes that the scores of these people are to be computed again.</summary>
    public static void WantRefresh(WriteTransaction transaction, IReadOnlyList<CustomerId> groups, Instant now) => transaction.Write(
        "INSERT INTO refresh_customer (customer_id, since) SELECT rows.customer_id, rows.since FROM {rows} WHERE true ON CONFLICT (customer_id) DO UPDATE SET since = excluded.since",
        Refreshes,
        [.. groups.OrderBy(group => group.Value).Select(group => new RefreshRow(group, now))]);

    /// <summary>Sums the records of each group into its row of the list.</summary>
    public static void UpdateSums(WriteTransaction transaction, IReadOnlyList<CustomerId> groups) => transaction.Write(
        """
        INSERT INTO customer_list (customer_id, sort_name, first_purchase_day, last_purchase_day, orders, gross, returned)
        SELECT rows.customer_id, '', coalesce(min(member.first_purchase_day), 0), coalesce(max(member.last_purchase_day), 0),
               sum(member.orders), sum(member.gross), sum(member.returned)
        FROM {rows} CROSS JOIN customer member WHERE member.group_id = rows.customer_id
        GROUP BY rows.customer_id
        ON CONFLICT (customer_id) DO UPDATE SET
            first_purchase_day = excluded.first_purchase_day, last_purchase_day = excluded.last_purchase_day,
            orders = excluded.orders, gross = excluded.gross, returned = excluded.returned
        """,
        Ids,
        groups);

    /// <summary>Gives records their names in the list and the words by which they are found.</summary>
    public static void UpdateNames(WriteTransaction transaction, IReadOnlyList<CustomerId> customers)
    {
        if (customers.Count == 0)
        {
            return;
        }

        var identities = transaction.Read(
            "SELECT rows.customer_id, i.kind, i.value, i.shown FROM {rows} CROSS JOIN identity i WHERE i.customer_id = rows.customer_id",
            Ids,
            customers,
            row => (Customer: new CustomerId(row.Id(0)), Kind: (IdentityKind)row.Int(1), Value: row.Text(2), Shown: row.Text(3)))
            .ToLookup(row => row.Customer);
        var names = transaction.Read(
            "SELECT rows.customer_id, p.name FROM {rows} CROSS JOIN customer_profile p WHERE p.customer_id = rows.customer_id",
            Ids,
            customers,
            row => (Customer: new CustomerId(row.Id(0)), Name: row.OptionalText(1)))
            .ToDictionary(row => row.Customer, row => row.Name);

        transaction.Write(
            "DELETE FROM customer_search_lookup WHERE customer_id {one_of} (SELECT rows.customer_id FROM {rows})",
            Ids,
            customers);
        transaction.Write(
            "INSERT INTO customer_search_lookup (token, customer_id) SELECT rows.token, rows.customer_id FROM {rows}",
            Tokens,
            [.. customers.SelectMany(customer => SearchTokens
                .Of(names.GetValueOrDefault(customer), identities[customer].Select(row => new IdentityValue(row.Kind, row.Value)))
                .Select(token => new TokenRow(customer, token)))]);
        transaction.Write(
            """
            INSERT INTO customer_list (customer_id, name, sort_name, first_purchase_day, last_purchase_day, orders, gross, returned)
            SELECT rows.customer_id, rows.name, rows.sort_name, 0, 0, 0, 0, 0
            FROM {rows} CROSS JOIN customer c WHERE c.customer_id = rows.customer_id AND c.group_id = c.customer_id
            ON CONFLICT (customer_id) DO UPDATE SET name = excluded.name, sort_name = excluded.sort_name
            """,
            Names,
            [.. customers.Select(customer => new NameRow(
                customer,
                names.GetValueOrDefault(customer) ?? identities[customer].OrderByDescending(row => row.Kind).Select(row => row.Shown).FirstOrDefault()))]);
    }

    private static void RecoverPurchaseDays(WriteTransaction transaction, Effects effects)
    {
        transaction.Write(
            """
            UPDATE customer SET
                first_purchase_day = (SELECT min(d.day) FROM customer_day d WHERE d.customer_id = customer.customer_id AND d.orders > 0),
                last_purchase_day = (SELECT max(d.day) FROM customer_day d WHERE d.customer_id = customer.customer_id AND d.orders > 0)
            WHERE customer_id {one_of} (SELECT rows.customer_id FROM {rows})
            """,
            Ids,
            [.. effects.Resummed.Where(book => book.HasLostPurchase).Select(book => book.Customer)]);
    }

    private readonly record struct NameRow(CustomerId Customer, string? Name);

    private readonly record struct TokenRow(CustomerId Customer, string Token);

    private readonly record struct RefreshRow(CustomerId Customer, Instant Since);
}
