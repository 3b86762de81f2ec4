using System.Net;
using System.Text.Json.Nodes;
using Regulars.Loyalty.Tests.Rewards;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests;

/// <summary>Promises that hold at the edges: what was given is never lost, a repeat gets the first answer, bad input is told.</summary>
public abstract class NothingLostTests(Engine engine)
{
    private const string Friends = """, "referrals": {"referrerPoints": 100, "friendPoints": 50, "windowDays": 0}""";

    [Fact]
    public async Task Points_are_not_sent_to_nobody()
    {
        await using var shop = await Open(Programmes.ByHand());
        var anna = (await shop.Adjust("anna", 100)).Accepted().Customer;

        var sent = await shop.Post("/api/v1/points/transfers", new { customer = new { id = anna }, to = Guid.NewGuid(), points = 40 });

        Assert.Equal("customer.unknown", sent.Code);
        Assert.Equal(100, await shop.Balance(anna));
    }

    [Fact]
    public async Task A_referral_repeated_after_the_friend_has_bought_gets_its_first_answer()
    {
        await using var shop = await Open(Programmes.ByHand(rest: Friends));
        var (_, code) = await Referrer(shop);
        var first = (await shop.Post("/api/v1/referrals", new { code, customer = new { number = "boris" } }, "bring-1")).Accepted();
        await shop.Order("boris", "1", 30);

        Assert.Equal(first, await shop.Post("/api/v1/referrals", new { code, customer = new { number = "boris" } }, "bring-1"));
    }

    [Fact]
    public async Task Both_rewards_are_taken_back_though_the_programme_promises_nothing_any_more_and_come_again_with_the_order()
    {
        await using var shop = await Open(Programmes.ByHand(rest: Friends));
        var (anna, code) = await Referrer(shop);
        await shop.Post("/api/v1/referrals", new { code, customer = new { number = "boris" } });
        var boris = (await shop.Order("boris", "1", 30)).Accepted().Customer;
        await shop.Deliver();
        Assert.Equal((100m, 50m), (await shop.Balance(anna), await shop.Balance(boris)));
        shop.GoDays(1);
        await shop.Publish(Programmes.ByHand());

        await shop.Order("boris", "1", 30, state: "cancelled", placedAt: "2026-11-22T10:00:00Z");
        await shop.Deliver();
        Assert.Equal((0m, 0m), (await shop.Balance(anna), await shop.Balance(boris)));

        await shop.Order("boris", "1", 30, placedAt: "2026-11-22T10:00:00Z");
        await shop.Deliver();
        Assert.Equal((100m, 50m), (await shop.Balance(anna), await shop.Balance(boris)));
    }

    [Theory]
    [InlineData("""{"units": [{"key": "stars"}]}""", "programme.unit_kept")]
    [InlineData("""{"units": [{"key": "points", "scale": 2}]}""", "programme.scale_kept")]
    [InlineData("""{"units": [null]}""", "field.missing")]
    [InlineData("""{"units": null}""", "request.not_json")]
    public async Task A_programme_that_would_spoil_what_members_have_is_refused(string programme, string code)
    {
        await using var shop = await Open(Programmes.ByHand());

        Assert.Equal(code, (await shop.Post("/api/v1/loyalty/back-test", JsonNode.Parse(programme)!)).Code);
    }

    [Fact]
    public async Task A_hole_in_an_order_is_told_with_its_place()
    {
        await using var shop = await Open(Programmes.Points());

        foreach (var path in (string[])["/api/v1/orders", "/api/v1/till/preview"])
        {
            var answer = await shop.Post(path, new { number = "1", placedAt = "2026-11-22", customer = new { number = "anna" }, lines = new object?[] { null } });
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "lines"), (answer.Status, answer.Json["place"]?.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_key_counts_for_the_address_at_which_it_was_used()
    {
        await using var shop = await Open(Programmes.ByHand());
        var customer = new { number = "anna" };
        var anna = (await shop.Adjust("anna", 100)).Accepted().Customer;
        var (first, second) = (await Hold(), await Hold());

        (await shop.Post($"/api/v1/points/holds/{first}/capture", new { customer }, "k")).Accepted();
        Assert.Equal("request.key_reused", (await shop.Post($"/api/v1/points/holds/{second}/capture", new { customer }, "k")).Code);
        (await shop.Post($"/api/v1/points/holds/{first}/capture", new { customer }, "k")).Accepted();
        (await shop.Post($"/api/v1/points/holds/{second}/release", new { customer }, "r")).Accepted();

        Assert.Equal(80, await shop.Balance(anna));

        async Task<Guid> Hold() => (await shop.Post("/api/v1/points/holds", new { customer, points = 20 })).Accepted().Json["effects"]!["loyalty"]!["hold"]!.GetValue<Guid>();
    }

    [Fact]
    public async Task What_a_friend_brought_is_taken_back_once_however_often_their_order_comes_and_goes()
    {
        await using var shop = await Open(Programmes.ByHand(rest: Friends));
        var (anna, code) = await Referrer(shop);
        (await shop.Post("/api/v1/referrals", new { code, customer = new { number = "boris" } })).Accepted();
        await Tell("sold");
        (await shop.Redeem("anna", 100)).Accepted();

        await Tell("cancelled");
        await Tell("sold");
        Assert.Equal(0, await shop.Balance(anna));
        await Tell("cancelled");

        Assert.Equal(-100, await shop.Balance(anna));
        shop.CheckLedger();

        async Task Tell(string state)
        {
            (await shop.Order("boris", "1", 30, state: state)).Accepted();
            await shop.Deliver();
        }
    }

    private async Task<LoyaltyFixture> Open(string programme)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(programme);
        return shop;
    }

    private static async Task<(Guid Customer, string Code)> Referrer(LoyaltyFixture shop)
    {
        var anna = (await shop.Post("/api/v1/customers", new { number = "anna" })).Accepted().Customer;
        return (anna, (await shop.Get($"/api/v1/customers/{anna}/referral-code"))["code"]!.GetValue<string>());
    }
}

public sealed class SqliteNothingLostTests() : NothingLostTests(Engine.Sqlite);

public sealed class PostgreSqlNothingLostTests() : NothingLostTests(Engine.PostgreSql)
{
    private const string Waiting = """
        WITH first AS (SELECT pid FROM pg_stat_activity WHERE @process = ANY (pg_blocking_pids(pid)))
        SELECT count(*) FROM pg_stat_activity WHERE pid IN (SELECT pid FROM first) OR pg_blocking_pids(pid) && ARRAY(SELECT pid FROM first)
        """;

    /// <summary>Both read the order as it was, and wait for the customer, whom somebody else has: the second amends what the first has sold.</summary>
    [Fact]
    public async Task An_order_told_to_two_nodes_at_once_is_decided_once()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine.PostgreSql);
        await shop.Publish(Programmes.Points());
        await using var node = await shop.OpenNodeAsync();
        var anna = (await shop.Order("anna", "1", 50, state: "pending")).Accepted().Customer;
        await using var holder = shop.Database.OpenReader();
        await using var held = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = holder.CreateCommand();
        hold.CommandText = $"SELECT pg_backend_pid() FROM customer WHERE customer_id = '{anna}' FOR UPDATE";
        var process = (int)(await hold.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;

        var told = (Task<Answer>[])[shop.Order("anna", "1", [("tea", 50)]), node.Order("anna", "1", [("coffee", 50)])];
        while (shop.Database.QueryFirst<long>(Waiting, new { process }) < 2)
        {
            await Task.Yield();
        }

        await held.CommitAsync(TestContext.Current.CancellationToken);
        Assert.All(await Task.WhenAll(told), answer => answer.Accepted());

        Assert.Equal((1L, 5_000L), shop.Database.QueryFirst<(long, long)>("SELECT orders, gross FROM customer WHERE customer_id = @anna", new { anna }));
        Assert.Equal(50, await shop.Balance(anna));
    }
}
