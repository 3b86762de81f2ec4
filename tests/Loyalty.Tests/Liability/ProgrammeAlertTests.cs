using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Kernel;
using Regulars.Loyalty.Alerts;
using Regulars.Loyalty.Pages;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Liability;

/// <summary>Who earns, gives or adjusts far more than usual is told, once; a quiet shop and a sale are not.</summary>
public abstract class ProgrammeAlertTests(Engine engine)
{
    private const string Alerts = "/api/v1/loyalty/alerts";

    private const int People = 7;

    [Fact]
    public async Task A_member_who_earns_and_a_cashier_who_gives_thirty_times_as_much_are_told_once()
    {
        await using var shop = await QuietDays();
        await Day(shop, 1);
        var member = (await Buy(shop, "big", 3, "extra", 3_000)).Accepted().Customer;
        shop.GoDays(1);

        shop.Services.GetRequiredService<DueAlerts>().Run();
        shop.Services.GetRequiredService<DueAlerts>().Run();

        var found = await List(shop);
        Assert.Equal(["member_earned", "staff_gave"], found.Select(alert => alert["kind"]!.GetValue<string>()).Order());
        Assert.Equal([member.ToString(), "cashier-3"], found.OrderBy(alert => alert["kind"]!.GetValue<string>()).Select(alert => alert["subject"]!.GetValue<string>()));
        Assert.All(found, alert => Assert.InRange(alert["times"]!.GetValue<double>(), 25, 35));
        Assert.All(found, alert => Assert.Equal(("new", "points"), (alert["state"]!.GetValue<string>(), alert["unit"]!.GetValue<string>())));
        var toldLess = (await shop.Get(Alerts, without: Permission.ReadCustomers))["items"]!.AsArray();
        Assert.Equal([null, "cashier-3"], toldLess.OrderBy(alert => alert!["kind"]!.GetValue<string>()).Select(alert => alert!["subject"]?.GetValue<string>()));
    }

    [Fact]
    public async Task A_gift_far_above_what_others_get_is_told()
    {
        await using var shop = await QuietDays();
        await Day(shop, 1);
        (await shop.Post("/api/v1/loyalty/gifts", new { customer = new { number = "m3" }, points = 900, note = "a feast", reason = "a friend" }, "g1")).Accepted();
        shop.GoDays(1);

        shop.Services.GetRequiredService<DueAlerts>().Run();

        Assert.Contains("member_earned", (await List(shop)).Select(alert => alert["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_prize_far_above_what_others_get_is_told_with_the_order_that_reached_it()
    {
        await using var shop = await QuietDays(""", "challenges": [{"key": "feast", "goal": 1000, "measure": "money", "prize": {"points": 900}}]""");
        await Day(shop, 1);
        var member = (await Buy(shop, "m3", 3, "extra", 400)).Accepted().Customer;
        shop.GoDays(1);

        shop.Services.GetRequiredService<DueAlerts>().Run();

        var alert = Assert.Single(await List(shop), alert => alert["kind"]!.GetValue<string>() == "member_earned");
        Assert.Equal((member.ToString(), 1_400m), (alert["subject"]!.GetValue<string>(), alert["amount"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task Of_one_who_gave_far_more_it_is_shown_who_got_it()
    {
        await using var shop = await QuietDays();
        await Day(shop, 1);
        var member = (await Buy(shop, "big", 3, "extra", 3_000)).Accepted().Customer;
        shop.GoDays(1);
        shop.Services.GetRequiredService<DueAlerts>().Run();
        var alert = Assert.Single(shop.Services.GetRequiredService<ProgrammeAlertStore>().Newest(null, null, 9), alert => alert.Kind == AlertKinds.Staff);

        var given = shop.Services.GetRequiredService<EarnedSums>().Given(alert, 9);

        Assert.Equal([(member, 3_000L, 1L), (given[1].Customer, 100L, 1L)], given.Select(sum => (sum.Customer, sum.Parts, sum.Movements)));
        Assert.Equal(($"/loyalty/alerts/{alert.Id}", Permission.ReadCustomers), ProgrammeAlertWords.Look(alert));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task A_day_like_others_and_a_sale_on_which_everybody_earns_more_are_no_alert(int times)
    {
        await using var shop = await QuietDays();
        await Day(shop, times);
        shop.GoDays(1);

        shop.Services.GetRequiredService<DueAlerts>().Run();

        Assert.Empty(await List(shop));
    }

    [Fact]
    public async Task A_budget_is_told_when_it_is_nearly_spent_and_when_it_is_spent_and_not_again()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1, "budget": 100}]}""");
        (await shop.Order("anna", "1", 79)).Accepted();
        Assert.Empty(await List(shop));

        (await shop.Order("anna", "2", 1)).Accepted();
        Assert.Equal(["budget_near"], (await List(shop)).Select(alert => alert["kind"]!.GetValue<string>()));
        (await shop.Order("anna", "3", 50)).Accepted();
        shop.GoDays(1);

        var found = await List(shop);
        Assert.Equal(["budget_used", "budget_near"], found.Select(alert => alert["kind"]!.GetValue<string>()));
        Assert.Equal((100m, 100m, "orders"), (found[0]["amount"]!.GetValue<decimal>(), found[0]["outOf"]!.GetValue<decimal>(), found[0]["subject"]!.GetValue<string>()));
        Assert.Equal(2, (await List(shop)).Count);
    }

    [Fact]
    public async Task A_pool_of_codes_is_told_again_when_it_was_filled_and_is_nearly_empty_again()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.ByHand(rest: """, "rewards": [{"key": "cinema", "kind": "voucher", "cost": 10, "pool": "cinema"}]"""));
        (await shop.Adjust("anna", 500)).Accepted();
        (await shop.Post("/api/v1/loyalty/code-pools/cinema/codes", new { codes = new[] { "A", "B" } })).Accepted();
        (await shop.Redeem("anna", 10, reward: "cinema")).Accepted();
        Assert.Empty(await List(shop));

        (await shop.Redeem("anna", 10, reward: "cinema")).Accepted();
        Assert.Equal(["codes_used"], (await List(shop)).Select(alert => alert["kind"]!.GetValue<string>()));
        (await shop.Post("/api/v1/loyalty/code-pools/cinema/codes", new { codes = new[] { "C" } })).Accepted();
        Assert.Single(await List(shop));
        (await shop.Redeem("anna", 10, reward: "cinema")).Accepted();

        Assert.Equal([2m, 3m], (await List(shop)).Select(alert => alert["outOf"]!.GetValue<decimal>()).Order());
    }

    [Fact]
    public async Task Many_adjustments_by_one_user_on_a_day_are_told()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.ByHand());
        for (var adjusted = 0; adjusted < 31; adjusted++)
        {
            (await shop.Adjust($"m{adjusted}", 1)).Accepted();
        }

        shop.GoDays(1);
        shop.Services.GetRequiredService<DueAlerts>().Run();
        (await shop.Adjust("m1", 1)).Accepted();
        shop.GoDays(1);
        shop.Services.GetRequiredService<DueAlerts>().Run();

        var alert = Assert.Single(await List(shop));
        Assert.Equal(("user_adjusted", 31m), (alert["kind"]!.GetValue<string>(), alert["amount"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task An_alert_is_seen_and_closed_with_a_word_why_and_stays_closed()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1, "budget": 100}]}""");
        (await shop.Order("anna", "1", 90)).Accepted();
        var id = (await List(shop))[0]["id"]!.GetValue<Guid>();

        Assert.Equal("seen", (await shop.Post($"{Alerts}/{id}/seen", new { })).Accepted().Json["state"]!.GetValue<string>());
        Assert.Equal("alert.why", (await shop.Post($"{Alerts}/{id}/closed", new { why = " " })).Code);
        Assert.Equal("closed", (await shop.Post($"{Alerts}/{id}/closed", new { why = "a good month" })).Accepted().Json["state"]!.GetValue<string>());
        Assert.Equal(("closed", "a good month"), Of((await shop.Post($"{Alerts}/{id}/seen", new { })).Accepted().Json));
        Assert.Empty(await List(shop, "?state=new"));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Post($"{Alerts}/{Guid.NewGuid()}/seen", new { })).Status);

        static (string, string) Of(JsonNode alert) => (alert["state"]!.GetValue<string>(), alert["why"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_log_that_no_longer_signs_is_told()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        (await shop.Order("anna", "1", 10)).Accepted();
        var log = shop.Services.GetRequiredService<Log.LedgerLog>();
        log.Grow(_ => { });
        shop.Database.Write(transaction => transaction.Execute("UPDATE log_state SET size = 0, root = @root", new { root = Transparency.LogHash.OfEmptyTree.ToArray() }));
        shop.Database.Write(transaction => transaction.Execute("UPDATE ledger_transaction SET leaf_index = NULL, log_id = NULL"));
        log.Grow(_ => { });

        shop.Services.GetRequiredService<DueAlerts>().Run();

        var alert = Assert.Single(await List(shop));
        Assert.Equal(("log_unsigned", "log.smaller"), (alert["kind"]!.GetValue<string>(), alert["subject"]!.GetValue<string>()));
    }

    private static async Task<List<JsonNode>> List(LoyaltyFixture shop, string query = "") => [.. (await shop.Get(Alerts + query))["items"]!.AsArray().Select(item => item!)];

    private async Task<LoyaltyFixture> QuietDays(string rest = "")
    {
        var shop = await LoyaltyFixture.OpenAsync(engine, "2026-10-01");
        await shop.Publish(Programmes.Points(rest: rest));
        for (var day = 0; day < 5; day++)
        {
            await Day(shop, 1);
            shop.GoDays(1);
        }

        return shop;
    }

    private static async Task Day(LoyaltyFixture shop, int times)
    {
        for (var person = 0; person < People; person++)
        {
            (await Buy(shop, $"m{person}", person, "usual", (85 + (5 * person)) * times)).Accepted();
        }
    }

    private static Task<Answer> Buy(LoyaltyFixture shop, string member, int cashier, string what, decimal price) => shop.Post("/api/v1/orders", new
    {
        number = $"{what}:{member}:{shop.Today}",
        placedAt = shop.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        staff = $"cashier-{cashier}",
        customer = new { number = member },
        lines = new[] { new { product = "thing", quantity = 1, unitPrice = price } },
    });
}

/// <inheritdoc/>
public sealed class SqliteProgrammeAlertTests() : ProgrammeAlertTests(Engine.Sqlite);

/// <inheritdoc/>
public sealed class PostgreSqlProgrammeAlertTests() : ProgrammeAlertTests(Engine.PostgreSql);

/// <summary>The rule by itself.</summary>
public sealed class UnusualSumTests
{
    private static readonly SumOfDay[] Others = [.. Enumerable.Range(0, 40).Select(at => new SumOfDay(at / 4, 80 + at, 1))];

    [Fact]
    public void Thirty_times_is_unusual_and_four_times_is_not()
    {
        Assert.NotNull(UnusualSum.Judge(3_000, Others, [], []));
        Assert.Null(UnusualSum.Judge(400, Others, [], []));
    }

    [Fact]
    public void Who_has_such_sums_on_many_days_is_known_for_it()
    {
        SumOfDay[] own = [.. Enumerable.Range(0, 12).Select(day => new SumOfDay(day, 2_500, 1))];

        Assert.Null(UnusualSum.Judge(3_000, Others, [], own));
        Assert.NotNull(UnusualSum.Judge(20_000, Others, [], own));
    }

    [Fact]
    public void Without_enough_others_nothing_is_said() => Assert.Null(UnusualSum.Judge(3_000, Others[..19], [], []));

    [Fact]
    public void Equal_sums_counted_together_are_as_those_counted_one_by_one()
    {
        SumOfDay[] together = [new(0, 100, 15), new(1, 110, 25)];
        SumOfDay[] each = [.. Enumerable.Repeat(new SumOfDay(0, 100, 1), 15), .. Enumerable.Repeat(new SumOfDay(1, 110, 1), 25)];

        Assert.Equal(UnusualSum.Judge(3_000, each, [], []), UnusualSum.Judge(3_000, together, [], []));
    }
}
