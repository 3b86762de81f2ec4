using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Care.Counting;

/// <summary>Which facts tell of a hindrance, and of what. Pure.</summary>
internal static class HindranceFacts
{
    private const int LongestSubject = 80;

    private const int MostProducts = 20;

    /// <summary>A run of so many digits may be a telephone or a card number.</summary>
    private const int TellingDigits = 6;

    /// <summary>Every kind of fact that is read.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["payment.failed", "basket.abandoned", "cart.abandoned", "checkout.started", "parcel.delivered", "search.performed", FactKinds.OrderRefused];

    /// <summary>What a fact tells, other than one of an order.</summary>
    /// <param name="kind">The kind of the fact.</param>
    /// <param name="day">Its day.</param>
    /// <param name="content">Its content as JSON; null where there is none.</param>
    public static IReadOnlyList<Hindrance> Read(string kind, Day day, string? content) => kind switch
    {
        "payment.failed" => Told(HindranceKinds.Payment, day, Subject("method", Named(content, "method"))),
        "basket.abandoned" or "cart.abandoned" => Told(HindranceKinds.Basket, day, null),
        "checkout.started" => Told(HindranceKinds.Checkout, day, null),
        "parcel.delivered" when IsLate(content) => Told(HindranceKinds.Delivery, day, Subject("carrier", Named(content, "carrier"))),
        "search.performed" => Searched(day, content),
        _ => [],
    };

    /// <summary>What a refused order tells: of the whole, of its store, of its country and of each of its products.</summary>
    public static IReadOnlyList<Hindrance> OfRefusal(Day day, string? store, string? country, IEnumerable<string?> products) =>
    [
        .. Told(HindranceKinds.Refusal, day, Kept("store", store)),
        .. Kept("country", country) is { } place ? [new Hindrance(HindranceKinds.Refusal, place, day)] : Array.Empty<Hindrance>(),
        .. products.Select(product => Kept("product", product)).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostProducts)
            .Select(product => new Hindrance(HindranceKinds.Refusal, product, day)),
    ];

    /// <summary>A subject as it is kept: what it is, and its name as the shop writes it; null without a name.</summary>
    public static string? Kept(string what, string? name) => string.IsNullOrWhiteSpace(name) ? null : $"{what}:{Shortened(name.Trim())}";

    private static IReadOnlyList<Hindrance> Told(string kind, Day day, string? subject) =>
        subject is null ? [new Hindrance(kind, HindranceKinds.Whole, day)] : [new Hindrance(kind, HindranceKinds.Whole, day), new Hindrance(kind, subject, day)];

    private static IReadOnlyList<Hindrance> Searched(Day day, string? content)
    {
        var searched = new Hindrance(HindranceKinds.Searched, HindranceKinds.Whole, day);
        return Results(content) is 0 ? [searched, .. Told(HindranceKinds.Search, day, Query(Named(content, "query")))] : [searched];
    }

    /// <summary>The words of a search; null where they may name a person.</summary>
    private static string? Query(string? typed) =>
        typed is null || typed.Contains('@', StringComparison.Ordinal) || typed.Count(char.IsDigit) >= TellingDigits ? null : Subject("query", typed);

    private static string? Subject(string what, string? name) => name is null ? null : Kept(what, Text.Fold(name));

    private static string Shortened(string name)
    {
        if (name.Length <= LongestSubject)
        {
            return name;
        }

        return name[..(char.IsHighSurrogate(name[LongestSubject - 1]) ? LongestSubject - 1 : LongestSubject)];
    }

    private static bool IsLate(string? content) =>
        Day.TryParse(Named(content, "promised")) is { } promised && Day.TryParse(Named(content, "delivered")) is { } delivered && delivered > promised;

    private static string? Named(string? content, string name) => Read(content, name, value => value.ValueKind is JsonValueKind.String ? value.GetString() : null);

    private static double? Results(string? content) => Read<double?>(content, "results", value => value.ValueKind is JsonValueKind.Number ? value.GetDouble() : null);

    private static T? Read<T>(string? content, string name, Func<JsonElement, T?> read)
    {
        if (content is null)
        {
            return default;
        }

        using var json = JsonDocument.Parse(content);
        return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) ? read(value) : default;
    }
}
