using System.Globalization;

namespace Regulars.Ui;

/// <summary>Which language a person reads: their own choice, then this browser's cookie, then what the browser asks for.</summary>
public static class LanguageChoice
{
    /// <summary>The name of the cookie that keeps the choice of someone who is not signed in.</summary>
    public const string Cookie = "regulars-language";

    /// <summary>Picks the language; English when nothing that is offered was asked for.</summary>
    /// <param name="chosen">The choice kept with the user's account, if any.</param>
    /// <param name="cookie">The value of the cookie, if any.</param>
    /// <param name="acceptLanguage">The Accept-Language header, if any (RFC 9110, section 12.5.4).</param>
    public static Language Pick(string? chosen, string? cookie, string? acceptLanguage) =>
        Languages.TryParse(chosen) ?? Languages.TryParse(cookie) ?? Best(acceptLanguage) ?? Language.English;

    private static Language? Best(string? header)
    {
        Language? best = null;
        var bestWeight = 0.0;
        foreach (var range in (header ?? "").Split(',', 20, StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';');
            var language = Languages.TryParse(parts[0]);
            var weight = Weight(parts);
            if (language is not null && weight > bestWeight)
            {
                best = language;
                bestWeight = weight;
            }
        }

        return best;
    }

    private static double Weight(string[] parts)
    {
        foreach (var part in parts.Skip(1))
        {
            var parameter = part.Trim();
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return double.TryParse(parameter.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) ? q : 0;
            }
        }

        return 1;
    }
}
