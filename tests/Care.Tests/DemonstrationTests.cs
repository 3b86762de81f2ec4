using Regulars.Journal.Demonstration;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Storage;

namespace Regulars.Care.Tests;

/// <summary>The demonstration shop is made up, so that it is known what stands in its customers' way: that is found, and nothing else.</summary>
public sealed class DemonstrationTests
{
    private static readonly string[] Planted = ["payment method:blik", "refusal product:CU04", "search query:kapsulki do ekspresu"];

    [Theory]
    [InlineData(1, 600)]
    [InlineData(7, 700)]
    [InlineData(3, 900)]
    public async Task What_was_planted_is_found_and_nothing_else(int seed, int customers)
    {
        await using var shop = await CareShop.Open(Engine.Sqlite);
        shop.Service<BusinessStore>().Save(DemonstrationShop.Business);
        await new DemonstrationFill(shop.Service<JournalIntake>()).RunAsync(seed, customers, shop.Today, DemonstrationShop.Business.Currency, null, CancellationToken.None);

        Assert.Equal(Planted.Length, shop.Night());
        Assert.Equal(Planted, shop.Database.Query<(string Kind, string Subject)>("SELECT kind, subject FROM obstacle ORDER BY kind").Select(row => $"{row.Kind} {row.Subject}"));
        Assert.All(shop.Database.Query<(long Customers, long AtStake)>("SELECT customers, at_stake FROM obstacle"), found => Assert.True(found.Customers >= 8 && found.AtStake > 0));
    }
}
