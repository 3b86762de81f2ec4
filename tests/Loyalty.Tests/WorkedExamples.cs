using System.Net;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests;

/// <summary>The worked examples of the meaning of points, each through the API. The number of each test is the example's.</summary>
public abstract class WorkedExamples(Engine engine)
{
    [Fact]
    public async Task Example_01_points_expire_after_thirty_days_and_what_was_spent_came_from_the_oldest()
    {
        await using var shop = await Open(Programmes.ByHand(""", "expiryDays": 30"""), "2026-11-01");
        var anna = (await shop.Adjust("anna", 100)).Accepted().Customer;
        shop.GoTo("2026-11-15");
        await shop.Adjust("anna", 50);
        shop.GoTo("2026-11-20");
        (await shop.Redeem("anna", 80)).Accepted();

        shop.GoTo("2026-12-01");
        Assert.Equal(70, await shop.Balance(anna));
        shop.GoTo("2026-12-02");
        Assert.Equal(50, await shop.Balance(anna));
    }

    [Fact]
    public async Task Example_02_spending_takes_the_oldest_first_across_lots()
    {
        await using var shop = await Open(Programmes.ByHand(""", "expiryMonths": 12"""), "2026-01-10");
        var anna = (await shop.Adjust("anna", 100)).Customer;
        shop.GoTo("2026-03-10");
        await shop.Adjust("anna", 150);
        shop.GoTo("2026-04-10");
        (await shop.Redeem("anna", 120)).Accepted();

        var lot = Assert.Single((await shop.Points(anna))["points"]![0]!["lots"]!.AsArray());
        Assert.Equal("2026-03-10", lot!["earnedOn"]!.GetValue<string>());
        Assert.Equal(130, lot["active"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Example_03_the_lot_that_expires_sooner_is_spent_first_though_it_is_younger()
    {
        await using var shop = await Open(Programmes.ByHand(""", "expiryMonths": 12"""), "2026-01-10");
        var anna = (await shop.Adjust("anna", 100)).Customer;
        await shop.Publish(Programmes.ByHand(""", "expiryDays": 30"""));
        shop.GoTo("2026-02-10");
        await shop.Adjust("anna", 40);
        (await shop.Redeem("anna", 40)).Accepted();

        var lot = Assert.Single((await shop.Points(anna))["points"]![0]!["lots"]!.AsArray());
        Assert.Equal("2026-01-10", lot!["earnedOn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Example_04_a_returned_line_takes_back_what_the_rest_no_longer_gives()
    {
        await using var shop = await Open(Programmes.Points(10, 2));

        Assert.Equal(30, (await shop.Order("anna", "1", [("a", 3.50m), ("b", 3.50m)])).Accepted().Earned);
        var returned = (await shop.Order("anna", "1", [("a", 3.50m), ("b", 3.50m), ("-b", 3.50m)])).Accepted();
        Assert.Equal(20, returned.TakenBack);
        Assert.Equal(10, returned.BalanceAfter);
    }

    [Fact]
    public async Task Example_05_points_pay_at_their_rate_and_the_money_part_earns()
    {
        await using var shop = await Open(Programmes.Points(unit: """, "value": 0.05"""));
        await shop.Adjust("anna", 77);

        var order = (await shop.Order("anna", "1", 85.85m, points: new[] { new { points = 77 } })).Accepted();

        Assert.Equal(77, order.Points["used"]!.GetValue<decimal>());
        Assert.Equal(82, order.Earned);
        Assert.Equal(82, order.BalanceAfter);
    }

    [Fact]
    public async Task Example_06_points_of_an_order_may_pay_for_its_own_reward()
    {
        const string Rewards = """, "rewards": [{"key": "coffee", "cost": 5}]""";
        await using var shop = await Open(Programmes.Points(unit: """, "paysForItsOwnOrder": true""", rest: Rewards));

        var order = (await shop.Order("anna", "1", 5, points: new[] { new { reward = "coffee" } })).Accepted();

        Assert.Equal(5, order.Earned);
        Assert.Equal(0, order.BalanceAfter);
        await using var strict = await Open(Programmes.Points(rest: Rewards));
        Assert.Equal("points.not_enough", (await strict.Order("anna", "1", 5, points: new[] { new { reward = "coffee" } })).Code);
    }

    [Fact]
    public async Task Example_07_a_part_returned_leaves_the_points_of_the_rest()
    {
        await using var shop = await Open(Programmes.Points());
        Assert.Equal(100, (await shop.Order("anna", "1", 100)).Earned);

        Assert.Equal(25, (await shop.Order("anna", "1", [("thing", 100)], refunded: 75)).Accepted().BalanceAfter);
    }

    [Theory]
    [InlineData("""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 2, "per": 1}]}""")]
    [InlineData("""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1, "isRunning": false}]}""")]
    [InlineData("""{"name": "Club", "units": [{"key": "points"}]}""")]
    public async Task Example_08_a_return_takes_back_what_the_rule_of_its_day_gave(string changed)
    {
        await using var shop = await Open(Programmes.Points());
        Assert.Equal(50, (await shop.Order("anna", "1", 50)).Earned);
        shop.GoDays(1);
        await shop.Publish(changed);

        var returned = (await shop.Order("anna", "1", [("thing", 50), ("-thing", 50)], placedAt: "2026-11-22T10:00:00Z")).Accepted();

        Assert.Equal(50, returned.TakenBack);
        Assert.Equal(0, returned.BalanceAfter);
    }

    [Fact]
    public async Task Example_09_what_was_spent_already_is_owed_does_not_expire_and_the_next_earning_pays_it()
    {
        await using var shop = await Open(Programmes.Points(unit: """, "expiryDays": 30"""));
        var anna = (await shop.Order("anna", "1", 70)).Accepted().Customer;
        (await shop.Redeem("anna", 70)).Accepted();
        await shop.Adjust("anna", 50);

        (await shop.Order("anna", "1", [("thing", 70), ("-thing", 70)])).Accepted();

        var postings = (await shop.Postings(anna)).Where(posting => posting["reason"]!.GetValue<string>() == "takenBack").Select(posting => posting["points"]!.GetValue<decimal>());
        Assert.Equal([20, 50], postings);
        Assert.Equal(-20, await shop.Balance(anna));
        shop.GoDays(100);
        Assert.Equal(-20, await shop.Balance(anna));
        await shop.Adjust("anna", 30);
        Assert.Equal(10, await shop.Balance(anna));
    }

    [Fact]
    public async Task Example_10_a_cancelled_purchase_takes_its_points_back_and_gives_the_spent_ones_back()
    {
        await using var shop = await Open(Programmes.Points(unit: """, "value": 0.1"""));
        await shop.Adjust("anna", 50);
        var bought = (await shop.Order("anna", "1", 26m, points: new[] { new { points = 50 } })).Accepted();
        Assert.Equal(21, bought.BalanceAfter);

        var cancelled = (await shop.Order("anna", "1", 26m, points: new[] { new { points = 50 } }, state: "cancelled")).Accepted();

        Assert.Equal(21, cancelled.TakenBack);
        Assert.Equal(50, cancelled.Points["givenBack"]!.GetValue<decimal>());
        Assert.Equal(50, cancelled.BalanceAfter);
    }

    [Fact]
    public async Task Example_11_a_return_without_the_rewards_line_does_not_charge_the_reward_again()
    {
        await using var shop = await Open(Programmes.Points(rest: """, "rewards": [{"key": "mug", "cost": 30}]"""));
        await shop.Adjust("anna", 100);
        object[] mug = [new { reward = "mug", line = 1 }];
        (await shop.Order("anna", "1", [("shirt", 20), ("mug", 0), ("socks", 10)], mug)).Accepted();

        var returned = (await shop.Order("anna", "1", [("shirt", 20), ("mug", 0), ("socks", 10), ("-socks", 10)], mug)).Accepted();
        Assert.Equal(0, returned.Points["used"]!.GetValue<decimal>());
        Assert.Equal(100 - 30 + 20, returned.BalanceAfter);
        var unsaid = (await shop.Order("anna", "1", [("shirt", 20), ("mug", 0), ("socks", 10), ("-socks", 10), ("-mug", 0)])).Accepted();
        Assert.Equal(30, unsaid.Points["givenBack"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Example_12_only_the_money_part_of_a_purchase_earns()
    {
        await using var shop = await Open(Programmes.Points(unit: """, "value": 1"""));
        await shop.Adjust("anna", 40);

        Assert.Equal(60, (await shop.Order("anna", "1", 100, points: new[] { new { points = 40 } })).Accepted().Earned);
    }

    [Fact]
    public async Task Example_13_levels_follow_what_was_earned_not_the_balance()
    {
        await using var shop = await Open(Programmes.Points(rest: Ladder(""" "period": "ever" """)), "2026-01-10");
        var anna = (await shop.Order("anna", "1", 100)).Accepted().Customer;
        Assert.Equal("second", await shop.Level(anna));
        shop.GoTo("2026-02-15");
        (await shop.Redeem("anna", 50)).Accepted();
        Assert.Equal("second", await shop.Level(anna));
        shop.GoTo("2026-02-25");
        await shop.Order("anna", "2", 500);
        Assert.Equal("third", await shop.Level(anna));
    }

    [Fact]
    public async Task Example_14_a_level_is_checked_when_it_was_kept_long_enough_and_a_rise_begins_anew()
    {
        await using var shop = await Open(Programmes.Points(rest: Ladder(""" "period": "rolling", "months": 12, "keptMonths": 12 """)), "2024-04-15");
        var anna = (await shop.Order("anna", "1", 100)).Accepted().Customer;
        Assert.Equal("2025-04-15", await CheckOn());
        shop.GoTo("2024-10-25");
        await shop.Order("anna", "2", 400);
        Assert.Equal("third", await shop.Level(anna));
        Assert.Equal("2025-10-25", await CheckOn());
        shop.GoTo("2025-10-24");
        Assert.Equal("third", await shop.Level(anna));
        shop.GoTo("2025-10-25");
        Assert.Equal("second", await shop.Level(anna));

        async Task<string> CheckOn() => (await shop.Points(anna))["levels"]![0]!["checkOn"]!.GetValue<string>();
    }

    [Fact]
    public async Task Example_15_an_exchange_by_itself_does_not_keep_a_level_from_being_reached()
    {
        await using var shop = await Open(Programmes.Points(
            unit: """, "exchangeAt": 100, "exchangeReward": "voucher" """,
            rest: Ladder(""" "period": "ever" """) + """, "rewards": [{"key": "voucher", "kind": "voucher", "cost": 100}]"""));

        var anna = (await shop.Order("anna", "1", 100)).Accepted().Customer;

        Assert.Equal(0, await shop.Balance(anna));
        Assert.Equal("second", await shop.Level(anna));
    }

    [Fact]
    public async Task Example_16_nobody_brings_themselves_doubts_are_looked_at_and_a_return_takes_both_rewards_back()
    {
        await using var shop = await Open(Programmes.ByHand(rest: """, "referrals": {"referrerPoints": 100, "friendPoints": 50, "minimumOrder": 20, "windowDays": 14}"""));
        var anna = (await shop.Post("/api/v1/customers", new { number = "anna", phone = "+48600700800", card = "C1", email = "anna.nowak@gmail.com" })).Accepted().Customer;
        var code = (await shop.Get($"/api/v1/customers/{anna}/referral-code"))["code"]!.GetValue<string>();

        Assert.Equal("referral.self", (await Bring(new { number = "anna" })).Code);
        Assert.Equal("referral.self", (await Bring(new { phone = "600 700 800" })).Code);
        Assert.Equal("referral.self", (await Bring(new { card = "C1" })).Code);
        Assert.Equal("referral.same_email", (await Bring(new { number = "x", email = "AnnaNowak+shop@gmail.com" })).Code);
        (await Bring(new { number = "boris" }, "phone-1")).Accepted();
        Assert.Equal("referral.twice", (await Bring(new { number = "boris" })).Code);
        (await Bring(new { number = "celia" }, "phone-1")).Accepted();
        Assert.Equal([(0, "boris"), (1, "celia")], shop.Database.Query<(int State, string Number)>(
            "SELECT r.state, i.shown FROM referral r JOIN identity i ON i.customer_id = r.customer_id ORDER BY i.shown"));

        var boris = (await shop.Order("boris", "1", 30)).Accepted().Customer;
        (await shop.Order("celia", "2", 30)).Accepted();
        await shop.Deliver();
        Assert.Equal((100m, 50m), (await Pending(anna), await Pending(boris)));
        shop.GoDays(14);
        Assert.Equal((100m, 50m), (await shop.Balance(anna), await shop.Balance(boris)));

        (await shop.Order("boris", "1", [("thing", 30), ("-thing", 30)], placedAt: "2026-11-22T10:00:00Z")).Accepted();
        await shop.Deliver();
        Assert.Equal((0m, 0m), (await shop.Balance(anna), await shop.Balance(boris)));

        Task<Answer> Bring(object customer, string? device = null) => shop.Post("/api/v1/referrals", new { code, customer, device });

        async Task<decimal> Pending(Guid customer) => (await shop.Points(customer))["points"]![0]!["pending"]!.GetValue<decimal>();
    }

    [Fact]
    public async Task Example_17_an_order_sent_fifty_times_at_once_gives_once_and_gets_fifty_equal_answers()
    {
        await using var shop = await Open(Programmes.Points());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Order("anna", "1", 42, key: "order-1")));

        Assert.Single(answers.Select(answer => answer.Accepted().Text).Distinct());
        Assert.Equal(42, answers[0].Earned);
        Assert.Single(await shop.Postings(answers[0].Customer));
    }

    [Fact]
    public async Task Example_18_of_fifty_redemptions_at_once_as_many_succeed_as_there_are_points_for()
    {
        await using var shop = await Open(Programmes.ByHand());
        var anna = (await shop.Adjust("anna", 1000)).Customer;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => shop.Redeem("anna", 100, "redeem-" + number)));

        Assert.Equal(10, answers.Count(answer => answer.Status is HttpStatusCode.OK));
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.OK), answer => Assert.Equal("points.not_enough", answer.Code));
        Assert.Equal(0, await shop.Balance(anna));
    }

    [Fact]
    public async Task Example_21_points_of_a_parcel_wait_until_it_is_paid_for_and_go_when_it_is_refused()
    {
        await using var shop = await Open(Programmes.Points());
        var anna = (await shop.Order("anna", "1", 60, state: "pending")).Accepted().Customer;
        await shop.Order("anna", "2", 40, state: "pending");
        Assert.Equal(0, await shop.Balance(anna));
        Assert.Equal(100, (await shop.Points(anna))["points"]![0]!["pending"]!.GetValue<decimal>());

        (await shop.Order("anna", "1", 60, state: "sold")).Accepted();
        (await shop.Order("anna", "2", 40, state: "refused")).Accepted();

        var points = (await shop.Points(anna))["points"]![0]!;
        Assert.Equal(60, points["balance"]!.GetValue<decimal>());
        Assert.Equal(0, points["pending"]!.GetValue<decimal>());
        Assert.Equal(1, shop.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE kind = 'order.refused'"));
    }

    private async Task<LoyaltyFixture> Open(string programme, string today = "2026-11-22")
    {
        var shop = await LoyaltyFixture.OpenAsync(engine, today);
        await shop.Publish(programme);
        return shop;
    }

    private static string Ladder(string terms) =>
        $$""", "levelSets": [{"key": "club", "measure": "points", {{terms}}, "levels": [{"key": "first"}, {"key": "second", "from": 100}, {"key": "third", "from": 500}, {"key": "fourth", "from": 1000}]}]""";
}

public sealed class SqliteWorkedExamples() : WorkedExamples(Engine.Sqlite);

public sealed class PostgreSqlWorkedExamples() : WorkedExamples(Engine.PostgreSql);
