using System.Net;
using System.Text.Json.Nodes;
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

public sealed class PostgreSqlNothingLostTests() : NothingLostTests(Engine.PostgreSql);
