using Regulars.Loyalty.Tests.Rewards;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Challenges;

/// <summary>Progress grows with the order or fact that moves it, and what is undone takes progress and prize back.</summary>
public abstract class ChallengeTests(Engine engine)
{
    private const string ThreeOrders = """{"key": "three", "goal": 3, "prize": {"points": 50, "badge": "star"}}""";

    [Fact]
    public async Task The_order_that_reaches_the_goal_gives_points_and_a_badge_and_its_repeat_nothing()
    {
        await using var shop = await Open(ThreeOrders);
        (await shop.Order("anna", "1", 10)).Accepted();
        (await shop.Order("anna", "2", 10)).Accepted();

        var third = (await shop.Order("anna", "3", 10, key: "k")).Accepted();
        var again = (await shop.Order("anna", "3", 10, key: "k")).Accepted();

        Assert.Equal(50, third.Earned);
        Assert.Equal("three", third.Json["effects"]!["loyalty"]!["reached"]![0]!["challenge"]!.GetValue<string>());
        Assert.Equal(third.Text, again.Text);
        Assert.Equal(50, await shop.Balance(third.Customer));
        Assert.Equal((1, 1), (await shop.Times(third.Customer), await shop.Badges(third.Customer)));
        Assert.Equal((1, 1), (shop.Facts("challenge.completed"), shop.Facts("badge.earned")));
        Assert.Equal(3, third.Json["version"]!.GetValue<long>());
        Assert.Equal(["order.placed", "challenge.completed", "badge.earned"], shop.Database.Query<string>("SELECT kind FROM fact WHERE version >= 3 ORDER BY version"));
        (await shop.Order("anna", "4", 10)).Accepted();
        Assert.Equal(50, await shop.Balance(third.Customer));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_return_takes_back_progress_points_and_badge_and_another_order_reaches_the_goal_again()
    {
        await using var shop = await Open(ThreeOrders);
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        (await shop.Order("anna", "2", 10)).Accepted();
        (await shop.Order("anna", "3", 10)).Accepted();

        (await shop.Order("anna", "2", [("thing", 10), ("-thing", 10)])).Accepted();

        Assert.Equal((2, 0), (await shop.Done(anna), await shop.Balance(anna)));
        Assert.Equal((0, 0), (await shop.Times(anna), await shop.Badges(anna)));
        Assert.Equal((1, 1), (shop.Facts("challenge.undone"), shop.Facts("badge.withdrawn")));
        (await shop.Order("anna", "4", 10)).Accepted();
        Assert.Equal((3, 50), (await shop.Done(anna), await shop.Balance(anna)));
        Assert.Equal(1, await shop.Badges(anna));
        shop.CheckLedger();
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("refused")]
    [InlineData("refunded")]
    public async Task An_order_that_ends_otherwise_counts_no_longer_and_a_prize_that_was_spent_is_owed(string state)
    {
        await using var shop = await Open(ThreeOrders);
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        (await shop.Order("anna", "2", 10)).Accepted();
        (await shop.Order("anna", "3", 10)).Accepted();
        (await shop.Redeem("anna", 30)).Accepted();

        (await shop.Order("anna", "3", 10, state: state)).Accepted();

        Assert.Equal((2, -30), (await shop.Done(anna), await shop.Balance(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_return_told_as_an_order_of_its_own_undoes_as_well()
    {
        await using var shop = await Open(ThreeOrders);
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        (await shop.Order("anna", "2", 10)).Accepted();
        (await shop.Order("anna", "3", 10)).Accepted();

        (await shop.Order("anna", "R", [("-thing", 10)], returnOf: "3")).Accepted();

        Assert.Equal((2, 0), (await shop.Done(anna), await shop.Balance(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task An_order_is_taken_off_by_the_version_that_counted_it()
    {
        await using var shop = await Open(ThreeOrders);
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        (await shop.Order("anna", "2", 10)).Accepted();
        (await shop.Order("anna", "3", 10)).Accepted();
        await shop.Publish(ChallengeSteps.Programme(""));

        (await shop.Order("anna", "1", 10, state: "cancelled")).Accepted();

        Assert.Equal((0, 0), (await shop.Balance(anna), await shop.Badges(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task Money_counts_without_what_points_paid_and_less_what_came_back()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""{"name": "Club", "units": [{"key": "points", "value": 1}], "challenges": [{"key": "spend", "measure": "money", "goal": 100, "prize": {"points": 5}}]}""");
        await shop.Give(20, "anna");

        var anna = (await shop.Order("anna", "1", [("tea", 60), ("cup", 50)], points: new[] { new { points = 20 } })).Accepted().Customer;
        Assert.Equal((90, 0), (await shop.Done(anna), await shop.Balance(anna)));
        (await shop.Order("anna", "2", 10)).Accepted();
        Assert.Equal((100, 5), (await shop.Done(anna), await shop.Balance(anna)));
        (await shop.Order("anna", "2", [("thing", 10), ("-thing", 4)])).Accepted();

        Assert.Equal((96, 0), (await shop.Done(anna), await shop.Balance(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task Pieces_of_a_product_count_and_every_tenth_gives_again()
    {
        await using var shop = await Open("""{"key": "tea", "measure": "pieces", "goal": 2, "repeats": true, "lines": {"field": "line.product", "comparison": "is", "values": ["tea"]}, "prize": {"points": 1}}""");

        var anna = (await shop.Order("anna", "1", [("tea", 3), ("tea", 3), ("cake", 9), ("tea", 3), ("tea", 3), ("tea", 3)])).Accepted().Customer;

        Assert.Equal((2, 2), (await shop.Balance(anna), await shop.Times(anna)));
        Assert.Equal(1, await shop.Done(anna));
        (await shop.Order("anna", "1", [("tea", 3), ("tea", 3), ("cake", 9), ("tea", 3), ("tea", 3), ("tea", 3), ("-tea", 3), ("-tea", 3)])).Accepted();
        Assert.Equal((1, 1), (await shop.Balance(anna), await shop.Times(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task Facts_count_for_whom_the_challenge_is_only()
    {
        await using var shop = await Open("""{"key": "reviews", "on": "review.written", "goal": 2, "for": {"field": "city", "comparison": "is", "values": ["Lviv"]}, "prize": {"points": 7}}""");
        (await shop.Post("/api/v1/customers", new { number = "boris", profile = new { city = "Lviv" } })).Accepted();

        foreach (var customer in (string[])["anna", "boris"])
        {
            (await shop.Fact(customer, "review.written", customer + "1")).Accepted();
            (await shop.Fact(customer, "review.written", customer + "1")).Accepted();
        }

        var anna = (await shop.Fact("anna", "review.written")).Accepted().Customer;
        var boris = (await shop.Fact("boris", "review.written")).Accepted().Customer;

        Assert.Equal((0, 7), (await shop.Balance(anna), await shop.Balance(boris)));
        Assert.Empty((await shop.Get($"/api/v1/loyalty/customers/{anna}/challenges"))["items"]!.AsArray());
        shop.CheckLedger();
    }

    [Fact]
    public async Task In_the_first_days_is_counted_from_the_day_on_which_a_customer_became_known()
    {
        await using var shop = await Open("""{"key": "start", "goal": 2, "period": "sinceJoining", "days": 3, "prize": {"points": 9}}""");
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        var boris = (await shop.Order("boris", "2", 10)).Accepted().Customer;
        shop.GoDays(2);
        (await shop.Order("anna", "3", 10)).Accepted();
        Assert.Equal("2026-11-24", (await shop.Challenge(boris))["deadline"]!.GetValue<string>());
        shop.GoDays(1);
        (await shop.Order("boris", "4", 10)).Accepted();

        Assert.Equal((9, 0), (await shop.Balance(anna), await shop.Balance(boris)));
        shop.CheckLedger();
    }

    [Theory]
    [InlineData("""{"key": "a", "goal": 0}""", "challenge.goal")]
    [InlineData("""{"key": "a", "goal": 1.5}""", "challenge.goal")]
    [InlineData("""{"key": "a", "on": "points.redeemed"}""", "challenge.on")]
    [InlineData("""{"key": "a", "on": "visit", "measure": "pieces"}""", "challenge.measure")]
    [InlineData("""{"key": "a", "inARow": 3}""", "challenge.in_a_row")]
    [InlineData("""{"key": "a", "prize": {"badge": "moon"}}""", "badge.unknown")]
    [InlineData("""{"key": "a", "prize": {"points": 0.5}}""", "prize.points")]
    [InlineData("""{"key": "a", "from": "2026-11-25", "until": "2026-11-24"}""", "challenge.time")]
    [InlineData("""{"key": "a", "for": {"field": "nowhere", "comparison": "is", "values": ["a"]}}""", "criteria.field_unknown")]
    public async Task A_challenge_that_makes_no_sense_is_not_published(string challenge, string code)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);

        Assert.Equal(code, (await shop.Put("/api/v1/loyalty/programme", ChallengeSteps.Programme(challenge))).Code);
    }

    [Fact]
    public async Task What_a_challenge_counts_never_changes_under_its_key()
    {
        await using var shop = await Open(ThreeOrders);

        var changed = await shop.Put("/api/v1/loyalty/programme", ChallengeSteps.Programme("""{"key": "three", "goal": 3, "measure": "money"}"""));

        Assert.Equal("challenge.kept", changed.Code);
        await shop.Publish(ChallengeSteps.Programme("""{"key": "three", "goal": 4}"""));
    }

    private async Task<LoyaltyFixture> Open(string challenges)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(ChallengeSteps.Programme(challenges));
        return shop;
    }
}

public sealed class SqliteChallengeTests() : ChallengeTests(Engine.Sqlite);

public sealed class PostgreSqlChallengeTests() : ChallengeTests(Engine.PostgreSql);
