using Regulars.Ui;

namespace Regulars.Host.Web;

/// <summary>What is offered when a business is set up.</summary>
internal static class BusinessChoices
{
    private static readonly string[] Codes = ["UAH", "PLN", "RUB", "EUR", "USD", "GBP", "KZT", "BYN", "CZK", "MDL", "GEL", "CHF"];

    /// <summary>Every time zone that this machine knows, by its IANA name.</summary>
    public static IReadOnlyList<string> TimeZones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/')).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Choice> Currencies(Reader reader) =>
        [.. Codes.Select(code => new Choice(code, $"{code} · {reader.Text($"currency.{code}")}"))];

    public static string CurrencyOf(Language language) => language switch
    {
        Language.Ukrainian => "UAH",
        Language.Polish => "PLN",
        Language.Russian => "RUB",
        _ => "EUR",
    };

    public static string TimeZoneOf(Language language) => language switch
    {
        Language.Ukrainian => "Europe/Kyiv",
        Language.Polish => "Europe/Warsaw",
        Language.Russian => "Europe/Moscow",
        _ => "Europe/London",
    };
}
