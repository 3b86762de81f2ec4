using Regulars.Loyalty.Tests.Rewards;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Verification;

/// <summary>The verifier names what of shared limits and codes does not follow from what members have.</summary>
public abstract class SharedVerifierTests(Engine engine)
{
    private const string Programme =
        """
        {"name": "Club", "units": [{"key": "points"}], "rules": [{"key": "orders", "points": 1, "per": 1, "budget": 500}, {"key": "reviews", "on": "review.written", "points": 20, "budget": 50}],
         "rewards": [{"key": "mug", "cost": 10, "stock": 5}, {"key": "ticket", "kind": "voucher", "cost": 10, "pool": "cinema"}]}
        """;

    [Theory]
    [InlineData("UPDATE shared_limit SET used = used + 1 WHERE limit_key = 'budget:orders'", "shared_limit", "budget:orders", "used")]
    [InlineData("UPDATE shared_limit SET used = 0 WHERE limit_key = 'budget:reviews'", "shared_limit", "budget:reviews", "used")]
    [InlineData("DELETE FROM shared_limit WHERE limit_key = 'stock:mug'", "shared_limit", "stock:mug", "used")]
    [InlineData("UPDATE code_pool SET codes_left = codes_left + 1", "code_pool", "cinema", "codes_left")]
    [InlineData("DELETE FROM pool_code_lookup WHERE state = 0", "code_pool", "cinema", "codes")]
    [InlineData("UPDATE pool_code_lookup SET state = 2 WHERE state = 1", "pool_code_lookup", null, "state")]
    [InlineData("UPDATE pool_code_lookup SET fact_version = 999 WHERE state = 1", "pool_code_lookup", null, "state")]
    [InlineData("UPDATE pool_code_lookup SET fact_version = 999 WHERE state = 2", "pool_code_lookup", "999.0", "customer_id")]
    [InlineData("UPDATE redemption SET is_undone = 1 WHERE reward = 'mug'", "redemption", null, "is_undone")]
    public async Task Planted_damage_is_found_where_it_is(string damage, string table, string? row, string column)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programme);
        (await shop.Post("/api/v1/loyalty/code-pools/cinema/codes", new { codes = new[] { "A1", "B2", "C3" } })).Accepted();
        (await shop.Order("anna", "1", 100)).Accepted();
        (await shop.Post("/api/v1/facts", new { kind = "review.written", customer = new { number = "anna" } })).Accepted();
        (await shop.Take("anna")).Accepted();
        (await shop.Take("anna", "ticket")).Accepted();
        (await shop.Change((await shop.Take("anna", "ticket")).Accepted(), "cancel")).Accepted();
        (await shop.Order("anna", "2", [("tea", 1), ("mug", 0)], points: new[] { new { reward = "mug", line = 1 } })).Accepted();
        shop.CheckLedger();
        Assert.True(shop.Database.Write(transaction => transaction.Execute(damage)) > 0);

        var fault = new LedgerVerifier(shop.Database).Verify().Fault;

        Assert.Equal((table, column), (fault?.Table, fault?.Column));
        Assert.True(row is null || fault!.Row == row, fault!.ToString());
    }
}

public sealed class SqliteSharedVerifierTests() : SharedVerifierTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlSharedVerifierTests() : SharedVerifierTests(Engine.PostgreSql);
