using Microsoft.Extensions.DependencyInjection;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Tests.Rewards;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Challenges;

/// <summary>The nth purchase, anniversaries and birthdays are celebrated by themselves, once each.</summary>
public abstract class MilestoneTests(Engine engine)
{
    private const string Orders = """, "milestones": [{"key": "orders", "at": [1, 3], "prize": {"points": 5, "badge": "star"}}]""";

    private const string Days = """, "milestones": [{"key": "years", "kind": "anniversary", "prize": {"points": 20}}, {"key": "birthday", "kind": "birthday", "prize": {"points": 30, "badge": "star"}}]""";

    [Fact]
    public async Task The_nth_purchase_is_celebrated_and_undone_with_its_order()
    {
        await using var shop = await Open(Orders);
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        (await shop.Order("anna", "2", 10)).Accepted();
        Assert.Equal(5, await shop.Balance(anna));
        (await shop.Order("anna", "3", 10)).Accepted();
        Assert.Equal([3, 1], await shop.Milestones(anna));
        Assert.Equal((10, 1, 1), (await shop.Balance(anna), await shop.Badges(anna), shop.Facts("badge.earned")));

        (await shop.Order("anna", "3", [("thing", 10), ("-thing", 10)])).Accepted();
        Assert.Equal([1], await shop.Milestones(anna));
        Assert.Equal((5, 1), (await shop.Balance(anna), await shop.Badges(anna)));
        (await shop.Order("anna", "4", 10)).Accepted();

        Assert.Equal([3, 1], await shop.Milestones(anna));
        Assert.Equal((10, 3, 1), (await shop.Balance(anna), shop.Facts("milestone.reached"), shop.Facts("milestone.undone")));
        shop.CheckLedger();
    }

    [Fact]
    public async Task An_anniversary_is_celebrated_in_the_night_once_a_year()
    {
        await using var shop = await Open(Days);
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        Assert.Equal(0, await Night(shop));

        shop.GoTo("2027-11-22");
        Assert.Equal(1, await Night(shop));
        Assert.Equal(0, await Night(shop));
        Assert.Equal((20, 1), (await shop.Balance(anna), (await shop.Milestones(anna))[0]));
        shop.GoTo("2028-11-22");
        Assert.Equal(1, await Night(shop));

        Assert.Equal([2, 1], await shop.Milestones(anna));
        Assert.Equal((40, 2), (await shop.Balance(anna), shop.Facts("milestone.reached")));
        shop.CheckLedger();
    }

    [Theory]
    [InlineData("2027-02-28", "2027-03-01")]
    [InlineData("2028-02-29", "2028-02-28")]
    public async Task Who_was_born_on_29_February_celebrates_on_the_last_of_February(string day, string notOn)
    {
        await using var shop = await Open(Days);
        var anna = (await shop.Post("/api/v1/customers", new { number = "anna", profile = new { birthday = "1992-02-29" } })).Accepted().Customer;
        (await shop.Post("/api/v1/customers", new { number = "boris", profile = new { birthday = "1992-03-02" } })).Accepted();
        foreach (var date in ((string[])[notOn, day]).Order(StringComparer.Ordinal))
        {
            shop.GoTo(date);
            Celebrate(shop, date);
            Assert.Equal(date == day ? 1 : 0, await Night(shop));
        }

        Assert.Equal((30, 1), (await shop.Balance(anna), await shop.Badges(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task Days_on_which_the_server_was_off_are_caught_up_and_nothing_is_celebrated_twice()
    {
        await using var shop = await Open(Days);
        var anna = (await shop.Post("/api/v1/customers", new { number = "anna", profile = new { birthday = "1992-11-24" } })).Accepted().Customer;
        Assert.Equal(0, await Night(shop));

        shop.GoTo("2026-11-27");
        Assert.Equal(1, await Night(shop));
        shop.Database.Write(transaction => transaction.Execute("DELETE FROM daily_work"));
        await shop.Publish(ChallengeSteps.Programme("", Days));
        shop.GoTo("2026-11-24");
        Assert.Equal(1, await Night(shop));

        Assert.Equal((30, 1), (await shop.Balance(anna), shop.Facts("milestone.reached")));
        shop.CheckLedger();
    }

    [Theory]
    [InlineData("""{"key": "a"}""")]
    [InlineData("""{"key": "a", "at": [0]}""")]
    [InlineData("""{"key": "a", "at": [5, 5]}""")]
    [InlineData("""{"key": "a", "kind": "birthday", "at": [5]}""")]
    public async Task A_milestone_that_makes_no_sense_is_not_published(string milestone)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);

        Assert.Equal("milestone.at", (await shop.Put("/api/v1/loyalty/programme", ChallengeSteps.Programme("", $$""", "milestones": [{{milestone}}]"""))).Code);
    }

    /// <summary>Only the day itself: what lies between is as if it were done.</summary>
    private static void Celebrate(LoyaltyFixture shop, string before) => shop.Database.Write(transaction => transaction.Execute(
        "INSERT INTO daily_work (work, day, programme_version) VALUES ('celebrations', @day, 1) ON CONFLICT (work) DO UPDATE SET day = excluded.day",
        new { day = Kernel.Day.TryParse(before)!.Value.Number - 1 }));

    private static Task<long> Night(LoyaltyFixture shop) => shop.Services.GetRequiredService<DueCelebrations>().RunAsync(() => true, TestContext.Current.CancellationToken);

    private async Task<LoyaltyFixture> Open(string rest)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(ChallengeSteps.Programme("", rest));
        return shop;
    }
}

public sealed class SqliteMilestoneTests() : MilestoneTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlMilestoneTests() : MilestoneTests(Engine.PostgreSql);
