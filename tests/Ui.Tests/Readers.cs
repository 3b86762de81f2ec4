using Regulars.Kernel;

namespace Regulars.Ui.Tests;

/// <summary>Readers of each language at a shop in Kyiv.</summary>
internal static class Readers
{
    public static readonly TextCatalog Catalog = new([], isStrict: true);

    private static readonly TextCatalog WithNavigation = new([typeof(Readers).Assembly], isStrict: true);

    public static Reader Of(Language language, string currency = "UAH") =>
        new(WithNavigation, language, new BusinessCalendar("Europe/Kyiv"), Currency.Of(currency));

    public static Formats Formats(Language language) => Of(language).Formats;

    /// <summary>Writes no-break spaces as plain ones, so that expectations can be read.</summary>
    public static string Plain(this string text) => text.Replace('\u00A0', ' ');
}
