using System.Globalization;

namespace Regulars.Ui;

/// <summary>A language in which every text of the product exists. The default value is English.</summary>
public enum Language
{
    /// <summary>English, written as in Britain.</summary>
    English,

    /// <summary>Russian.</summary>
    Russian,

    /// <summary>Ukrainian.</summary>
    Ukrainian,

    /// <summary>Polish.</summary>
    Polish,
}

/// <summary>What is known of each language: its code, its own name and its order of letters.</summary>
public static class Languages
{
    private static readonly Dictionary<Language, StringComparer> Comparers = All.ToDictionary(
        language => language,
        language => StringComparer.Create(CultureInfo.GetCultureInfo(language.Locale()), ignoreCase: true));

    /// <summary>All languages, in the order in which they are offered.</summary>
    public static IReadOnlyList<Language> All => [Language.English, Language.Russian, Language.Ukrainian, Language.Polish];

    /// <summary>The ISO 639-1 code, as it stands in texts, cookies and the page's lang attribute.</summary>
    public static string Code(this Language language) => language switch
    {
        Language.Russian => "ru",
        Language.Ukrainian => "uk",
        Language.Polish => "pl",
        _ => "en",
    };

    /// <summary>The name of the language in itself.</summary>
    public static string OwnName(this Language language) => language switch
    {
        Language.Russian => "Русский",
        Language.Ukrainian => "Українська",
        Language.Polish => "Polski",
        _ => "English",
    };

    /// <summary>The BCP 47 tag by which browsers and collation know the language.</summary>
    public static string Locale(this Language language) => language switch
    {
        Language.Russian => "ru-RU",
        Language.Ukrainian => "uk-UA",
        Language.Polish => "pl-PL",
        _ => "en-GB",
    };

    /// <summary>Sorts as a dictionary of the language does, without regard to case.</summary>
    public static StringComparer Comparer(this Language language) => Comparers[language];

    /// <summary>Takes an ISO 639-1 code or a longer tag such as pl-PL; null when the language is not offered.</summary>
    public static Language? TryParse(string? tag)
    {
        var primary = tag?.Trim().Split('-', '_')[0].ToLowerInvariant();
        foreach (var language in All)
        {
            if (language.Code() == primary)
            {
                return language;
            }
        }

        return null;
    }
}
