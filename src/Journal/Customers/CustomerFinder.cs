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
            if (database.QueryFirst<Guid?>(
                "SELECT customer_id FROM identity_lookup WHERE kind = @kind AND value = @value", new { kind = (int)identity.Kind, value = identity.Value }) is { } found)
            {
                return new CustomerId(found);
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
        return told.Count == 0 ? 0 : database.Write(transaction => transaction.Read(
            "SELECT DISTINCT rows.place FROM {rows} CROSS JOIN identity_lookup l WHERE l.kind = rows.kind AND l.value = rows.value", Told, told, row => row.Int(0))).Count;
    }

    private static readonly RowShape<(int At, IdentityValue Identity)> Told = new RowShape<(int At, IdentityValue Identity)>()
        .Int("place", row => row.At)
        .Int("kind", row => (int)row.Identity.Kind)
        .Text("value", row => row.Identity.Value);
}
