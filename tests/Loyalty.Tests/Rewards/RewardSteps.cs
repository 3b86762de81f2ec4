using System.Text.Json.Nodes;
using Regulars.Loyalty.Verification;

namespace Regulars.Loyalty.Tests.Rewards;

/// <summary>What tests of rewards do again and again.</summary>
internal static class RewardSteps
{
    /// <summary>A programme with one reward of 10 points; members of the reward, and further parts, may be added.</summary>
    public static string Programme(string reward, string rest = "") => Programmes.ByHand(rest: $$""", "rewards": [{"key": "mug", "cost": 10{{reward}}}]{{rest}}""");

    public static Task<Answer> Take(this LoyaltyFixture shop, string customer, string reward = "mug", string? key = null) =>
        shop.Post("/api/v1/points/redemptions", new { customer = new { number = customer }, reward }, key);

    /// <summary>Undoes, hands over or cancels what was taken.</summary>
    public static Task<Answer> Change(this LoyaltyFixture shop, Answer taken, string how, int? number = null) => shop.Post(
        $"/api/v1/points/redemptions/{how}", new { customer = new { id = taken.Customer }, version = taken.Json["version"]!.GetValue<long>(), number });

    public static IReadOnlyList<string> Codes(this Answer answer) =>
        [.. (answer.Json["effects"]?["loyalty"]?["codes"] as JsonArray ?? []).Select(code => code!["code"]!.GetValue<string>())];

    public static async Task Give(this LoyaltyFixture shop, decimal points, params IEnumerable<string> customers) =>
        await Task.WhenAll(customers.Select(async customer => (await shop.Adjust(customer, points)).Accepted()));

    /// <summary>Everybody at once; every second by the other node, where there is one.</summary>
    public static async Task<IReadOnlyList<Answer>> AtOnce(int times, Func<int, Task<Answer>> ask) => await Task.WhenAll(Enumerable.Range(0, times).Select(ask));

    /// <summary>The ledger says the same when everything is computed again.</summary>
    public static void CheckLedger(this LoyaltyFixture shop) => Assert.Null(new LedgerVerifier(shop.Database).Verify().Fault);
}
