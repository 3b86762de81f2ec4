using Microsoft.Extensions.DependencyInjection;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rewards;

/// <summary>When a reward can be had, by whom, how often, and that a refusal takes nothing.</summary>
public abstract class RewardOfferTests(Engine engine)
{
    [Fact]
    public async Task A_reward_outside_its_days_is_refused_and_points_stay()
    {
        await using var shop = await Open(""", "from": "2026-11-24", "until": "2026-11-25" """);

        var early = await shop.Take("anna");
        shop.GoDays(2);
        var first = await shop.Take("anna");
        shop.GoDays(1);
        var last = await shop.Take("anna");
        shop.GoDays(1);
        var late = await shop.Take("anna");

        Assert.Equal(("reward.window", "reward.window"), (early.Code, late.Code));
        Assert.Equal(80, last.Accepted().BalanceAfter);
        Assert.Equal(80, await shop.Balance(first.Accepted().Customer));
    }

    [Fact]
    public async Task What_points_went_to_is_named_where_they_moved()
    {
        await using var shop = await Open("");
        var customer = (await shop.Take("anna")).Accepted().Customer;

        var rows = shop.Services.GetRequiredService<MemberReader>().Postings(new CustomerId(customer), long.MaxValue, 50);

        Assert.Equal(
            [(PostingReason.Spent, "mug"), (PostingReason.Adjusted, null)],
            rows.Select(row => ((PostingReason)row.Reason, row.Reward)).Distinct());
    }

    [Fact]
    public async Task A_reward_for_a_level_is_refused_below_it()
    {
        await using var shop = await Open(
            """, "when": {"field": "member.level", "comparison": "is", "values": ["gold"]}""",
            """, "rules": [{"key": "orders", "points": 1, "per": 1}], "levelSets": [{"key": "club", "period": "ever", "levels": [{"key": "start"}, {"key": "gold", "from": 100}]}]""");

        var before = await shop.Take("anna");
        (await shop.Order("anna", "1", 100)).Accepted();

        Assert.Equal("reward.condition", before.Code);
        Assert.Equal(190, (await shop.Take("anna")).Accepted().BalanceAfter);
    }

    [Fact]
    public async Task A_reward_for_some_customers_is_refused_to_others()
    {
        await using var shop = await Open(""", "when": {"field": "city", "comparison": "is", "values": ["Lviv"]}""");
        (await shop.Post("/api/v1/customers", new { number = "boris", profile = new { city = "Lviv" } })).Accepted();
        await shop.Give(10, "boris");

        Assert.Equal("reward.condition", (await shop.Take("anna")).Code);
        Assert.Equal(0, (await shop.Take("boris")).Accepted().BalanceAfter);
    }

    [Fact]
    public async Task One_customer_takes_it_no_more_often_than_the_limit_and_what_is_given_back_makes_room()
    {
        await using var shop = await Open(""", "mostPerCustomer": 2""");
        var first = (await shop.Take("anna")).Accepted();
        (await shop.Take("anna")).Accepted();

        var third = await shop.Take("anna");
        shop.GoDays(3);
        (await shop.Change(first, "undo")).Accepted();

        Assert.Equal("reward.limit", third.Code);
        (await shop.Take("anna")).Accepted();
        Assert.Equal("reward.limit", (await shop.Take("anna")).Code);
        shop.CheckLedger();
    }

    [Fact]
    public async Task Stock_that_is_used_up_is_refused_until_something_comes_back_or_is_added()
    {
        await using var shop = await Open(""", "stock": 1""");
        await shop.Give(10, "boris");
        var taken = (await shop.Take("anna")).Accepted();

        Assert.Equal("reward.stock", (await shop.Take("boris")).Code);
        (await shop.Change(taken, "cancel")).Accepted();
        (await shop.Take("boris")).Accepted();
        Assert.Equal("reward.stock", (await shop.Take("anna")).Code);
        await shop.Publish(RewardSteps.Programme(""", "stock": 2"""));
        (await shop.Take("anna")).Accepted();
        Assert.Equal("reward.stock", (await shop.Take("anna")).Code);
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_reward_used_on_an_order_is_taken_once_and_comes_back_with_its_line()
    {
        await using var shop = await Open(""", "stock": 1""");
        await shop.Give(10, "boris");
        var use = new[] { new { reward = "mug", line = 1 } };
        (await shop.Order("anna", "1", [("tea", 20), ("mug", 0)], points: use)).Accepted();

        (await shop.Order("anna", "1", [("tea", 22), ("mug", 0)], points: use)).Accepted();
        var refused = await shop.Order("boris", "2", [("tea", 20), ("mug", 0)], points: use);
        (await shop.Order("anna", "1", [("tea", 22), ("mug", 0), ("-mug", 0)], points: use)).Accepted();

        Assert.Equal("reward.stock", refused.Code);
        (await shop.Order("boris", "2", [("tea", 20), ("mug", 0)], points: use)).Accepted();
        shop.CheckLedger();
    }

    [Fact]
    public async Task Points_are_exchanged_by_themselves_only_while_the_reward_can_be_had()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""{"name": "Stamps", "units": [{"key": "points", "exchangeAt": 10, "exchangeReward": "mug"}], "rewards": [{"key": "mug", "cost": 10, "stock": 2}]}""");

        var given = (await shop.Adjust("anna", 35)).Accepted();

        Assert.Equal(15, given.BalanceAfter);
        Assert.Equal(2, given.Json["effects"]!["loyalty"]!["rewards"]!.AsArray().Count);
        var cancelled = (await shop.Change(given, "cancel", given.Json["effects"]!["loyalty"]!["rewards"]![0]!["number"]!.GetValue<int>())).Accepted();
        Assert.Equal(15, cancelled.BalanceAfter);
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_till_is_told_only_rewards_that_can_be_had()
    {
        await using var shop = await Open(""", "stock": 1""");
        await shop.Give(10, "boris");
        var basket = new { number = "1", placedAt = "2026-11-22T10:00:00Z", customer = new { number = "boris" }, lines = new[] { new { product = "tea", quantity = 1, unitPrice = 5 } } };

        var before = (await shop.Post("/api/v1/till/preview", basket)).Json["points"]![0]!["rewards"]!.AsArray().Count;
        (await shop.Take("anna")).Accepted();

        Assert.Equal((1, 0), (before, (await shop.Post("/api/v1/till/preview", basket)).Json["points"]![0]!["rewards"]!.AsArray().Count));
    }

    [Theory]
    [InlineData(""", "stock": -1""", "reward.stock")]
    [InlineData(""", "from": "2026-11-25", "until": "2026-11-24" """, "reward.window")]
    [InlineData(""", "mostPerCustomer": 0""", "reward.limit")]
    [InlineData(""", "daysToUse": 0""", "reward.days")]
    [InlineData(""", "pool": "cinema" """, "reward.pool")]
    [InlineData(""", "when": {"field": "nowhere", "comparison": "is", "values": ["a"]}""", "reward.condition")]
    [InlineData(""", "when": {"all": [{"field": "order.total", "comparison": "at-least", "values": ["5"]}]}""", "reward.condition")]
    public async Task A_reward_that_makes_no_sense_is_not_published(string reward, string code)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);

        var refusal = await shop.Put("/api/v1/loyalty/programme", RewardSteps.Programme(reward));

        Assert.Equal(code, refusal.Code);
    }

    private async Task<LoyaltyFixture> Open(string reward, string rest = "")
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(RewardSteps.Programme(reward, rest));
        await shop.Give(100, "anna");
        return shop;
    }
}

public sealed class SqliteRewardOfferTests() : RewardOfferTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlRewardOfferTests() : RewardOfferTests(Engine.PostgreSql);
