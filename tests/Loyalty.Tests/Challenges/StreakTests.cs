using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Tests.Rewards;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Challenges;

/// <summary>Neighbouring weeks and months, each with its goal.</summary>
public abstract class StreakTests(Engine engine)
{
    private static readonly string[] Days = ["2026-01-31", "2026-02-01", "2026-03-31", "2026-04-30", "2026-05-01"];

    [Fact]
    public async Task Weeks_in_a_row_give_once_and_a_gap_begins_anew()
    {
        await using var shop = await Open("""{"key": "weeks", "goal": 1, "period": "week", "inARow": 3, "prize": {"points": 10}}""", "2026-11-02");
        var anna = (await shop.Order("anna", "1", 5)).Accepted().Customer;
        shop.GoTo("2026-11-15");
        (await shop.Order("anna", "2", 5)).Accepted();
        var second = await shop.Challenge(anna);
        Assert.Equal((2, "2026-11-22"), (second["run"]!.GetValue<int>(), second["deadline"]!.GetValue<string>()));
        shop.GoTo("2026-11-23");
        (await shop.Order("anna", "3", 5)).Accepted();
        Assert.Equal((0, 1), (await shop.Balance(anna), (await shop.Challenge(anna))["run"]!.GetValue<int>()));

        shop.GoTo("2026-11-30");
        (await shop.Order("anna", "4", 5)).Accepted();
        shop.GoTo("2026-12-07");
        (await shop.Order("anna", "5", 5)).Accepted();
        Assert.Equal(10, await shop.Balance(anna));
        shop.GoTo("2026-12-14");
        (await shop.Order("anna", "6", 5)).Accepted();

        Assert.Equal((10, 4), (await shop.Balance(anna), (await shop.Challenge(anna))["run"]!.GetValue<int>()));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_return_breaks_the_streak_and_a_late_order_of_that_week_mends_it()
    {
        await using var shop = await Open("""{"key": "weeks", "goal": 1, "period": "week", "inARow": 2, "prize": {"points": 10, "badge": "star"}}""", "2026-11-03");
        (await shop.Order("anna", "1", 5)).Accepted();
        shop.GoTo("2026-11-10");
        var anna = (await shop.Order("anna", "2", 5)).Accepted().Customer;
        Assert.Equal((10, 1), (await shop.Balance(anna), await shop.Badges(anna)));

        (await shop.Order("anna", "1", 5, state: "cancelled", placedAt: "2026-11-03T10:00:00Z")).Accepted();
        Assert.Equal((0, 0), (await shop.Balance(anna), await shop.Badges(anna)));

        (await shop.Order("anna", "3", 5, placedAt: "2026-11-04T10:00:00Z")).Accepted();
        Assert.Equal((10, 1), (await shop.Balance(anna), await shop.Badges(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_streak_that_repeats_counts_no_month_twice()
    {
        await using var shop = await Open("""{"key": "months", "goal": 1, "period": "month", "inARow": 2, "repeats": true, "prize": {"points": 10}}""", "2026-01-31");
        var anna = default(Guid);
        foreach (var (place, day) in Days.Index())
        {
            shop.GoTo(day);
            anna = (await shop.Order("anna", $"{place}", 5)).Accepted().Customer;
        }

        Assert.Equal((20, 2), (await shop.Balance(anna), await shop.Times(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_month_that_repeats_gives_once_in_each()
    {
        await using var shop = await Open("""{"key": "months", "goal": 2, "period": "month", "repeats": true, "prize": {"points": 10}}""", "2026-01-01");
        var anna = default(Guid);
        for (var order = 0; order < 8; order++)
        {
            anna = (await shop.Order("anna", $"{order}", 5)).Accepted().Customer;
            shop.GoDays(10);
        }

        Assert.Equal(30, await shop.Balance(anna));
        shop.CheckLedger();
    }

    [Theory]
    [InlineData(ChallengePeriod.Week, "2026-11-22", "2026-11-16")]
    [InlineData(ChallengePeriod.Week, "2026-11-23", "2026-11-23")]
    [InlineData(ChallengePeriod.Week, "2027-01-01", "2026-12-28")]
    [InlineData(ChallengePeriod.Month, "2026-02-28", "2026-02-01")]
    [InlineData(ChallengePeriod.Year, "2028-02-29", "2028-01-01")]
    public void A_day_lies_in_the_period_that_the_calendar_says(ChallengePeriod period, string day, string start) =>
        Assert.Equal(Day.TryParse(start), ChallengeTime.Start(period, Day.TryParse(day)!.Value));

    private async Task<LoyaltyFixture> Open(string challenge, string today)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine, today);
        await shop.Publish(ChallengeSteps.Programme(challenge));
        return shop;
    }
}

public sealed class SqliteStreakTests() : StreakTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlStreakTests() : StreakTests(Engine.PostgreSql);
