using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rules;

/// <summary>How long points live, and what becomes of those that come back too late.</summary>
public sealed class LifeOfPointsTests
{
    [Theory]
    [InlineData("2026-01-25", false, "2026-02-25")]
    [InlineData("2026-01-31", false, "2026-02-28")]
    [InlineData("2028-01-31", false, "2028-02-29")]
    [InlineData("2026-01-01", true, "2026-02-28")]
    [InlineData("2026-01-31", true, "2026-02-28")]
    [InlineData("2028-01-15", true, "2028-02-29")]
    public void A_month_ends_on_its_day_or_with_the_month(string earned, bool atEndOfMonth, string last) => Assert.Equal(
        Day.TryParse(last), new PointUnit { Key = "points", ExpiryMonths = 1, ExpiresAtEndOfMonth = atEndOfMonth }.LastDay(Day.TryParse(earned)!.Value));

    [Fact]
    public async Task Points_can_be_used_through_the_end_of_their_last_day_in_the_business_time_zone()
    {
        await using var shop = await Open(""", "expiryMonths": 1""", "2026-01-25");
        var anna = (await shop.Adjust("anna", 10)).Accepted().Customer;

        shop.GoTo("2026-02-25");
        shop.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromMinutes(59));
        Assert.Equal(10, await shop.Balance(anna));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await shop.Balance(anna));
    }

    [Fact]
    public async Task Points_given_back_after_their_last_day_come_back_as_expired_and_it_is_told()
    {
        await using var shop = await Open(""", "value": 1, "expiryDays": 10""");
        await shop.Adjust("anna", 40);
        var bought = (await shop.Order("anna", "1", 100, points: new[] { new { points = 40 } })).Accepted();
        shop.GoDays(11);

        var returned = (await shop.Order("anna", "1", [("thing", 100), ("-thing", 100)], placedAt: "2026-11-22T10:00:00Z")).Accepted();

        Assert.Equal((40, 0), (returned.Points["givenBack"]!.GetValue<decimal>(), returned.BalanceAfter));
        Assert.True(returned.Points["expired"]!.GetValue<decimal>() >= 40);
        Assert.Equal(0, await shop.Balance(bought.Customer));
    }

    [Fact]
    public async Task A_reservation_that_ended_by_itself_can_no_longer_be_captured_and_its_points_are_free()
    {
        await using var shop = await Open("");
        await shop.Adjust("anna", 50);
        var held = (await shop.Post("/api/v1/points/holds", new { customer = new { number = "anna" }, points = 50, minutes = 10 })).Accepted();
        var hold = held.Json["effects"]!["loyalty"]!["hold"]!.GetValue<Guid>();
        Assert.Equal("points.not_enough", (await shop.Redeem("anna", 1)).Code);

        shop.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("hold.unknown", (await shop.Post($"/api/v1/points/holds/{hold}/capture", new { customer = new { number = "anna" } })).Code);
        Assert.Equal(0, (await shop.Redeem("anna", 50)).Accepted().BalanceAfter);
    }

    [Fact]
    public async Task A_return_that_leaves_less_money_than_a_point_pays_gives_that_point_back_too()
    {
        await using var shop = await Open(""", "value": 0.1""");
        await shop.Adjust("anna", 47);
        object[] points = [new { points = 47 }];
        (await shop.Order("anna", "1", 6.06m, points)).Accepted();

        // 0.06 is left; 47 × 0.06 / 6.06 is less than one point.
        var returned = (await shop.Order("anna", "1", [("thing", 6.06m)], points, refunded: 6)).Accepted();

        Assert.Equal(47, returned.Points["givenBack"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Points_that_would_pay_more_than_an_order_now_costs_come_back_where_nothing_is_told_of_them()
    {
        await using var shop = await Open(""", "value": 0.1""");
        await shop.Adjust("anna", 50);
        (await shop.Order("anna", "1", 10, points: new[] { new { points = 50 } })).Accepted();

        var cheaper = (await shop.Order("anna", "1", [("thing", 2)])).Accepted();

        Assert.Equal(30, cheaper.Points["givenBack"]!.GetValue<decimal>());
        Assert.Equal("points.too_much", (await shop.Order("anna", "1", [("thing", 1.99m)], new[] { new { points = 50 } })).Code);
    }

    private static async Task<LoyaltyFixture> Open(string unit, string today = "2026-11-22")
    {
        var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite, today);
        await shop.Publish(Programmes.ByHand(unit));
        return shop;
    }
}
