using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Customers;

/// <summary>Finds who is meant by an id or by identities, as intake would, without making anybody known.</summary>
public sealed class CustomerFinder(Database database, BusinessStore businesses)
{
    /// <summary>The record that the strongest known identity names; null when nobody is known by any.</summary>
    public CustomerId? Find(CustomerInput customer, string source)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.Id is { } id)
        {
            return database.QueryFirst<Guid?>("SELECT customer_id FROM customer WHERE customer_id = @id AND erased_at IS NULL", new { id = id.Value }) is { } known
                ? new CustomerId(known)
                : null;
        }

        foreach (var identity in customer.Identities
            .Select(identity => IdentityValue.Fold(identity, source, businesses.Current.Settings.PhonePrefix)).OfType<IdentityValue>().OrderBy(identity => identity.Kind))
        {
            CustomerId? found = null;
            database.Scan(
                "SELECT customer_id FROM identity_lookup WHERE kind = @kind AND value = @value",
                row => found = new CustomerId(row.Id(0)),
                new Dictionary<string, object> { ["kind"] = (int)identity.Kind, ["value"] = identity.Value });
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>How many of these customers are known by one of their identities.</summary>
    public int CountKnown(IReadOnlyList<CustomerInput> customers, string source)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var prefix = businesses.Current.Settings.PhonePrefix;
        var told = customers.SelectMany((customer, at) => customer.Identities
            .Select(identity => IdentityValue.Fold(identity, source, prefix)).OfType<IdentityValue>().Select(identity => (At: at, Identity: identity))).ToList();

        // Identities of one customer may be asked for in two statements.
        return told.Count == 0 ? 0 : database.Write(transaction => transaction.Read(
            "SELECT rows.place FROM {rows} CROSS JOIN identity_lookup l WHERE l.kind = rows.kind AND l.value = rows.value", Told, told, row => row.Int(0))).Distinct().Count();
    }

    /// <summary>Whom each of these means, in their order: a person, merged records taken together; null where nobody is known.</summary>
    public IReadOnlyList<CustomerId?> FindEach(IReadOnlyList<CustomerInput> customers, string source)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var prefix = businesses.Current.Settings.PhonePrefix;
        var named = customers.Select((customer, at) => (At: at, customer.Id)).Where(one => one.Id is not null).Select(one => (one.At, one.Id!.Value)).ToList();
        var told = customers.SelectMany((customer, at) => customer.Identities
            .Select(identity => IdentityValue.Fold(identity, source, prefix)).OfType<IdentityValue>().Select(identity => (At: at, Identity: identity))).ToList();
        var found = new CustomerId?[customers.Count];
        if (named.Count + told.Count == 0)
        {
            return found;
        }

        var rows = database.Write(transaction => transaction.Read(
            "SELECT rows.place, 0, c.group_id FROM {rows} CROSS JOIN customer c WHERE c.customer_id = rows.customer_id AND c.erased_at IS NULL", Named, named, Row)
            .Concat(transaction.Read(
                "SELECT rows.place, rows.kind, c.group_id FROM {rows} CROSS JOIN identity_lookup l JOIN customer c ON c.customer_id = l.customer_id WHERE l.kind = rows.kind AND l.value = rows.value AND c.erased_at IS NULL",
                Told, told, Row)).ToList());
        foreach (var (at, _, customer) in rows.OrderByDescending(row => row.Kind))
        {
            found[at] = new CustomerId(customer);
        }

        return found;

        static (int At, int Kind, Guid Customer) Row(RowReader row) => (row.Int(0), row.Int(1), row.Id(2));
    }

    private static readonly RowShape<(int At, CustomerId Customer)> Named = new RowShape<(int At, CustomerId Customer)>()
        .Int("place", row => row.At)
        .Id("customer_id", row => row.Customer.Value);

    private static readonly RowShape<(int At, IdentityValue Identity)> Told = new RowShape<(int At, IdentityValue Identity)>()
        .Int("place", row => row.At)
        .Int("kind", row => (int)row.Identity.Kind)
        .Text("value", row => row.Identity.Value);
}
