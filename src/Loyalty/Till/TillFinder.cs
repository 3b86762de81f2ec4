using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Kernel;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Till;

/// <summary>Finds who stands at the till: by their changing code, card, phone, e-mail or an order's number, whichever it is.</summary>
internal sealed class TillFinder(Database database, CustomerFinder finder, MemberCodes codes, MemberReader members)
{
    private const int LongestCode = 320;

    private static readonly IdentityKind[] Kinds = [IdentityKind.Card, IdentityKind.Phone, IdentityKind.Email];

    /// <summary>Everybody whom a code may mean, as a rule one; none for a code that nobody has.</summary>
    /// <param name="code">As it was typed or scanned.</param>
    /// <param name="source">The system whose order numbers are meant; null: every system's.</param>
    public IReadOnlyList<MemberName> Find(string code, string? source)
    {
        var text = code.Trim();
        if (text.Length is 0 or > LongestCode || !Text.CanBeKept(text))
        {
            return [];
        }

        // What has the form of a changing code is nothing else: a wrong one must not find somebody by chance.
        var found = MemberCodes.IsOne(text)
            ? codes.Accept(text) is { } owner ? [owner] : []
            : Kinds.Select(kind => finder.Find(new CustomerInput { Identities = [new IdentityInput(kind, text)] }, source ?? "")).OfType<CustomerId>().Concat(ByOrder(text, source)).ToList();
        return [.. found.Distinct().Select(members.Person).OfType<MemberName>().DistinctBy(person => person.Id)];
    }

    /// <summary>The last digits of a member's phone or card, by which namesakes are told apart.</summary>
    public string? Hint(CustomerId customer) => database.QueryFirst<string>(
        """
        SELECT i.value FROM identity i JOIN customer c ON c.customer_id = i.customer_id
        WHERE c.group_id = @customer AND i.kind IN (2, 3) ORDER BY i.kind DESC, i.recorded_at LIMIT 1
        """,
        new { customer = customer.Value }) is { Length: >= 4 } value ? "… " + value[^4..] : null;

    private List<CustomerId> ByOrder(string number, string? source) => database.Query<Guid>(
        $"""
        SELECT DISTINCT k.customer_id FROM order_lookup k JOIN dimension d ON d.dimension_id = k.source_id
        WHERE k.number IN (@number, @upper, @marked) {(source is null ? "" : "AND d.code = @source")} LIMIT 20
        """,
        new { number, upper = number.ToUpperInvariant(), marked = "#" + number, source }).ConvertAll(id => new CustomerId(id));
}
