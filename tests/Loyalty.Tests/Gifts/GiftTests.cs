using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Gifts;
using Regulars.Loyalty.Tests.Challenges;
using Regulars.Loyalty.Tests.Rewards;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Gifts;

/// <summary>Surprises by hand and by campaigns: within the budget, once, and with customers held out to compare.</summary>
public abstract class GiftTests(Engine engine)
{
    [Fact]
    public async Task A_gift_by_hand_wants_a_key_and_a_reason_and_is_given_once()
    {
        await using var shop = await Open("");
        (await shop.Order("anna", "1", 10)).Accepted();
        var gift = new { customer = new { number = "anna" }, points = 25, note = "a coffee", reason = "waited long" };

        Assert.Equal("request.key_missing", (await shop.Post("/api/v1/loyalty/gifts", gift)).Code);
        var first = (await shop.Post("/api/v1/loyalty/gifts", gift, "g1")).Accepted();
        Assert.Equal(first.Text, (await shop.Post("/api/v1/loyalty/gifts", gift, "g1")).Accepted().Text);
        Assert.Equal(HttpStatusCode.Conflict, (await shop.Post("/api/v1/loyalty/gifts", gift with { points = 26 }, "g1")).Status);
        Assert.Equal("gift.reason", (await shop.Post("/api/v1/loyalty/gifts", gift with { reason = "" }, "g2")).Code);
        Assert.Equal("gift.empty", (await shop.Post("/api/v1/loyalty/gifts", new { gift.customer, gift.reason }, "g3")).Code);
        Assert.Equal("points.amount", (await shop.Post("/api/v1/loyalty/gifts", gift with { points = -5 }, "g4")).Code);
        Assert.Equal("points.needs_approval", (await shop.Post("/api/v1/loyalty/gifts", gift with { points = 1001 }, "g5")).Code);

        Assert.Equal((25, 1), (await shop.Balance(first.Customer), shop.Facts("gift.given")));
        Assert.Equal("gift", (await shop.Postings(first.Customer))[0]["reason"]!.GetValue<string>());
        shop.CheckLedger();
        await shop.Services.GetRequiredService<Regulars.Journal.Intake.JournalIntake>().SubmitAsync(new Regulars.Journal.Contracts.EraseCustomer(new CustomerId(first.Customer), "test"));
        Assert.Equal(1, shop.Database.QueryFirst<long>("SELECT count(*) FROM gift WHERE note IS NULL AND reason IS NULL"));
    }

    [Fact]
    public async Task A_campaign_gives_once_a_month_up_to_its_limit_and_who_is_held_out_is_told_once()
    {
        await using var shop = await Open(""", "giftCampaigns": [{"key": "thanks", "points": 10, "budget": 10000, "heldOut": 0.5, "mostPerCustomer": 2, "when": {"field": "orders", "comparison": "at-least", "values": ["1"]}}]""");
        await Buy(shop, 40);
        (await shop.Post("/api/v1/customers", new { number = "never" })).Accepted();

        Assert.Equal(40, await Run(shop));
        Assert.Equal(0, await Run(shop));
        shop.GoDays(3);
        Assert.Equal(0, await Run(shop));
        var (given, heldOut) = (shop.Facts("gift.given"), shop.Facts("gift.held-out"));
        Assert.True(given + heldOut == 40 && given > 5 && heldOut > 5, $"{given} {heldOut}");
        Assert.All(
            shop.Database.Query<string>("SELECT content FROM fact WHERE kind LIKE 'gift.%'"),
            content => Assert.True(content.Contains("\"campaign\":\"thanks\"", StringComparison.Ordinal) && content.Contains("\"programmeVersion\":1", StringComparison.Ordinal), content));
        shop.GoTo("2026-12-02");
        Assert.Equal(given, await Run(shop));
        shop.GoTo("2027-01-02");
        Assert.Equal(0, await Run(shop));

        Assert.Equal((2 * given, heldOut), (shop.Facts("gift.given"), shop.Facts("gift.held-out")));
        Assert.Equal(20 * given, shop.Database.QueryFirst<long>("SELECT CAST(sum(active) AS {long}) FROM points_account"));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_budget_is_never_overrun_though_many_ask_at_once()
    {
        await using var shop = await Open(""", "giftCampaigns": [{"key": "thanks", "points": 10, "budget": 105, "heldOut": 0}]""");
        var customers = await Buy(shop, 30);
        await using var other = engine is Engine.PostgreSql ? await shop.OpenNodeAsync() : null;

        var answers = await Task.WhenAll(customers.Select((customer, at) => Give(at % 2 == 1 && other is not null ? other : shop, customer)));

        Assert.Equal(10, answers.Count(answer => answer.Refusal is null));
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => Assert.Equal("gift.budget", answer.Refusal!.Code));
        Assert.Equal(0, await Run(shop));
        shop.GoTo("2026-12-01");
        Assert.Equal(10, await Run(shop));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_reward_is_given_without_points_and_waits_to_be_handed_over()
    {
        await using var shop = await Open(""", "rewards": [{"key": "mug", "cost": 100, "stock": 1}], "giftCampaigns": [{"key": "mugs", "reward": "mug", "budget": 1000, "heldOut": 0}]""");
        await Buy(shop, 2);

        Assert.Equal(1, await Run(shop));

        Assert.Single((await shop.Get("/api/v1/loyalty/redemptions"))["items"]!.AsArray());
        Assert.Equal(100, shop.Database.QueryFirst<long>("SELECT used FROM shared_limit WHERE limit_key = 'gifts:mugs:2026-11'"));
        shop.CheckLedger();
    }

    [Fact]
    public async Task The_effect_is_the_difference_of_means_with_its_interval_by_Welch()
    {
        await using var shop = await Open(""", "giftCampaigns": [{"key": "thanks", "points": 10, "budget": 100000, "heldOut": 0.5}]""");
        var customers = await Buy(shop, 90);
        await Run(shop);
        Assert.Equal("too_few", (await shop.Get("/api/v1/loyalty/gift-campaigns/thanks/effect"))["whyNot"]!.GetValue<string>());
        var (treated, heldOut) = (new List<double>(), new List<double>());
        shop.GoDays(1);
        foreach (var (at, customer) in customers.Index())
        {
            var isHeldOut = shop.Database.QueryFirst<long>("SELECT is_held_out FROM gift WHERE customer_id = @customer", new { customer = customer.Value }) == 1;
            var spent = (at % 7 * 3) + (isHeldOut ? 0 : 4);
            (await shop.Order($"c{at}", $"later{at}", spent + 5)).Accepted();
            (await shop.Order($"c{at}", $"later{at}", [("thing", spent + 5), ("-thing", 5)])).Accepted();
            (isHeldOut ? heldOut : treated).Add(spent);
        }

        shop.GoDays(60);
        await Buy(shop, 90, "late");

        var effect = await shop.Get("/api/v1/loyalty/gift-campaigns/thanks/effect");

        var (difference, half) = Welch(treated, heldOut);
        Assert.Equal((treated.Count, heldOut.Count), (effect["treated"]!.GetValue<int>(), effect["heldOut"]!.GetValue<int>()));
        Assert.Equal(difference, effect["difference"]!.GetValue<double>(), 0.001);
        Assert.Equal(difference - half, effect["low"]!.GetValue<double>(), 0.02);
        Assert.Equal(difference + half, effect["high"]!.GetValue<double>(), 0.02);
        Assert.Equal(10m * treated.Count, effect["costPoints"]!.GetValue<decimal>());
        Assert.False(effect["isSplitBroken"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.NotFound, (await shop.GetBytes("/api/v1/loyalty/gift-campaigns/other/effect")).Status);
    }

    [Theory]
    [InlineData("""{"key": "a", "budget": 10}""", "gift.what")]
    [InlineData("""{"key": "a", "points": 5}""", "gift.monthly")]
    [InlineData("""{"key": "a", "points": 5, "budget": 10, "heldOut": 1}""", "gift.share")]
    [InlineData("""{"key": "a", "reward": "none", "budget": 10}""", "reward.unknown")]
    [InlineData("""{"key": "a", "points": 5, "budget": 10, "mostPerCustomer": 0}""", "gift.most")]
    public async Task A_campaign_that_makes_no_sense_is_not_published(string campaign, string code)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);

        Assert.Equal(code, (await shop.Put("/api/v1/loyalty/programme", Programmes.ByHand(rest: $$""", "giftCampaigns": [{{campaign}}]"""))).Code);
    }

    /// <summary>The difference of means, and half the interval by Student's quantile of 0.975 for the degrees of Welch, approximated by Cornish and Fisher.</summary>
    private static (double Difference, double Half) Welch(List<double> one, List<double> other)
    {
        var (a, b) = (Variance(one) / one.Count, Variance(other) / other.Count);
        var degrees = (a + b) * (a + b) / ((a * a / (one.Count - 1)) + (b * b / (other.Count - 1)));
        const double z = 1.959963984540054;
        var t = z + (((z * z * z) + z) / (4 * degrees)) + (((5 * Math.Pow(z, 5)) + (16 * Math.Pow(z, 3)) + (3 * z)) / (96 * degrees * degrees));
        return (one.Average() - other.Average(), t * Math.Sqrt(a + b));
    }

    private static double Variance(List<double> values) => values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Count - 1);

    private static async Task<IReadOnlyList<CustomerId>> Buy(LoyaltyFixture shop, int customers, string order = "first")
    {
        var bought = new List<CustomerId>();
        for (var at = 0; at < customers; at++)
        {
            bought.Add(new CustomerId((await shop.Order($"c{at}", order + at.ToString(CultureInfo.InvariantCulture), 10)).Accepted().Customer));
        }

        return bought;
    }

    private static async Task<Regulars.Journal.Contracts.IntakeAnswer> Give(LoyaltyFixture shop, CustomerId customer) =>
        (await shop.Services.GetRequiredService<Regulars.Journal.Intake.JournalIntake>().SubmitAsync(new Regulars.Journal.Contracts.RecordFact(
            new Regulars.Journal.Contracts.FactInput
            {
                Kind = LoyaltyFacts.GiftGiven,
                Source = "regulars",
                OccurredAt = Instant.Now(shop.Clock),
                Customer = new Regulars.Journal.Contracts.CustomerInput { Id = customer, Identities = [] },
                Content = new PointsCommand { Campaign = "thanks" }.Write(),
            },
            IsOwn: true)))!;

    private static Task<long> Run(LoyaltyFixture shop) => shop.Services.GetRequiredService<DueGifts>().RunAsync(() => true, TestContext.Current.CancellationToken);

    private async Task<LoyaltyFixture> Open(string rest)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.ByHand(rest: rest));
        return shop;
    }
}

public sealed class SqliteGiftTests() : GiftTests(Engine.Sqlite);

public sealed class PostgreSqlGiftTests() : GiftTests(Engine.PostgreSql);
