using System.Net;
using System.Text.Json.Nodes;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Due;
using Regulars.Loyalty.Tests.Rewards;
using Regulars.Loyalty.Verification;
using Regulars.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Regulars.Loyalty.Tests.Cards;

/// <summary>Gift cards: money is paid with them once, never more than there is, and every movement is kept.</summary>
public abstract class GiftCardTests(Engine engine)
{
    private const string Address = "/api/v1/loyalty/gift-cards";

    protected Engine Engine { get; } = engine;

    [Fact]
    public async Task A_card_is_sold_paid_with_and_refunded_to()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        var code = await Sell(shop, 5_000);

        Assert.Equal(2_000, Balance((await Pay(shop, code, 3_000, "p1")).Accepted()));
        Assert.Equal("gift_card.not_enough", (await Pay(shop, code, 2_001, "p2")).Code);
        Assert.Equal(2_500, Balance((await shop.Post($"{Address}/{code}/refunds", new { amount = 500, reference = "A-17" }, "r1")).Accepted()));
        Assert.Equal("gift_card.refund_too_much", (await shop.Post($"{Address}/{code}/refunds", new { amount = 2_501 }, "r2")).Code);

        var card = await shop.Get($"{Address}/{code}");
        Assert.Equal((2_500, 5_000, 2_500), (card["balance"]!.GetValue<int>(), card["issued"]!.GetValue<int>(), card["spent"]!.GetValue<int>()));
        Assert.Equal(["refunded", "paid", "issued"], card["movements"]!.AsArray().Select(movement => movement!["reason"]!.GetValue<string>()));
        Assert.Equal("A-17", card["movements"]![0]!["reference"]!.GetValue<string>());
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_request_told_again_is_done_once_and_told_the_same()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        var sold = (await shop.Post(Address, new { amount = 5_000 }, "s1")).Accepted();
        Assert.Equal(sold.Text, (await shop.Post(Address, new { amount = 5_000 }, "s1")).Accepted().Text);
        var code = sold.Json["code"]!.GetValue<string>();

        var refused = await Pay(shop, code, 6_000, "p1");
        var paid = (await Pay(shop, code, 1_000, "p2")).Accepted();

        Assert.Equal(paid.Text, (await Pay(shop, code, 1_000, "p2")).Accepted().Text);
        Assert.Equal(("gift_card.not_enough", refused.Text), ((await Pay(shop, code, 6_000, "p1")).Code, (await Pay(shop, code, 6_000, "p1")).Text));
        Assert.Equal(HttpStatusCode.Conflict, (await Pay(shop, code, 1_001, "p2")).Status);
        Assert.Equal("request.key_reused", (await shop.Post($"{Address}/{code}/refunds", new { amount = 1_000 }, "p2")).Code);
        Assert.Equal("request.key_missing", (await shop.Post($"{Address}/{code}/payments", new { amount = 1 })).Code);
        Assert.Equal(4_000, (await shop.Get($"{Address}/{code}"))["balance"]!.GetValue<int>());
        Assert.Equal(1, shop.Database.QueryFirst<long>("SELECT count(*) FROM gift_card"));
    }

    [Fact]
    public async Task Nothing_by_which_a_card_could_be_used_is_stored()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        var made = await Sell(shop, 5_000);
        await Sell(shop, 5_000, "summer-2026-anna");

        var stored = string.Join('\n', shop.Database.Query<string>("SELECT last_four FROM gift_card").Concat(shop.Database.Query<string>("SELECT answer FROM loyalty_request_lookup")));

        Assert.True(MadeCode.IsRight(made));
        Assert.DoesNotContain(made, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("SUMMER", stored, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(made[^4..], stored, StringComparison.Ordinal);
        Assert.Equal(5_000, (await shop.Get($"{Address}/SUMMER2026ANNA"))["balance"]!.GetValue<int>());
        Assert.Equal("gift_card.known", (await shop.Post(Address, new { amount = 1, code = "Summer 2026 Anna" }, "k3")).Code);
    }

    [Fact]
    public async Task A_blocked_card_pays_nothing_until_it_is_unblocked()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        var code = await Sell(shop, 5_000);

        (await shop.Post($"{Address}/{code}/block", new { })).Accepted();
        Assert.Equal("gift_card.blocked", (await Pay(shop, code, 1, "p1")).Code);
        (await shop.Post($"{Address}/{code}/unblock", new { })).Accepted();

        Assert.Equal(4_999, Balance((await Pay(shop, code, 1, "p2")).Accepted()));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Post($"{Address}/NOSUCHCARD/block", new { })).Status);
    }

    [Fact]
    public async Task What_is_not_used_in_time_expires()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        var code = (await shop.Post(Address, new { amount = 5_000, lastDay = "2026-11-24" }, "s1")).Accepted().Json["code"]!.GetValue<string>();
        shop.GoDays(2);
        (await Pay(shop, code, 1_000, "p1")).Accepted();
        shop.GoDays(1);

        Assert.Equal("gift_card.expired", (await Pay(shop, code, 1_000, "p2")).Code);
        Assert.Equal(0, (await shop.Get($"{Address}/{code}"))["balance"]!.GetValue<int>());
        await shop.Services.GetRequiredService<DuePoints>().RunAsync(() => true, TestContext.Current.CancellationToken);

        Assert.Equal(4_000, shop.Database.QueryFirst<long>("SELECT expired FROM gift_card"));
        shop.CheckLedger();
    }

    [Fact]
    public async Task Fifty_payments_at_once_take_no_more_than_the_card_has()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        var code = await Sell(shop, 1_000);

        var answers = await RewardSteps.AtOnce(50, number => Pay(shop, code, 100, $"p{number}"));

        Assert.Equal(10, answers.Count(answer => answer.Status is HttpStatusCode.OK));
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.OK), answer => Assert.Equal("gift_card.not_enough", answer.Code));
        Assert.Equal(0, (await shop.Get($"{Address}/{code}"))["balance"]!.GetValue<int>());
        shop.CheckLedger();
    }

    [Fact]
    public async Task One_payment_told_fifty_times_at_once_is_paid_once()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        var code = await Sell(shop, 1_000);

        var answers = await RewardSteps.AtOnce(50, _ => Pay(shop, code, 100, "p1"));

        Assert.Single(answers.Select(answer => answer.Accepted().Text).Distinct(StringComparer.Ordinal));
        Assert.Equal(900, (await shop.Get($"{Address}/{code}"))["balance"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{}""", "gift_card.amount")]
    [InlineData("""{"amount": 0}""", "gift_card.amount")]
    [InlineData("""{"amount": 5, "currency": "USD"}""", "gift_card.currency")]
    [InlineData("""{"amount": 5, "code": "short"}""", "gift_card.code")]
    [InlineData("""{"amount": 5, "code": "картка-2026"}""", "gift_card.code")]
    [InlineData("""{"amount": 5, "lastDay": "2026-11-21"}""", "gift_card.last_day")]
    public async Task A_card_that_makes_no_sense_is_not_sold(string body, string code)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);

        Assert.Equal(code, (await shop.Post(Address, JsonNode.Parse(body)!, "s1")).Code);
    }

    [Theory]
    [InlineData("UPDATE gift_card SET balance = balance + 1", "gift_card", "balance")]
    [InlineData("UPDATE gift_card_posting SET amount = amount + 1 WHERE posting = 1", "gift_card", "issued")]
    [InlineData("DELETE FROM gift_card_posting WHERE posting = 2", "gift_card", "balance")]
    [InlineData("DELETE FROM gift_card_posting WHERE posting = 1", "gift_card_posting", "posting")]
    [InlineData("DELETE FROM gift_card", "gift_card", "card_id")]
    public async Task Planted_damage_of_a_card_is_found_where_it_is(string damage, string table, string column)
    {
        await using var shop = await LoyaltyFixture.OpenAsync(Engine);
        (await Pay(shop, await Sell(shop, 1_000), 300, "p1")).Accepted();
        shop.Database.Write(transaction => transaction.Execute(damage));

        var fault = new LedgerVerifier(shop.Database).Verify().Fault;

        Assert.Equal((table, column), (fault?.Table, fault?.Column));
    }

    private static async Task<string> Sell(LoyaltyFixture shop, long amount, string? code = null) =>
        (await shop.Post(Address, new { amount, code }, Guid.NewGuid().ToString())).Accepted().Json["code"]!.GetValue<string>();

    private static Task<Answer> Pay(LoyaltyFixture shop, string code, long amount, string key) => shop.Post($"{Address}/{code}/payments", new { amount }, key);

    private static long Balance(Answer answer) => answer.Json["balance"]!.GetValue<long>();
}

public sealed class SqliteGiftCardTests() : GiftCardTests(Engine.Sqlite);

public sealed class PostgreSqlGiftCardTests() : GiftCardTests(Engine.PostgreSql);
