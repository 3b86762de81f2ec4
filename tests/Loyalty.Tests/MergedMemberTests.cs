using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Tests.Rewards;
using Regulars.Loyalty.Tests.Rules;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests;

/// <summary>Merged records are one person: what each has can be used wherever the person shows themselves.</summary>
public abstract class MergedMemberTests(Engine engine)
{
    [Fact]
    public async Task Points_of_merged_records_are_shown_and_used_together()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        var anna = (await shop.Order("anna", "1", 40)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 60)).Accepted().Customer;
        await Merge(shop, ania, anna);

        Assert.Equal(100, await shop.Balance(anna));
        Assert.Equal(100, await shop.Balance(ania));
        (await shop.Redeem("ania", 90)).Accepted();
        Assert.Equal(10, await shop.Balance(anna));
        Assert.Equal("points.not_enough", (await shop.Redeem("anna", 11)).Code);
    }

    [Fact]
    public async Task An_order_of_a_merged_record_that_is_returned_takes_back_from_the_person()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        var anna = (await shop.Order("anna", "1", 40)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 60)).Accepted().Customer;
        await Merge(shop, ania, anna);
        (await shop.Redeem("anna", 10)).Accepted();

        (await shop.Order("ania", "2", [("thing", 60), ("-thing", 60)])).Accepted();

        Assert.Equal(30, await shop.Balance(anna));
        Assert.Equal("points.not_enough", (await shop.Redeem("ania", 31)).Code);
        (await shop.Redeem("ania", 30)).Accepted();
        Assert.Equal(0, await shop.Balance(anna));
    }

    [Fact]
    public async Task Redemptions_by_both_names_at_once_never_use_more_than_there_is()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        var anna = (await shop.Order("anna", "1", 300)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 200)).Accepted().Customer;
        await Merge(shop, ania, anna);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => shop.Redeem(number % 2 == 0 ? "anna" : "ania", 50)));

        Assert.Equal(10, answers.Count(answer => answer.Status is System.Net.HttpStatusCode.OK));
        Assert.Equal(0, await shop.Balance(anna));
        Assert.Equal(0, shop.Database.QueryFirst<long>(
            "SELECT count(*) FROM points_account WHERE issued + pending + active + held + spent + expired + revoked + transferred + debt <> 0"));
    }

    [Fact]
    public async Task The_level_of_merged_records_is_the_persons_and_goes_with_the_merge()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Clubbed);
        var anna = (await shop.Order("anna", "1", 60)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 70)).Accepted().Customer;
        Assert.Equal(("base", "base"), (await shop.Level(anna), await shop.Level(ania)));

        await Merge(shop, ania, anna);

        Assert.Equal(("gold", "gold"), (await shop.Level(anna), await shop.Level(ania)));
        Assert.Equal(20, (await shop.Order("ania", "3", 10)).Accepted().Earned);
        Assert.Equal(20, (await shop.Order("anna", "4", 10)).Accepted().Earned);
        await shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new UnlinkCustomer(new CustomerId(ania), "test"));
        Assert.Equal(("base", "base"), (await shop.Level(anna), await shop.Level(ania)));
        Assert.Equal(10, (await shop.Order("ania", "5", 10)).Accepted().Earned);
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_return_by_one_card_lowers_the_level_that_both_raised_and_a_group_counts_as_single_requests_do()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Clubbed);
        var anna = (await shop.Order("anna", "1", 60)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 10)).Accepted().Customer;
        await Merge(shop, ania, anna);

        // In one batch: the first order raises the person to the level at which the second one earns.
        (await shop.Post("/api/v1/orders/batch", new { items = new[] { Item(shop, "anna", "3", 40), Item(shop, "ania", "4", 10) } })).Accepted();
        Assert.Equal(60 + 10 + 40 + 20, await shop.Balance(anna));
        (await shop.Order("anna", "3", [("thing", 40), ("-thing", 40)])).Accepted();

        Assert.Equal(("base", "base"), (await shop.Level(anna), await shop.Level(ania)));
        shop.CheckLedger();
    }

    private const string Clubbed = """
        {"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1}],
         "levelSets": [{"key": "club", "measure": "money", "period": "ever", "levels": [{"key": "base"}, {"key": "gold", "from": 100, "multiplier": 2}]}]}
        """;

    [Fact]
    public async Task An_order_uses_what_the_person_has_and_no_more()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points(unit: """, "value": 0.1"""));
        var anna = (await shop.Order("anna", "1", 40)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 60)).Accepted().Customer;
        await Merge(shop, ania, anna);

        var paid = (await shop.Order("anna", "3", 20, points: new[] { new { points = 90 } })).Accepted();
        Assert.Equal(10 + paid.Earned, await shop.Balance(anna));
        (await shop.Order("ania", "2", [("thing", 60), ("-thing", 60)])).Accepted();

        // The person owes by the other record: what the record itself has does not pay.
        (await shop.Order("anna", "4", 60)).Accepted();
        var left = await shop.Balance(anna);
        Assert.Equal("points.not_enough", (await shop.Order("anna", "5", 50, points: new[] { new { points = left + 1 } })).Code);
        (await shop.Order("anna", "5", 50, points: new[] { new { points = left } })).Accepted();
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_return_told_by_one_record_takes_back_what_the_order_of_another_gave()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Clubbed);
        var anna = (await shop.Order("anna", "1", 60)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 70)).Accepted().Customer;
        await Merge(shop, ania, anna);
        Assert.Equal("gold", await shop.Level(anna));

        (await shop.Order("anna", "R2", [("-thing", 70)], returnOf: "2")).Accepted();
        Assert.Equal((60, "base"), (await shop.Balance(anna), await shop.Level(anna)));
        (await shop.Order("anna", "R2", [("-thing", 70)], returnOf: "2")).Accepted();
        Assert.Equal(60, await shop.Balance(anna));
        (await shop.Order("anna", "R2", [("-thing", 70)], state: "cancelled", returnOf: "2")).Accepted();

        Assert.Equal((130, "gold"), (await shop.Balance(anna), await shop.Level(anna)));
        shop.CheckLedger();
    }

    [Fact]
    public async Task What_was_taken_by_a_record_that_is_merged_is_handed_over_or_comes_back()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(RewardSteps.Programme(""", "stock": 2"""));
        var anna = (await shop.Adjust("anna", 5)).Accepted().Customer;
        var ania = (await shop.Adjust("ania", 20)).Accepted().Customer;
        var first = (await shop.Take("ania")).Accepted();
        var second = (await shop.Take("ania")).Accepted();
        await Merge(shop, ania, anna);

        (await shop.Change(first, "fulfil")).Accepted();
        (await shop.Change(second, "cancel")).Accepted();

        Assert.Equal(15, await shop.Balance(anna));
        Assert.Equal("redemption.fulfilled", (await shop.Change(first, "cancel")).Code);
        Assert.Equal("redemption.undone", (await shop.Change(second, "fulfil")).Code);
        (await shop.Take("anna")).Accepted();
        shop.CheckLedger();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task What_a_friend_brought_a_record_that_is_merged_is_taken_back_with_the_friends_order(int used)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.ByHand(rest: """, "referrals": {"referrerPoints": 100, "friendPoints": 50, "windowDays": 0}"""));
        var anna = (await shop.Post("/api/v1/customers", new { number = "anna" })).Accepted().Customer;
        var anya = (await shop.Post("/api/v1/customers", new { number = "anya" })).Accepted().Customer;
        var code = (await shop.Get($"/api/v1/customers/{anna}/referral-code"))["code"]!.GetValue<string>();
        (await shop.Post("/api/v1/referrals", new { code, customer = new { number = "boris" } })).Accepted();
        await shop.Order("boris", "1", 30);
        if (used == 0)
        {
            await shop.Deliver();
            await Merge(shop, anna, anya);
        }
        else
        {
            await Merge(shop, anna, anya);
            await shop.Deliver();
            (await shop.Redeem("anya", used)).Accepted();
        }

        await shop.Order("boris", "1", 30, state: "cancelled");
        await shop.Deliver();

        Assert.Equal(-used, await shop.Balance(anya));
        shop.CheckLedger();
    }

    [Theory]
    [InlineData("\"mostPerDay\": 100")]
    [InlineData("\"mostPerCustomer\": 100")]
    public async Task A_limit_is_the_persons_whichever_card_earns(string limit)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish($$"""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1, {{limit}}}]}""");
        var anna = (await shop.Order("anna", "1", 60)).Accepted().Customer;
        var ania = (await shop.Order("ania", "2", 30)).Accepted().Customer;
        await Merge(shop, ania, anna);

        Assert.Equal(10, await Preview(shop, "ania", 50));
        Assert.Equal(10, (await shop.Order("ania", "3", 50)).Accepted().Earned);
        Assert.Equal(0, (await shop.Order("anna", "4", 50)).Accepted().EarnedOrNone());

        // In one batch: what the first order leaves is all that the second one gets.
        await shop.Order("anna", "1", [("thing", 60), ("-thing", 60)]);
        (await shop.Post("/api/v1/orders/batch", new { items = new[] { Item(shop, "ania", "5", 40), Item(shop, "anna", "6", 40) } })).Accepted();
        Assert.Equal(100, await shop.Balance(anna));

        await shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new UnlinkCustomer(new CustomerId(ania), "test"));
        Assert.Equal(80, (await shop.Order("anna", "7", 90)).Accepted().Earned);
        shop.CheckLedger();
    }

    [Fact]
    public async Task So_often_is_so_often_for_the_person()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""{"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "visit", "on": "visit", "points": 5, "mostTimes": 2}]}""");
        var anna = (await Visit("anna")).Accepted().Customer;
        var ania = (await Visit("ania")).Accepted().Customer;
        await Merge(shop, ania, anna);

        (await Visit("ania")).Accepted();
        (await Visit("anna")).Accepted();

        Assert.Equal(10, await shop.Balance(anna));

        Task<Answer> Visit(string customer) => shop.Post("/api/v1/facts", new { kind = "visit", occurredAt = shop.Clock.GetUtcNow().ToString("O"), customer = new { number = customer } });
    }

    [Fact]
    public async Task A_purchase_is_the_persons_first_or_second_whichever_card_is_shown()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""
            {"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "first", "points": 50, "when": {"field": "order.first", "comparison": "is", "values": ["yes"]}}],
             "milestones": [{"key": "orders", "at": [2, 3], "prize": {"points": 7}}]}
            """);
        var anna = (await shop.Order("anna", "1", 10)).Accepted().Customer;
        var ania = (await shop.Post("/api/v1/customers", new { number = "ania" })).Accepted().Customer;
        await Merge(shop, ania, anna);

        Assert.Equal(0, await Preview(shop, "ania", 10));
        // In one batch: the second and the third purchase of the person are told by two cards.
        (await shop.Post("/api/v1/orders/batch", new { items = new[] { Item(shop, "ania", "2", 10), Item(shop, "anna", "3", 10) } })).Accepted();

        Assert.Equal(50 + 7 + 7, await shop.Balance(anna));
        shop.CheckLedger();
    }

    private static object Item(LoyaltyFixture shop, string customer, string number, decimal price) => new
    {
        number, placedAt = shop.Clock.GetUtcNow().ToString("O"), state = "sold", customer = new { number = customer }, lines = new[] { new { product = "thing", quantity = 1, unitPrice = price } },
    };

    /// <summary>What the first rule would give.</summary>
    private static async Task<decimal> Preview(LoyaltyFixture shop, string customer, decimal price) =>
        (await shop.Post("/api/v1/till/preview", Item(shop, customer, "basket", price))).Accepted().Json["rules"]![0]!["points"]!.GetValue<decimal>();

    private static Task<IntakeAnswer?> Merge(LoyaltyFixture shop, Guid customer, Guid into) =>
        shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new LinkCustomers(new CustomerId(customer), new CustomerId(into), "test"));
}

public sealed class SqliteMergedMemberTests() : MergedMemberTests(Engine.Sqlite);

public sealed class PostgreSqlMergedMemberTests() : MergedMemberTests(Engine.PostgreSql);
