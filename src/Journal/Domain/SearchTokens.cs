using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Domain;

/// <summary>The folded words by whose beginnings a customer is found.</summary>
internal static class SearchTokens
{
    private const int LongestToken = 80;

    private const int MostTokens = 40;

    public static IEnumerable<string> Of(string? name, IEnumerable<IdentityValue> identities) => Words(name ?? "")
        .Concat(identities.SelectMany(OfIdentity))
        .Select(token => token.Length > LongestToken ? token[..LongestToken] : token)
        .Distinct()
        .Take(MostTokens);

    /// <summary>The words of a search, folded in the same way.</summary>
    public static IEnumerable<string> Words(string text) => Text.Fold(text)
        .Split([' ', ',', ';', '(', ')', '"'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.Length > 0);

    private static IEnumerable<string> OfIdentity(IdentityValue identity) => identity.Kind switch
    {
        IdentityKind.Number => [Text.Fold(identity.Value[(identity.Value.IndexOf(':') + 1)..])],
        IdentityKind.Phone => PhoneForms(identity.Value),
        IdentityKind.Social => [Text.Fold(identity.Value), Text.Fold(identity.Value[(identity.Value.IndexOf(':') + 1)..])],
        _ => [Text.Fold(identity.Value)],
    };

    /// <summary>People begin a number with the country, with its zero, or with neither.</summary>
    private static IEnumerable<string> PhoneForms(string digits)
    {
        yield return digits;
        if (digits.Length > 9)
        {
            yield return digits[^9..];
            yield return digits[^10..];
        }
    }
}
