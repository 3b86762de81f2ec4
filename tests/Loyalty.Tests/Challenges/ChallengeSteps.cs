using System.Text.Json.Nodes;

namespace Regulars.Loyalty.Tests.Challenges;

/// <summary>What tests of challenges, milestones and gifts do again and again.</summary>
internal static class ChallengeSteps
{
    /// <summary>A programme with one badge and no rule; challenges and further parts may be added.</summary>
    public static string Programme(string challenges, string rest = "") =>
        $$"""{"name": "Club", "units": [{"key": "points"}], "badges": [{"key": "star", "name": "Star"}], "challenges": [{{challenges}}]{{rest}}}""";

    public static async Task<JsonNode> Challenge(this LoyaltyFixture shop, Guid customer) => (await shop.Get($"/api/v1/loyalty/customers/{customer}/challenges"))["items"]![0]!;

    public static async Task<decimal> Done(this LoyaltyFixture shop, Guid customer) => (await shop.Challenge(customer))["done"]!.GetValue<decimal>();

    public static async Task<int> Times(this LoyaltyFixture shop, Guid customer) => (await shop.Challenge(customer))["times"]!.GetValue<int>();

    public static async Task<int> Badges(this LoyaltyFixture shop, Guid customer) => (await shop.Get($"/api/v1/loyalty/customers/{customer}/badges"))["items"]!.AsArray().Count;

    public static async Task<IReadOnlyList<int>> Milestones(this LoyaltyFixture shop, Guid customer) =>
        [.. (await shop.Get($"/api/v1/loyalty/customers/{customer}/milestones"))["items"]!.AsArray().Select(item => item!["number"]!.GetValue<int>())];

    /// <summary>How many facts of a kind there are.</summary>
    public static long Facts(this LoyaltyFixture shop, string kind) => shop.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE kind = @kind", new { kind });

    public static Task<Answer> Fact(this LoyaltyFixture shop, string customer, string kind, string? key = null) => shop.Post("/api/v1/facts", new { kind, customer = new { number = customer } }, key);
}
