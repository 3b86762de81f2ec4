using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Journal.Domain;

/// <summary>An identity in its comparable form: what two spellings of the same identity have in common.</summary>
/// <param name="Kind">What sort of identity.</param>
/// <param name="Value">Its comparable form; a customer number carries its source, for it is unique only there.</param>
internal readonly record struct IdentityValue(IdentityKind Kind, string Value)
{
    private const int LongestValue = 320;

    /// <summary>Folds an identity; null when nothing comparable is in it.</summary>
    /// <param name="identity">As the source writes it.</param>
    /// <param name="source">Who speaks.</param>
    /// <param name="phonePrefix">The country's calling code, for numbers written without it, such as 48.</param>
    public static IdentityValue? Fold(IdentityInput identity, string source, string phonePrefix)
    {
        var text = identity.Value.Trim();
        if (text.Length is 0 or > LongestValue || !Text.CanBeKept(text))
        {
            return null;
        }

        return identity.Kind switch
        {
            IdentityKind.Number => new(identity.Kind, $"{source}:{text}"),
            IdentityKind.Card => Of(identity.Kind, string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant()),
            IdentityKind.Phone => Of(identity.Kind, Phone(text, phonePrefix)),
            IdentityKind.Email => text.Contains('@') ? new(identity.Kind, text.ToLowerInvariant()) : null,
            _ => new(identity.Kind, text.ToLowerInvariant()),
        };
    }

    /// <summary>Digits in international form, without a plus: 48601234567.</summary>
    public static string Phone(string text, string phonePrefix)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                digits.Append(letter);
            }
        }

        var number = digits.ToString();
        if (text.StartsWith('+'))
        {
            return number;
        }

        if (number.StartsWith("00", StringComparison.Ordinal))
        {
            return number[2..];
        }

        return National(number, phonePrefix);
    }

    /// <summary>Numbers as people write them at home: 0501234567 in Ukraine, 8 916 … in Russia, 601 234 567 in Poland.</summary>
    private static string National(string number, string phonePrefix) => phonePrefix switch
    {
        "380" when number.Length == 10 && number[0] == '0' => "38" + number,
        "7" when number.Length == 11 && number[0] == '8' => "7" + number[1..],
        "7" when number.Length == 10 => "7" + number,
        "48" when number.Length == 9 => "48" + number,
        "44" when number.Length == 11 && number[0] == '0' => "44" + number[1..],
        _ => number,
    };

    private static IdentityValue? Of(IdentityKind kind, string value) => value.Length is 0 ? null : new(kind, value);
}
