using Microsoft.Extensions.DependencyInjection;
using Regulars.Loyalty.Gifts;
using Regulars.Loyalty.Tests.Challenges;
using Regulars.Loyalty.Tests.Rewards;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Verification;

/// <summary>The verifier names what of challenges and gifts does not follow from orders, facts and postings.</summary>
public abstract class ChallengeVerifierTests(Engine engine)
{
    private const string Challenges = """{"key": "two", "goal": 2, "prize": {"points": 5}}, {"key": "reviews", "on": "review.written", "goal": 5}""";

    private const string Gifts = """, "giftCampaigns": [{"key": "thanks", "points": 10, "budget": 100, "heldOut": 0}]""";

    [Theory]
    [InlineData("UPDATE level_progress SET amount = amount + 1 WHERE measure = 'challenge:two'", "level_progress", "amount")]
    [InlineData("UPDATE challenge_step SET amount = 2", "level_progress", "amount")]
    [InlineData("DELETE FROM challenge_step", "level_progress", "amount")]
    [InlineData("UPDATE fact SET kind = 'visit' WHERE kind = 'review.written'", "challenge_step", "fact_version")]
    [InlineData("UPDATE achievement SET period = 7", "achievement", "is_held")]
    [InlineData("UPDATE achievement SET lot = 99", "achievement", "lot")]
    [InlineData("DELETE FROM achievement", "achievement", "achievement")]
    [InlineData("UPDATE gift SET points = 9, cost = 9", "gift", "points")]
    [InlineData("DELETE FROM gift", "gift", "points")]
    [InlineData("UPDATE shared_limit SET used = used - 1 WHERE limit_key LIKE 'gifts:%'", "shared_limit", "used")]
    public async Task Planted_damage_is_found_where_it_is(string damage, string table, string column)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(ChallengeSteps.Programme(Challenges, Gifts));
        (await shop.Order("anna", "1", 10)).Accepted();
        (await shop.Order("anna", "2", 10)).Accepted();
        (await shop.Fact("anna", "review.written")).Accepted();
        Assert.Equal(1, await shop.Services.GetRequiredService<DueGifts>().RunAsync(() => true, TestContext.Current.CancellationToken));
        shop.CheckLedger();
        Assert.True(shop.Database.Write(transaction => transaction.Execute(damage)) > 0);

        var fault = new LedgerVerifier(shop.Database).Verify().Fault;

        Assert.Equal((table, column), (fault?.Table, fault?.Column));
    }
}

public sealed class SqliteChallengeVerifierTests() : ChallengeVerifierTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlChallengeVerifierTests() : ChallengeVerifierTests(Engine.PostgreSql);
