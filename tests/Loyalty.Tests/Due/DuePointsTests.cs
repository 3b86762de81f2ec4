using Microsoft.Extensions.DependencyInjection;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Tests.Model;
using Regulars.Loyalty.Verification;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Due;

/// <summary>What becomes due by itself is done in the night, by postings, without a fact for each member.</summary>
public abstract class DuePointsTests(Engine engine)
{
    [Fact]
    public async Task Points_that_have_expired_are_posted_as_expired_and_no_fact_is_recorded()
    {
        await using var shop = await Open(""", "expiryDays": 3""");
        var anna = (await shop.Adjust("anna", 100)).Accepted().Customer;
        await shop.Adjust("boris", 50);
        await shop.Redeem("anna", 30);
        var facts = Count(shop, "fact");

        Assert.Equal(0, await Night(shop, 3));
        Assert.Equal(2, await Night(shop));

        Assert.Equal(0, Stored(shop, "active"));
        Assert.Equal(120, Stored(shop, "expired"));
        Assert.Equal(facts, Count(shop, "fact"));
        Assert.Equal(2, shop.Database.QueryFirst<long>("SELECT count(*) FROM posting WHERE fact_version = 0 AND reason = 5"));
        Assert.Equal(0, await shop.Balance(anna));
        Assert.Equal(0, await Night(shop));
    }

    [Fact]
    public async Task Pending_points_become_active_on_their_day_and_pay_what_is_owed()
    {
        await using var shop = await Open(""", "pendingDays": 2""");
        await shop.Adjust("anna", 5);
        (await shop.Order("anna", "1", 60)).Accepted();

        Assert.Equal(0, await Night(shop));
        Assert.Equal(60, Stored(shop, "pending"));
        Assert.Equal(1, await Night(shop));

        Assert.Equal((0, 65), (Stored(shop, "pending"), Stored(shop, "active")));
    }

    [Fact]
    public async Task A_reservation_ends_by_itself()
    {
        await using var shop = await Open("");
        await shop.Adjust("anna", 50);
        (await shop.Post("/api/v1/points/holds", new { customer = new { number = "anna" }, points = 20, minutes = 30 })).Accepted();
        Assert.Equal(20, Stored(shop, "held"));

        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await Run(shop));

        Assert.Equal((0, 50), (Stored(shop, "held"), Stored(shop, "active")));
        Assert.Equal(0, Count(shop, "points_hold"));
    }

    [Fact]
    public async Task An_exchange_that_follows_from_what_became_active_gets_its_fact()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points(
            unit: """, "pendingDays": 1, "exchangeAt": 50, "exchangeReward": "voucher" """, rest: """, "rewards": [{"key": "voucher", "kind": "voucher", "cost": 50}]"""));
        (await shop.Order("anna", "1", 60)).Accepted();
        shop.Services.GetRequiredService<PointsClock>().Look();

        Assert.Equal(1, await Night(shop));
        await shop.Deliver();

        Assert.Equal((10, 50), (Stored(shop, "active"), Stored(shop, "spent")));
        Assert.Equal(1, shop.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE kind = 'points.settled'"));
        Assert.Equal(1, Count(shop, "redemption"));
        Assert.Equal(0, await Run(shop));
        AssertSound(shop);
    }

    [Fact]
    public async Task After_a_jump_ahead_nothing_expires_until_the_clock_has_gone_on_for_a_day()
    {
        await using var shop = await Open(""", "expiryDays": 3""");
        var anna = (await shop.Adjust("anna", 100)).Customer;

        Assert.Equal(0, await Night(shop, 30));
        Assert.Equal(100, await shop.Balance(anna));
        (await shop.Redeem("anna", 10)).Accepted();
        Assert.Equal(90, Stored(shop, "active"));
        Assert.True(shop.Services.GetRequiredService<PointsClock>().State!.IsPaused);

        Assert.Equal(1, await Night(shop));
        Assert.Equal(0, Stored(shop, "active"));
        AssertSound(shop);
    }

    [Fact]
    public async Task Somebody_who_says_that_the_clock_is_right_lets_points_expire_again()
    {
        await using var shop = await Open(""", "expiryDays": 3""");
        await shop.Adjust("anna", 100);
        Assert.Equal(0, await Night(shop, 30));

        (await shop.Post("/api/v1/loyalty/clock", new { })).Accepted();

        Assert.Equal(1, await Run(shop));
        Assert.Equal(100, Stored(shop, "expired"));
    }

    [Fact]
    public async Task A_clock_that_goes_back_brings_nothing_back()
    {
        await using var shop = await Open(""", "expiryDays": 3""");
        var anna = (await shop.Adjust("anna", 100)).Customer;
        for (var night = 0; night < 4; night++)
        {
            await Night(shop);
        }

        Assert.Equal(0, await Night(shop, -4));

        Assert.Equal(0, await shop.Balance(anna));
        Assert.Equal(100, Stored(shop, "expired"));
        AssertSound(shop);
    }

    private async Task<LoyaltyFixture> Open(string unit)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points(unit: unit));
        shop.Services.GetRequiredService<PointsClock>().Look();
        return shop;
    }

    /// <summary>A server that was off for some days, or one night later; answers for how many members something was done.</summary>
    private static Task<long> Night(LoyaltyFixture shop, int days = 1)
    {
        for (var day = 0; day < Math.Abs(days) && Math.Abs(days) <= 4; day++)
        {
            shop.GoDays(Math.Sign(days));
            shop.Services.GetRequiredService<PointsClock>().Look();
        }

        if (Math.Abs(days) > 4)
        {
            shop.GoDays(days);
            shop.Services.GetRequiredService<PointsClock>().Look();
        }

        return Run(shop);
    }

    private static Task<long> Run(LoyaltyFixture shop) => shop.Services.GetRequiredService<DuePoints>().RunAsync(() => true, TestContext.Current.CancellationToken);

    private static long Stored(LoyaltyFixture shop, string account) => shop.Database.QueryFirst<long>($"SELECT CAST(coalesce(sum({account}), 0) AS {{long}}) FROM points_account");

    private static long Count(LoyaltyFixture shop, string table) => shop.Database.QueryFirst<long>($"SELECT count(*) FROM {table}");

    private static void AssertSound(LoyaltyFixture shop)
    {
        Assert.Null(new LedgerVerifier(shop.Database).Verify().Fault);
        Assert.Empty(LedgerInvariants.Broken(shop.Database));
    }
}

public sealed class SqliteDuePointsTests() : DuePointsTests(Engine.Sqlite);

public sealed class PostgreSqlDuePointsTests() : DuePointsTests(Engine.PostgreSql);
