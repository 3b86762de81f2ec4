using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Tests.Rewards;
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
        (await shop.Post("/api/v1/orders/batch", new { items = new[] { Item("anna", "3", 40), Item("ania", "4", 10) } })).Accepted();
        Assert.Equal(60 + 10 + 40 + 20, await shop.Balance(anna));
        (await shop.Order("anna", "3", [("thing", 40), ("-thing", 40)])).Accepted();

        Assert.Equal(("base", "base"), (await shop.Level(anna), await shop.Level(ania)));
        shop.CheckLedger();

        object Item(string customer, string number, decimal price) => new
        {
            number, placedAt = shop.Clock.GetUtcNow().ToString("O"), state = "sold", customer = new { number = customer }, lines = new[] { new { product = "thing", quantity = 1, unitPrice = price } },
        };
    }

    private const string Clubbed = """
        {"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1}],
         "levelSets": [{"key": "club", "measure": "money", "period": "ever", "levels": [{"key": "base"}, {"key": "gold", "from": 100, "multiplier": 2}]}]}
        """;

    private static Task<IntakeAnswer?> Merge(LoyaltyFixture shop, Guid customer, Guid into) =>
        shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new LinkCustomers(new CustomerId(customer), new CustomerId(into), "test"));
}

public sealed class SqliteMergedMemberTests() : MergedMemberTests(Engine.Sqlite);

public sealed class PostgreSqlMergedMemberTests() : MergedMemberTests(Engine.PostgreSql);
