using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rules;

/// <summary>Limits of a rule: for an order, a day, a customer, and how often; a return makes room again.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task An_order_gives_no_more_than_its_limit_and_a_return_takes_back_only_below_it()
    {
        await using var shop = await Open("\"mostPerOrder\": 50");

        Assert.Equal(50, (await shop.Order("anna", "1", [("a", 60), ("b", 40)])).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "1", [("a", 60), ("b", 40), ("-b", 40)])).Accepted().TakenBackOrNone());
        Assert.Equal(10, (await shop.Order("anna", "1", [("a", 60), ("b", 40), ("-b", 40)], refunded: 20)).Accepted().TakenBack);
    }

    [Fact]
    public async Task A_day_gives_no_more_than_its_limit_and_a_return_makes_room_on_that_day()
    {
        await using var shop = await Open("\"mostPerDay\": 100");

        Assert.Equal(80, (await shop.Order("anna", "1", 80)).Accepted().Earned);
        Assert.Equal(20, (await shop.Order("anna", "2", 80)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "3", 80)).Accepted().EarnedOrNone());
        Assert.Equal(80, (await shop.Order("anna", "1", [("thing", 80), ("-thing", 80)])).Accepted().TakenBack);
        Assert.Equal(70, (await shop.Order("anna", "4", 70)).Accepted().Earned);
        shop.GoDays(1);
        Assert.Equal(100, (await shop.Order("anna", "5", 300)).Accepted().Earned);
    }

    [Fact]
    public async Task A_customer_gets_no_more_than_the_limit_ever_and_others_have_theirs()
    {
        await using var shop = await Open("\"mostPerCustomer\": 100");

        Assert.Equal(90, (await shop.Order("anna", "1", 90)).Accepted().Earned);
        shop.GoDays(400);
        Assert.Equal(10, (await shop.Order("anna", "2", 90)).Accepted().Earned);
        Assert.Equal(90, (await shop.Order("boris", "3", 90)).Accepted().Earned);
    }

    [Fact]
    public async Task A_rule_gives_so_often_and_an_order_that_is_wholly_returned_does_not_count()
    {
        await using var shop = await Open("\"mostTimes\": 2");

        Assert.Equal(10, (await shop.Order("anna", "1", 10)).Accepted().Earned);
        Assert.Equal(10, (await shop.Order("anna", "2", 10)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "3", 10)).Accepted().EarnedOrNone());
        (await shop.Order("anna", "1", [("thing", 10), ("-thing", 10)])).Accepted();
        Assert.Equal(10, (await shop.Order("anna", "4", 10)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "5", 10)).Accepted().EarnedOrNone());
    }

    [Fact]
    public async Task An_order_that_is_reopened_gets_the_room_that_others_left_and_keeps_what_it_has()
    {
        await using var shop = await Open("\"mostPerDay\": 100, \"mostTimes\": 2");

        var first = (await shop.Order("anna", "1", 80)).Accepted();
        var anna = first.Customer;
        Assert.Equal(80, first.Earned);
        Assert.Equal(80, (await shop.Order("anna", "1", [("thing", 80), ("-thing", 80)])).Accepted().TakenBack);
        Assert.Equal(70, (await shop.Order("anna", "2", 70)).Accepted().Earned);
        Assert.Equal(30, (await shop.Order("anna", "1", 80)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "1", [("thing", 80), ("tea", 5)])).Accepted().TakenBackOrNone());
        Assert.Equal(100, await shop.Balance(anna));

        Assert.Equal(70, (await shop.Order("anna", "2", [("thing", 70), ("-thing", 70)])).Accepted().TakenBack);
        shop.GoDays(1);
        Assert.Equal(40, (await shop.Order("anna", "3", 40)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "2", 70)).Accepted().EarnedOrNone());
        Assert.Equal(70, await shop.Balance(anna));
    }

    [Fact]
    public async Task A_review_gives_once_a_day_and_three_times_at_most()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite);
        await shop.Publish("""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "reviews", "on": "review.written", "points": 20, "mostPerDay": 20, "mostTimes": 3}]}""");
        var given = new List<decimal>();
        for (var day = 0; day < 5; day++)
        {
            given.Add((await Review(shop)).EarnedOrNone());
            given.Add((await Review(shop)).EarnedOrNone());
            shop.GoDays(1);
        }

        Assert.Equal([20, 0, 20, 0, 20, 0, 0, 0, 0, 0], given);
    }

    private static async Task<Answer> Review(LoyaltyFixture shop) =>
        (await shop.Post("/api/v1/facts", new { kind = "review.written", customer = new { number = "anna" }, content = new { stars = 5 } })).Accepted();

    private static async Task<LoyaltyFixture> Open(string limit)
    {
        var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite);
        await shop.Publish($$"""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1, {{limit}}}]}""");
        return shop;
    }
}
