using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
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

    private static Task<IntakeAnswer?> Merge(LoyaltyFixture shop, Guid customer, Guid into) =>
        shop.Services.GetRequiredService<JournalIntake>().SubmitAsync(new LinkCustomers(new CustomerId(customer), new CustomerId(into), "test"));
}

public sealed class SqliteMergedMemberTests() : MergedMemberTests(Engine.Sqlite);

public sealed class PostgreSqlMergedMemberTests() : MergedMemberTests(Engine.PostgreSql);
