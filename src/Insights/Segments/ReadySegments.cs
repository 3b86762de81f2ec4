using System.Text.Json;
using Regulars.Journal.Criteria;
using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Insights.Segments;

/// <summary>Segments that most shops need, ready to be taken over and changed.</summary>
internal static class ReadySegments
{
    private static readonly IReadOnlyList<(string Key, string Criteria)> Offered =
    [
        ("advocates", """{"all": [{"field": "quadrant", "comparison": "is", "values": ["true"]}, {"field": "orders", "comparison": "at-least", "values": [3]}]}"""),
        ("slipping", """{"all": [{"field": "risk", "comparison": "at-least", "values": [60]}, {"field": "orders", "comparison": "at-least", "values": [3]}]}"""),
        ("dear_and_slipping", """{"all": [{"field": "segment", "comparison": "is", "values": ["cant_lose", "at_risk"]}, {"field": "signs", "comparison": "at-least", "values": [1]}]}"""),
        ("high_activity", """{"field": "activity", "comparison": "is", "values": ["high"]}"""),
        ("low_activity", """{"field": "activity", "comparison": "is", "values": ["low"]}"""),
        ("birthday_soon", """{"field": "birthday", "comparison": "within-next", "values": [14]}"""),
        ("never_returned", """{"all": [{"field": "orders", "comparison": "at-most", "values": [1]}, {"field": "last-purchase", "comparison": "longer-ago", "values": [90]}]}"""),
        ("new_customers", """{"field": "first-purchase", "comparison": "within-last", "values": [30]}"""),
        ("refusers", """{"field": "refused", "comparison": "at-least", "values": [2]}"""),
        ("lost_friends", """{"field": "quadrant", "comparison": "is", "values": ["lost_friend"]}"""),
    ];

    /// <summary>The keys of all; the name of one is the text <c>ready.KEY</c>.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Offered.Select(segment => segment.Key)];

    /// <summary>The condition of one; null when there is none by this key.</summary>
    public static JsonElement? Criteria(string? key) =>
        Offered.FirstOrDefault(segment => segment.Key == key) is { Criteria: { } written } ? JsonElement.Parse(written) : null;

    /// <summary>Whether every condition can be asked: what a test calls.</summary>
    public static IEnumerable<Refusal> Faults(CriteriaLanguage language, Currency currency, Day today) =>
        Keys.Select(key => language.Bind(Criteria(key)!.Value, CriteriaScope.Customer, currency, today).Refusal).OfType<Refusal>();
}
