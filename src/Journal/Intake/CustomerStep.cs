using Regulars.Journal.Contracts;
using Regulars.Journal.Domain;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Finds whose request it is, and takes in what the request says of them.</summary>
internal sealed class CustomerStep(IntakeContext context, Books books, Effects effects)
{
    /// <summary>What each request's words come to, worked out once for the source that says them.</summary>
    private readonly Dictionary<CustomerInput, (string Source, List<(IdentityValue Value, string Shown)> Identities)> folded = new(ReferenceEqualityComparer.Instance);

    private HashSet<IdentityValue> suppressed = [];

    /// <summary>Looks up every identity that the group's requests name.</summary>
    public void Load(WriteTransaction transaction, IEnumerable<(CustomerInput Customer, string Source)> customers)
    {
        var identities = customers.SelectMany(row => Fold(row.Customer, row.Source)).Select(identity => identity.Value).Distinct().ToList();
        books.LoadIdentities(transaction, identities);
        suppressed = Suppression.Find(transaction, context.Erasures, identities.FindAll(identity => books.Find(identity) is null));
    }

    /// <summary>Finds whose request it is by the strongest identity that is known. Nothing is changed until <see cref="Accept"/>.</summary>
    public FoundCustomer Find(CustomerInput? customer, string source)
    {
        if (customer is null)
        {
            return default;
        }

        var identities = Fold(customer, source);
        if (customer.Id is { } id)
        {
            return books.Find(id) is { IsErased: false } given
                ? new FoundCustomer(given, null, identities, null)
                : new FoundCustomer(null, null, identities, new Refusal("customer.unknown", "There is no such customer.", "customer.id"));
        }

        foreach (var (value, _) in identities)
        {
            if (books.Find(value) is { } known)
            {
                return new FoundCustomer(books.Find(known), value.Kind, identities, null);
            }
        }

        if (identities.Count == 0)
        {
            return new FoundCustomer(null, null, identities, new Refusal(
                "customer.no_identity", "None of the identities can be used: an e-mail address has an @, a phone number digits.", "customer.identities"));
        }

        return identities.Exists(identity => suppressed.Contains(identity.Value))
            ? new FoundCustomer(null, null, identities, null)
            : new FoundCustomer(books.Begin(), identities[0].Value.Kind, identities, null);
    }

    /// <summary>Takes in a new record, further identities, a profile, or a proposal to merge.</summary>
    public void Accept(FoundCustomer found, CustomerInput? customer, string source)
    {
        if (found.Book is not { } book || customer is null)
        {
            return;
        }

        var sourceNumber = context.Dimensions.Of(DimensionKinds.Source, source);
        foreach (var (value, shown) in found.Identities)
        {
            if (books.Find(value) is { } known)
            {
                ProposeMerge(book, known, value.Kind);
            }
            else if (!suppressed.Contains(value))
            {
                books.Accept(book, value);
                effects.Identities.Add(new IdentityRow(book.Customer, value, shown, sourceNumber, context.Now));
                effects.Renamed.Add(book);
                effects.Touched.Add(book);
                if (book.Version == 0)
                {
                    effects.Resummed.Add(book);
                }
            }
        }

        if (customer.Profile is { } profile)
        {
            AcceptProfile(book, profile);
        }
    }

    private void AcceptProfile(CustomerBook book, ProfileInput profile)
    {
        if (profile.SaysAnything)
        {
            effects.Profiles.TryGetValue(book.Customer, out var earlier);
            var merged = earlier is null ? profile : profile.Over(earlier);
            if (merged != earlier)
            {
                effects.Profiles[book.Customer] = merged;
                effects.Renamed.Add(book);
            }
        }

        foreach (var attribute in profile.Attributes)
        {
            effects.Attributes[(book.Customer, attribute.Name)] = attribute;
        }
    }

    private void ProposeMerge(CustomerBook book, CustomerId known, IdentityKind kind)
    {
        if (known != book.Customer && books.Find(known) is { } other && other.Group != book.Group)
        {
            effects.Proposals[(book.Customer, known)] = new ProposalRow(book.Customer, known, kind, context.Now);
        }
    }

    private List<(IdentityValue Value, string Shown)> Fold(CustomerInput customer, string source)
    {
        if (folded.TryGetValue(customer, out var known) && known.Source == source)
        {
            return known.Identities;
        }

        var identities = new List<(IdentityValue Value, string Shown)>(customer.Identities.Count);
        foreach (var identity in customer.Identities)
        {
            if (IdentityValue.Fold(identity, source, context.Business.Settings.PhonePrefix) is { } value
                && !identities.Exists(earlier => earlier.Value == value))
            {
                identities.Add((value, identity.Value.Trim()));
            }
        }

        identities.Sort((a, b) => a.Value.Kind.CompareTo(b.Value.Kind));
        folded[customer] = (source, identities);
        return identities;
    }
}

/// <summary>Whose request it is, by which identity, and everything by which the request names them. No book: nobody, or somebody forgotten.</summary>
internal readonly record struct FoundCustomer(
    CustomerBook? Book, IdentityKind? Identity, List<(IdentityValue Value, string Shown)> Identities, Refusal? Refusal);
