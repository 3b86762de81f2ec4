using System.Net;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rewards;

/// <summary>A reward that was taken is handed over once, or cancelled, and everything comes back.</summary>
public abstract class RedemptionTests(Engine engine)
{
    [Fact]
    public async Task What_was_taken_is_listed_until_it_is_handed_over()
    {
        await using var shop = await Open();
        var taken = (await shop.Take("anna")).Accepted();
        var listed = (await Listed(shop))[0];

        (await shop.Change(taken, "fulfil")).Accepted();

        Assert.Equal((taken.Customer.ToString(), taken.Json["version"]!.GetValue<long>(), "mug", "taken"), (listed["customer"]!.GetValue<string>(), listed["version"]!.GetValue<long>(), listed["reward"]!.GetValue<string>(), listed["state"]!.GetValue<string>()));
        Assert.Equal("taken", taken.Json["effects"]!["loyalty"]!["rewards"]![0]!["state"]!.GetValue<string>());
        Assert.Empty(await Listed(shop));
        Assert.Equal("redemption.fulfilled", (await shop.Change(taken, "fulfil")).Code);
        Assert.Equal("redemption.fulfilled", (await shop.Change(taken, "cancel")).Code);
        shop.CheckLedger();
    }

    [Fact]
    public async Task What_is_cancelled_comes_back_and_is_not_handed_over()
    {
        await using var shop = await Open();
        var taken = (await shop.Take("anna")).Accepted();

        var cancelled = (await shop.Change(taken, "cancel")).Accepted();

        Assert.Equal(100, cancelled.BalanceAfter);
        Assert.Equal("cancelled", cancelled.Json["effects"]!["loyalty"]!["rewards"]![0]!["state"]!.GetValue<string>());
        Assert.Equal("redemption.undone", (await shop.Change(taken, "fulfil")).Code);
        Assert.Equal("redemption.undone", (await shop.Change(taken, "cancel")).Code);
        Assert.Empty(await Listed(shop));
        shop.CheckLedger();
    }

    [Fact]
    public async Task What_was_handed_over_by_mistake_can_still_be_undone()
    {
        await using var shop = await Open();
        var taken = (await shop.Take("anna")).Accepted();
        (await shop.Change(taken, "fulfil")).Accepted();

        Assert.Equal(100, (await shop.Change(taken, "undo")).Accepted().BalanceAfter);
        shop.CheckLedger();
    }

    [Fact]
    public async Task After_its_last_day_it_is_only_cancelled()
    {
        await using var shop = await Open(""", "daysToUse": 5""");
        var first = (await shop.Take("anna")).Accepted();
        var second = (await shop.Take("anna")).Accepted();

        shop.GoDays(5);
        (await shop.Change(first, "fulfil")).Accepted();
        shop.GoDays(1);

        Assert.Equal("2026-11-27", first.Json["effects"]!["loyalty"]!["rewards"]![0]!["lastDay"]!.GetValue<string>());
        Assert.Equal("redemption.expired", (await shop.Change(second, "fulfil")).Code);
        (await shop.Change(second, "cancel")).Accepted();
    }

    [Fact]
    public async Task The_list_goes_on_where_it_was_left_and_may_be_of_one_reward()
    {
        await using var shop = await Open();
        await shop.Publish(Programmes.ByHand(rest: """, "rewards": [{"key": "mug", "cost": 10}, {"key": "pen", "cost": 1}]"""));
        for (var i = 0; i < 5; i++)
        {
            (await shop.Take("anna", i == 2 ? "pen" : "mug")).Accepted();
        }

        var first = await shop.Get("/api/v1/loyalty/redemptions?limit=3");
        var second = await shop.Get($"/api/v1/loyalty/redemptions?limit=3&after={first["next"]}");

        Assert.Equal((3, 2), (first["items"]!.AsArray().Count, second["items"]!.AsArray().Count));
        Assert.Null(second["next"]);
        Assert.Equal(5, first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => item!["version"]!.GetValue<long>()).Distinct().Count());
        Assert.Single((await shop.Get("/api/v1/loyalty/redemptions?reward=pen"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.GetBytes("/api/v1/loyalty/redemptions?after=nowhere")).Status);
    }

    [Fact]
    public async Task Handing_over_with_the_same_key_again_gets_the_same_answer()
    {
        await using var shop = await Open();
        var taken = (await shop.Take("anna")).Accepted();
        var body = new { customer = new { id = taken.Customer }, version = taken.Json["version"]!.GetValue<long>() };

        var first = (await shop.Post("/api/v1/points/redemptions/fulfil", body, "f1")).Accepted();

        Assert.Equal(first.Text, (await shop.Post("/api/v1/points/redemptions/fulfil", body, "f1")).Accepted().Text);
    }

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> Listed(LoyaltyFixture shop) =>
        [.. (await shop.Get("/api/v1/loyalty/redemptions"))["items"]!.AsArray().Select(item => item!)];

    [Fact]
    public async Task A_reward_is_not_had_for_less_than_it_costs()
    {
        await using var shop = await Open();
        var customer = new { number = "anna" };
        var hold = (await shop.Post("/api/v1/points/holds", new { customer, points = 9 })).Accepted().Json["effects"]!["loyalty"]!["hold"]!.GetValue<Guid>();

        Assert.Equal("reward.price", (await shop.Redeem("anna", 9, reward: "mug")).Code);
        Assert.Equal("reward.price", (await shop.Post($"/api/v1/points/holds/{hold}/capture", new { customer, reward = "mug" })).Code);
        Assert.Equal("reward.price", (await shop.Order("anna", "1", 20, points: new[] { new { reward = "mug", points = 9, line = 0 } })).Code);
        (await shop.Redeem("anna", 10, reward: "mug")).Accepted();
    }

    [Fact]
    public async Task An_exchange_after_an_amendment_without_a_fact_has_its_own_place()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""
            {
              "name": "Coupons", "units": [{"key": "points", "exchangeAt": 100, "exchangeReward": "coupon"}], "rewards": [{"key": "coupon", "cost": 100}],
              "rules": [{"key": "orders", "points": 1, "per": 1}, {"key": "tea", "points": 1, "per": 1, "lines": {"field": "line.category", "comparison": "is", "values": ["tea"]}}]
            }
            """);
        await Tell("coffee");

        await Tell("tea");
        await shop.Deliver();

        Assert.Equal(2, (await Listed(shop)).Count);
        shop.CheckLedger();

        async Task Tell(string category) => (await shop.Post("/api/v1/orders", new
        {
            number = "1",
            placedAt = "2026-11-22T09:00:00Z",
            state = "sold",
            customer = new { number = "anna" },
            lines = new[] { new { product = "thing", category, quantity = 1, unitPrice = 100 } },
        })).Accepted();
    }

    private async Task<LoyaltyFixture> Open(string reward = "")
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(RewardSteps.Programme(reward));
        await shop.Give(100, "anna");
        return shop;
    }
}

public sealed class SqliteRedemptionTests() : RedemptionTests(Engine.Sqlite);

public sealed class PostgreSqlRedemptionTests() : RedemptionTests(Engine.PostgreSql);
