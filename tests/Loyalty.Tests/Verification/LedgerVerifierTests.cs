using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Verification;

/// <summary>The verifier names the first wrong row, wherever it is.</summary>
public abstract class LedgerVerifierTests(Engine engine)
{
    private const string Programme =
        """
        {"name": "Club", "units": [{"key": "points", "value": 0.1, "expiryDays": 30, "pendingDays": 0}],
         "rules": [{"key": "orders", "points": 1, "per": 1, "mostPerDay": 500}], "rewards": [{"key": "mug", "cost": 10}],
         "levelSets": [{"key": "club", "period": "ever", "levels": [{"key": "first"}, {"key": "second", "from": 100}]}]}
        """;

    [Theory]
    [InlineData("UPDATE points_by_day SET points = points + 1 WHERE reason = 0", "points_by_day", "points")]
    [InlineData("UPDATE points_outstanding SET active = active + 1", "points_outstanding", "active")]
    public async Task Sums_that_liability_reads_are_found_where_they_are_damaged(string damage, string table, string column)
    {
        await using var shop = await Furnished();
        shop.Database.Write(transaction => transaction.Execute(damage));

        var fault = new LedgerVerifier(shop.Database).Verify().Fault!;

        Assert.Equal((table, column), (fault.Table, fault.Column));
    }

    [Fact]
    public async Task A_ledger_that_agrees_is_counted()
    {
        await using var shop = await Furnished();

        var verdict = new LedgerVerifier(shop.Database).Verify();

        Assert.Null(verdict.Fault);
        Assert.Equal(2, verdict.Members);
        Assert.Equal(shop.Database.QueryFirst<long>("SELECT count(*) FROM posting"), verdict.Postings);
    }

    [Theory]
    [InlineData("UPDATE posting SET points = points + 1 WHERE posting = 1 AND customer_id = @anna", "ledger_transaction", "1", "entry")]
    [InlineData("UPDATE posting SET rule = 'others' WHERE posting = 1 AND customer_id = @anna", "ledger_transaction", "1", "entry")]
    [InlineData("DELETE FROM posting WHERE posting = 2 AND customer_id = @anna", "posting", "2", "posting")]
    [InlineData("UPDATE posting SET points = -1 WHERE posting = 3 AND customer_id = @anna", "posting", "3", "points")]
    [InlineData("UPDATE posting SET to_account = from_account WHERE posting = 3 AND customer_id = @anna", "posting", "3", "to_account")]
    [InlineData("DELETE FROM ledger_transaction WHERE posting = 2 AND customer_id = @anna", "ledger_transaction", "2", "posting")]
    [InlineData("UPDATE points_account SET active = active + 1 WHERE customer_id = @anna", "points_account", "points", "active")]
    [InlineData("UPDATE points_account SET last_lot = last_lot + 1 WHERE customer_id = @anna", "points_account", "points", "last_lot")]
    [InlineData("DELETE FROM points_account WHERE customer_id = @anna", "points_account", "points", "unit")]
    [InlineData("UPDATE lot SET spent = spent - 1, active = active + 1 WHERE lot = 1 AND customer_id = @anna", "lot", "1", "active")]
    [InlineData("UPDATE lot SET rule = NULL WHERE lot = 2 AND customer_id = @anna", "lot", "2", "rule")]
    [InlineData("UPDATE lot SET is_open = 1 - is_open WHERE lot = 2 AND customer_id = @anna", "lot", "2", "is_open")]
    [InlineData("DELETE FROM lot WHERE lot = 1 AND customer_id = @anna", "lot", "1", "lot")]
    [InlineData("UPDATE order_points SET document = replace(document, '\"points\":60', '\"points\":61') WHERE customer_id = @anna", "order_points", null, "given points")]
    [InlineData("UPDATE order_points SET document = replace(document, '\"points\":20', '\"points\":19') WHERE customer_id = @anna", "order_points", null, "used points")]
    [InlineData("DELETE FROM order_points WHERE customer_id = @anna", "order_points", null, "order_id")]
    [InlineData("DELETE FROM points_hold WHERE customer_id = @anna", "points_hold", null, "parts, lot 1")]
    [InlineData("UPDATE redemption SET points = points + 1 WHERE is_undone = 0 AND customer_id = @anna", "redemption", null, "points")]
    [InlineData("UPDATE redemption SET is_undone = 1 WHERE customer_id = @anna", "redemption", null, "is_undone")]
    [InlineData("DELETE FROM redemption WHERE is_undone = 0 AND customer_id = @anna", "redemption", null, "points")]
    [InlineData("UPDATE limit_use SET points = points + 1 WHERE day <> 0 AND customer_id = @anna", "limit_use", "orders", "points")]
    [InlineData("UPDATE limit_use SET times = times + 1 WHERE day = 0 AND customer_id = @anna", "limit_use", "orders", "times")]
    [InlineData("UPDATE level_progress SET amount = amount + 1 WHERE measure = 'money' AND day = 0 AND customer_id = @anna", "level_progress", "money", "amount")]
    public async Task Planted_damage_is_found_where_it_is(string damage, string table, string? row, string column)
    {
        await using var shop = await Furnished();
        var anna = shop.Database.QueryFirst<Guid>("SELECT customer_id FROM redemption LIMIT 1");
        Assert.True(shop.Database.Write(transaction => transaction.Execute(damage, new { anna })) > 0);

        var fault = new LedgerVerifier(shop.Database).Verify().Fault;

        Assert.NotNull(fault);
        Assert.Equal((anna, table, column), (fault.Customer, fault.Table, fault.Column));
        Assert.True(row is null || fault.Row == row, fault.ToString());
        Assert.NotEqual(fault.Found, fault.Expected);
    }

    /// <summary>One member with a bit of everything, and one with points from the other.</summary>
    private async Task<LoyaltyFixture> Furnished()
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programme);
        await shop.Order("anna", "1", [("tea", 100), ("cup", 60)]);
        (await shop.Order("anna", "2", 42, points: new[] { new { points = 20 } })).Accepted();
        (await shop.Order("anna", "1", [("tea", 100), ("cup", 60), ("-tea", 100)])).Accepted();
        (await shop.Post("/api/v1/points/holds", new { customer = new { number = "anna" }, points = 15 })).Accepted();
        (await shop.Redeem("anna", 7)).Accepted();
        var use = (await shop.Redeem("anna", 5)).Accepted();
        (await shop.Post("/api/v1/points/redemptions/undo", new { customer = new { id = use.Customer }, version = use.Json["version"]!.GetValue<long>() })).Accepted();
        var boris = (await shop.Order("boris", "3", 10)).Accepted().Customer;
        (await shop.Post("/api/v1/points/transfers", new { customer = new { number = "anna" }, points = 4, to = boris })).Accepted();
        await shop.Deliver();
        return shop;
    }
}

public sealed class SqliteLedgerVerifierTests() : LedgerVerifierTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlLedgerVerifierTests() : LedgerVerifierTests(Engine.PostgreSql);
