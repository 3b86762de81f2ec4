using System.Net;
using System.Text.Json.Nodes;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Till;

/// <summary>What a shop and its tills do with allowances, and what is looked at afterwards.</summary>
internal static class AllowanceSteps
{
    public static async Task<LoyaltyFixture> Open(Engine engine)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points(unit: ", \"expiryMonths\": 12"));
        return shop;
    }

    public static async Task<Guid> Join(LoyaltyFixture shop, string number, decimal points) => (await shop.Adjust(number, points)).Accepted().Customer;

    public static Task<Answer> GiveAnswer(LoyaltyFixture shop, Guid customer, string? key, decimal? points = null, int? hours = null) =>
        shop.Post("/api/v1/till/allowances", new { customer = new { id = customer }, points, hours }, key);

    public static async Task<JsonNode> Give(LoyaltyFixture shop, Guid customer, decimal? points = null, int? hours = null) =>
        (await GiveAnswer(shop, customer, $"give {customer}", points, hours)).Accepted().Json;

    public static object Item(JsonNode allowance, string key, decimal points, string takenAt = "2026-11-22T10:00:00Z", bool? close = null) =>
        new { allowance = Text(allowance), key, points, takenAt, order = "A-1", close };

    public static async Task<(Answer Answer, JsonNode Item)> Take(
        LoyaltyFixture shop, JsonNode allowance, string key, decimal points, string takenAt = "2026-11-22T10:00:00Z", bool? close = null)
    {
        var answer = (await Settle(shop, [Item(allowance, key, points, takenAt, close)])).Accepted();
        return (answer, answer.Json["items"]![0]!);
    }

    public static Task<Answer> Settle(LoyaltyFixture shop, IEnumerable<object> items, bool? close = null) =>
        shop.Post("/api/v1/till/allowances/settlements", new { items, close });

    public static async Task<(HttpStatusCode Status, string? Code)> Unknown(LoyaltyFixture shop)
    {
        var answer = await shop.Delete($"/api/v1/till/allowances/{Guid.NewGuid()}");
        return (answer.Status, answer.Code);
    }

    public static string Text(JsonNode allowance) => allowance["text"]!.GetValue<string>();

    public static string Status(JsonNode item) => item["status"]!.GetValue<string>();

    public static (string Status, decimal? Left, decimal? GivenBack) Told(JsonNode item) =>
        (Status(item), item["left"]?.GetValue<decimal>(), item["givenBack"]?.GetValue<decimal>());

    public static (string Status, string? Code) Refused(JsonNode item) => (Status(item), item["problem"]?["code"]?.GetValue<string>());

    public static (long Points, long Taken) Numbers(LoyaltyFixture shop, JsonNode allowance) => shop.Database.Query<(long Points, long Taken)>(
        "SELECT points, taken FROM allowance_lookup WHERE allowance_id = @id", new { id = allowance["id"]!.GetValue<Guid>() })[0];

    public static long Sum(LoyaltyFixture shop, string which) =>
        shop.Database.QueryFirst<long>($"SELECT CAST(coalesce(sum(points), 0) AS bigint) FROM posting WHERE {which}");

    public static void CheckBooks(LoyaltyFixture shop) => Assert.Null(new LedgerVerifier(shop.Database).Verify().Fault);
}
