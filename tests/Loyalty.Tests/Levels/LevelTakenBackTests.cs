using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Levels;

/// <summary>A level that orders raised falls when they come back: to where those that are left had led, and with their check.</summary>
public sealed class LevelTakenBackTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_level_that_rose_twice_falls_twice_whichever_order_comes_back_first(Engine engine)
    {
        await using var shop = await Open(engine, "rolling");
        var anna = await RiseTwice(shop, "anna");
        await Return(shop, "anna", 2, 250);
        Assert.Equal("second", await shop.Level(anna));
        await Return(shop, "anna", 1, 100);
        Assert.Equal("first", await shop.Level(anna));

        var boris = await RiseTwice(shop, "boris");
        await Return(shop, "boris", 1, 100);
        Assert.Equal("second", await shop.Level(boris));
        await Return(shop, "boris", 2, 250);
        Assert.Equal("first", await shop.Level(boris));
    }

    [Fact]
    public async Task What_raised_the_lower_level_in_another_year_holds_it_until_that_levels_own_check()
    {
        await using var shop = await Open(Engine.Sqlite, "calendarYear", "2025-12-20");
        var anna = (await shop.Order("anna", "anna-1", 100)).Accepted().Customer;
        shop.GoTo("2026-01-10");
        await shop.Order("anna", "anna-2", 500);
        Assert.Equal(("third", "2028-01-01"), (await shop.Level(anna), await CheckOn(shop, anna)));

        await Return(shop, "anna", 2, 500);
        Assert.Equal(("second", "2027-01-01"), (await shop.Level(anna), await CheckOn(shop, anna)));
        await Return(shop, "anna", 1, 100);
        Assert.Equal("first", await shop.Level(anna));
    }

    [Fact]
    public async Task A_fall_to_a_level_whose_check_has_passed_is_checked_at_once()
    {
        await using var shop = await Open(Engine.Sqlite, "calendarYear", "2025-12-20");
        var anna = (await shop.Order("anna", "anna-1", 100)).Accepted().Customer;
        shop.GoTo("2026-12-10");
        await shop.Order("anna", "anna-2", 500);
        shop.GoTo("2027-01-10");
        Assert.Equal("third", await shop.Level(anna));

        await Return(shop, "anna", 2, 500);
        Assert.Equal("first", await shop.Level(anna));
    }

    private static async Task<Guid> RiseTwice(LoyaltyFixture shop, string who)
    {
        var customer = (await shop.Order(who, who + "-1", 100)).Accepted().Customer;
        Assert.Equal("second", await shop.Level(customer));
        (await shop.Order(who, who + "-2", 250)).Accepted();
        Assert.Equal("third", await shop.Level(customer));
        return customer;
    }

    private static async Task Return(LoyaltyFixture shop, string who, int order, decimal money) =>
        (await shop.Order(who, $"{who}-{order}", [("thing", money), ("-thing", money)])).Accepted();

    private static async Task<string> CheckOn(LoyaltyFixture shop, Guid customer) => (await shop.Points(customer))["levels"]![0]!["checkOn"]!.GetValue<string>();

    private static async Task<LoyaltyFixture> Open(Engine engine, string period, string today = "2026-03-01")
    {
        var shop = await LoyaltyFixture.OpenAsync(engine, today);
        await shop.Publish($$"""
            {"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1}],
             "levelSets": [{"key": "club", "measure": "money", "period": "{{period}}", "fall": "toEarned", "levels": [{"key": "first"}, {"key": "second", "from": 100}, {"key": "third", "from": 300}]}]}
            """);
        return shop;
    }
}
