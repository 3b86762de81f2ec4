namespace Regulars.Journal.Import.Values;

/// <summary>What stands around the digits of a number: spaces, signs, brackets and the names of currencies.</summary>
internal static class NumberText
{
    private static readonly (string Text, string Currency)[] Currencies =
    [
        ("zł", "PLN"), ("zl", "PLN"), ("pln", "PLN"), ("грн.", "UAH"), ("грн", "UAH"), ("₴", "UAH"), ("uah", "UAH"),
        ("руб.", "RUB"), ("руб", "RUB"), ("р.", "RUB"), ("₽", "RUB"), ("rub", "RUB"), ("€", "EUR"), ("eur", "EUR"),
        ("£", "GBP"), ("gbp", "GBP"), ("us$", "USD"), ("$", "USD"), ("usd", "USD"), ("kč", "CZK"), ("czk", "CZK"),
        ("шт.", ""), ("шт", ""), ("szt.", ""), ("szt", ""), ("pcs", ""),
    ];

    public static bool IsThousands(char letter) => letter is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '’';

    /// <summary>The digits with their separators alone; tells the sign and the currency that stood beside them.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text, out bool negative, out string? currency)
    {
        negative = false;
        currency = null;
        text = text.Trim();
        while (text.Length > 0)
        {
            if (text[0] == '(' && text[^1] == ')')
            {
                negative = true;
                text = text[1..^1].Trim();
            }
            else if (text[0] is '-' or '\u2212' or '–')
            {
                negative = !negative;
                text = text[1..].Trim();
            }
            else if (text[^1] is '-' or '\u2212')
            {
                negative = !negative;
                text = text[..^1].Trim();
            }
            else if (text[0] == '+')
            {
                text = text[1..].Trim();
            }
            else if (char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]))
            {
                break;
            }
            else if (!TryStripCurrency(ref text, ref currency))
            {
                break;
            }
        }

        return text;
    }

    private static bool TryStripCurrency(ref ReadOnlySpan<char> text, ref string? currency)
    {
        foreach (var (name, code) in Currencies)
        {
            if (text.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                text = text[..^name.Length].Trim();
            }
            else if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                text = text[name.Length..].Trim();
            }
            else
            {
                continue;
            }

            currency = code.Length == 3 ? code : currency;
            return true;
        }

        return false;
    }
}
