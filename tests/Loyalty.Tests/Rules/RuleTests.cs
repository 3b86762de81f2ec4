using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rules;

/// <summary>What rules give, by arithmetic done by hand.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("down", "0.61")]
    [InlineData("nearest", "0.62")]
    [InlineData("up", "0.62")]
    public async Task Cashback_gives_parts_of_points_for_parts_of_money(string rounding, string gives)
    {
        await using var shop = await Open($$"""{"key": "cashback", "points": 0.05, "per": 1, "isProportional": true, "rounding": "{{rounding}}"}""", """, "scale": 2, "value": 1""");

        // 12.34 × 5 % = 0.617
        Assert.Equal(decimal.Parse(gives, System.Globalization.CultureInfo.InvariantCulture), (await shop.Order("anna", "1", 12.34m)).Accepted().Earned);
        Assert.Equal(0.25m, (await shop.Order("anna", "2", [("a", 5), ("b", 7.34m)], refunded: 7.34m)).Accepted().Earned);
    }

    [Theory]
    [InlineData("down", 1, 1)]
    [InlineData("nearest", 2, 1)]
    [InlineData("up", 2, 2)]
    public async Task Full_amounts_are_rounded_as_the_rule_says(string rounding, decimal three, decimal twoAndABit)
    {
        await using var shop = await Open($$"""{"key": "orders", "points": 1, "per": 2, "rounding": "{{rounding}}"}""");

        Assert.Equal(three, (await shop.Order("anna", "1", 3)).Accepted().Earned);
        Assert.Equal(twoAndABit, (await shop.Order("anna", "2", 2.10m)).Accepted().Earned);
    }

    [Fact]
    public async Task Of_a_group_that_takes_the_best_only_the_rule_that_gives_most_gives()
    {
        await using var shop = await Open(
            """{"key": "base", "points": 1, "per": 1, "group": "sales", "stacking": "best"}, {"key": "week", "points": 30, "group": "sales", "stacking": "best"}, {"key": "always", "points": 2}""");

        Assert.Equal(30 + 2, (await shop.Order("anna", "1", 20)).Accepted().Earned);
        Assert.Equal(50 + 2, (await shop.Order("anna", "2", 50)).Accepted().Earned);
        // Of 25 that are left, the best is now the other rule: 30.
        var returned = (await shop.Order("anna", "2", [("thing", 50)], refunded: 25)).Accepted();
        Assert.Equal((50, 30, 32 + 32), (returned.TakenBack, returned.Earned, returned.BalanceAfter));
    }

    [Fact]
    public async Task Of_a_group_that_takes_the_first_the_first_that_gives_anything_gives()
    {
        await using var shop = await Open(
            """{"key": "large", "points": 10, "per": 100, "group": "sales", "stacking": "first"}, {"key": "small", "points": 50, "group": "sales", "stacking": "first"}""");

        Assert.Equal(10, (await shop.Order("anna", "1", 100)).Accepted().Earned);
        Assert.Equal(50, (await shop.Order("anna", "2", 99)).Accepted().Earned);
    }

    [Fact]
    public async Task A_rule_gives_from_its_first_to_its_last_day_by_the_orders_day()
    {
        await using var shop = await Open("""{"key": "week", "points": 7, "from": "2026-11-23", "until": "2026-11-24"}""");

        Assert.Equal(0, (await shop.Order("anna", "1", 10)).Accepted().EarnedOrNone());
        shop.GoDays(1);
        Assert.Equal(7, (await shop.Order("anna", "2", 10)).Accepted().Earned);
        shop.GoDays(1);
        Assert.Equal(7, (await shop.Order("anna", "3", 10)).Accepted().Earned);
        shop.GoDays(1);
        Assert.Equal(0, (await shop.Order("anna", "4", 10)).Accepted().EarnedOrNone());
        Assert.Equal(7, (await shop.Order("anna", "5", [("late", 10)], placedAt: "2026-11-24T21:59:00Z")).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "6", [("later", 10)], placedAt: "2026-11-24T23:01:00Z")).Accepted().EarnedOrNone());
    }

    [Fact]
    public async Task Lines_that_count_bear_their_share_of_the_discount_and_of_what_points_paid()
    {
        await using var shop = await Open(
            """{"key": "tea", "points": 1, "per": 1, "lines": {"field": "line.category", "comparison": "is", "values": ["Tea"]}}""", """, "value": 1""");
        await shop.Adjust("anna", 30);
        object[] lines = [new { product = "a", category = "tea", quantity = 1, unitPrice = 60 }, new { product = "b", category = "cups", quantity = 1, unitPrice = 40 }];

        // Of 100.00 less 10.00, the tea is 60.00 − 6.00 = 54.00.
        Assert.Equal(54, (await Order("1", 10, lines)).Accepted().Earned);
        // Points pay 30.00 of 90.00: a third of the tea too.
        Assert.Equal(36, (await Order("2", 10, lines, new[] { new { points = 30 } })).Accepted().Earned);
        // The tea comes back: nothing that counts is left.
        Assert.Equal(54, (await Order("1", 10, [.. lines, new { product = "a", category = "tea", quantity = -1, unitPrice = 60 }])).Accepted().TakenBack);

        Task<Answer> Order(string number, decimal discount, object[] content, object? points = null) => shop.Post(
            "/api/v1/orders", new { number, placedAt = "2026-11-22T10:00:00Z", state = "sold", discount, customer = new { number = "anna" }, lines = content, points });
    }

    [Fact]
    public async Task Money_paid_by_points_earns_where_the_rule_says_so()
    {
        await using var shop = await Open("""{"key": "orders", "points": 1, "per": 1, "countsMoneyPaidByPoints": true}""", """, "value": 1""");
        await shop.Adjust("anna", 40);

        Assert.Equal(100, (await shop.Order("anna", "1", 100, points: new[] { new { points = 40 } })).Accepted().Earned);
    }

    private static async Task<LoyaltyFixture> Open(string rules, string unit = "")
    {
        var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite);
        await shop.Publish($$"""{"name": "Club", "units": [{"key": "points"{{unit}}}], "rules": [{{rules}}]}""");
        return shop;
    }
}
