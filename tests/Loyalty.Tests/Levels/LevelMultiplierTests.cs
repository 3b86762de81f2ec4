using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Levels;

/// <summary>Levels multiply what rules give, by the level on the day the order was told.</summary>
public sealed class LevelMultiplierTests
{
    [Fact]
    public async Task A_level_multiplies_from_the_next_order_on_and_a_return_undoes_it_by_the_same_factor()
    {
        await using var shop = await Open("""{"key": "orders", "points": 1, "per": 1}, {"key": "thanks", "points": 5, "isMultipliedByLevel": false}""");

        Assert.Equal(100 + 5, (await shop.Order("anna", "1", 100)).Accepted().Earned);
        Assert.Equal(60 + 5, (await shop.Order("anna", "2", 40)).Accepted().Earned);
        // What raised the level comes back; the second order keeps the factor it was judged by.
        (await shop.Order("anna", "1", [("thing", 100), ("-thing", 100)])).Accepted();
        Assert.Equal(30, (await shop.Order("anna", "2", [("thing", 40)], refunded: 20)).Accepted().TakenBack);
        Assert.Equal(10 + 5, (await shop.Order("anna", "3", 10)).Accepted().Earned);
    }

    [Fact]
    public async Task A_multiplied_number_is_rounded_once()
    {
        await using var shop = await Open("""{"key": "orders", "points": 1, "per": 1}""");
        await shop.Order("anna", "1", 100);

        // 7 × 1.5 = 10.5
        Assert.Equal(10, (await shop.Order("anna", "2", 7.99m)).Accepted().Earned);
    }

    private static async Task<LoyaltyFixture> Open(string rules)
    {
        var shop = await LoyaltyFixture.OpenAsync(Engine.Sqlite);
        await shop.Publish($$"""
            {"name": "Club", "units": [{"key": "points"}], "rules": [{{rules}}],
             "levelSets": [{"key": "club", "measure": "money", "period": "ever", "levels": [{"key": "first"}, {"key": "second", "from": 100, "multiplier": 1.5}]}]}
            """);
        return shop;
    }
}
