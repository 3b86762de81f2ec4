using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Regulars.Kernel;
using Regulars.Loyalty.Tests.Challenges;
using Regulars.Loyalty.Till;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Till;

/// <summary>Connected tills book a basket once, undo it once, and find who stands there without telling who else exists.</summary>
public abstract class TillTests(Engine engine)
{
    private const string Programme = ", \"value\": 0.1";

    [Fact]
    public async Task A_basket_confirmed_many_times_at_once_is_booked_once()
    {
        await using var shop = await Open();
        var anna = await Join(shop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Confirm(shop, anna, 40, "basket-1")));

        Assert.All(answers, answer => Assert.Equal(answers[0].Accepted(), answer));
        Assert.Equal(40, answers[0].Earned);
        Assert.Equal(40, await shop.Balance(anna));
    }

    [Fact]
    public async Task A_basket_repeated_later_gets_its_first_answer_and_another_one_under_its_key_is_a_conflict()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        var first = (await Confirm(shop, anna, 40, "basket-1")).Accepted();
        shop.GoDays(3);

        Assert.Equal(first, await Confirm(shop, anna, 40, "basket-1"));
        var other = await Confirm(shop, anna, 41, "basket-1");

        Assert.Equal((HttpStatusCode.Conflict, "request.key_reused"), (other.Status, other.Code));
        Assert.Equal(40, await shop.Balance(anna));
    }

    [Fact]
    public async Task A_basket_that_was_previewed_is_confirmed_by_the_same_words_and_gives_what_was_told()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        var basket = new { customer = new { id = anna }, lines = new[] { new { product = "tea", quantity = 2, unitPrice = 12.5m } } };

        var told = (await shop.Post("/api/v1/till/preview", basket)).Accepted().Json["rules"]![0]!["points"]!.GetValue<decimal>();
        var booked = (await shop.Post("/api/v1/till/confirm", basket, "basket-1")).Accepted();

        Assert.Equal((25, 25), (told, booked.Earned));
    }

    [Fact]
    public async Task A_preview_tells_what_the_basket_moves_and_reaches_and_reaches_nothing_itself()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""
            {"name": "Club", "units": [{"key": "points", "value": 0.1}], "badges": [{"key": "star", "name": "Star"}], "rules": [{"key": "orders", "points": 1, "per": 1}],
             "challenges": [{"key": "two", "name": "Two visits", "goal": 2, "prize": {"points": 50, "badge": "star"}}, {"key": "spend", "measure": "money", "goal": 100}],
             "milestones": [{"key": "second", "name": "Second purchase", "kind": "order", "at": [2], "prize": {"points": 7}}]}
            """);
        var anna = await Join(shop);
        var basket = new { customer = new { id = anna }, lines = new[] { new { product = "tea", quantity = 1, unitPrice = 30m } } };

        var first = (await shop.Post("/api/v1/till/preview", basket)).Accepted().Json;
        Assert.Empty(first["reaches"]!.AsArray());
        Assert.Equal([("two", 1m, false), ("spend", 30m, false)], Moved(first));
        (await shop.Post("/api/v1/till/confirm", basket, "basket-1")).Accepted();
        var second = (await shop.Post("/api/v1/till/preview", basket)).Accepted().Json;
        var again = (await shop.Post("/api/v1/till/preview", basket)).Accepted();

        Assert.Equal(second.ToJsonString(), again.Json.ToJsonString());
        Assert.Equal(
            [("", "second", "Second purchase", 2, 7m, ""), ("two", "", "Two visits", 0, 50m, "star")],
            second["reaches"]!.AsArray().Select(reached => (
                (string?)reached!["challenge"] ?? "", (string?)reached["milestone"] ?? "", (string)reached["name"]!, (int?)reached["number"] ?? 0, (decimal)reached["points"]!, (string?)reached["badge"] ?? "")));
        Assert.Equal([("two", 2m, true), ("spend", 60m, false)], Moved(second));
        Assert.Equal(0, await shop.Badges(anna));
        var before = await shop.Balance(anna);
        (await shop.Post("/api/v1/till/confirm", basket, "basket-2")).Accepted();
        Assert.Equal(before + 30 + 50 + 7, await shop.Balance(anna));

        static IEnumerable<(string Challenge, decimal Done, bool IsDone)> Moved(System.Text.Json.Nodes.JsonNode preview) =>
            preview["challenges"]!.AsArray().Select(challenge => ((string)challenge!["challenge"]!, (decimal)challenge["done"]!, (bool)challenge["isDone"]!));
    }

    [Fact]
    public async Task A_basket_without_a_key_is_refused()
    {
        await using var shop = await Open();
        var anna = await Join(shop);

        Assert.Equal("request.key_missing", (await Confirm(shop, anna, 40, null)).Code);
        Assert.Equal("request.key_missing", (await shop.Post("/api/v1/till/undo", new { customer = anna, order = anna })).Code);
    }

    [Fact]
    public async Task A_basket_undone_twice_is_undone_once_and_the_points_used_on_it_come_back()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        (await shop.Adjust("anna", 100)).Accepted();
        var booked = (await Confirm(shop, anna, 40, "basket-1", [new { points = 50m }])).Accepted();
        Assert.Equal(85, await shop.Balance(anna));

        var first = (await Undo(shop, booked, "undo-1")).Accepted();
        Assert.Equal(100, await shop.Balance(anna));
        var postings = (await shop.Postings(anna)).Count;

        Assert.Equal(first, await Undo(shop, booked, "undo-1"));
        Assert.Equal("unchanged", (await Undo(shop, booked, "undo-2")).Accepted().Json["status"]!.GetValue<string>());
        Assert.Equal((100, postings), (await shop.Balance(anna), (await shop.Postings(anna)).Count));
        Assert.Equal(booked, await Confirm(shop, anna, 40, "basket-1", [new { points = 50m }]));
        Assert.Equal(100, await shop.Balance(anna));
    }

    [Fact]
    public async Task After_half_an_hour_a_basket_is_no_longer_undone_at_the_till()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        var booked = (await Confirm(shop, anna, 40, "basket-1")).Accepted();
        var early = (await Confirm(shop, anna, 50, "basket-2")).Accepted();
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        var undone = (await Undo(shop, early, "undo-2")).Accepted();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("till.too_late", (await Undo(shop, booked, "undo-1")).Code);
        Assert.Equal(undone, await Undo(shop, early, "undo-2"));
        Assert.Equal(40, await shop.Balance(anna));
    }

    [Fact]
    public async Task Nobody_undoes_the_order_of_somebody_else()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        var boris = (await shop.Post("/api/v1/customers", new { number = "boris" })).Accepted().Customer;
        var booked = (await Confirm(shop, anna, 40, "basket-1")).Accepted();

        Assert.Equal("order.unknown", (await shop.Post("/api/v1/till/undo", new { customer = boris, order = booked.Json["order"]!.GetValue<Guid>() }, "undo-1")).Code);
        Assert.Equal(40, await shop.Balance(anna));
    }

    [Theory]
    [InlineData("+48 601 234 500")]
    [InlineData("601234500")]
    [InlineData("7714 0021")]
    [InlineData("ANNA@shop.example")]
    [InlineData("A-17")]
    public async Task A_member_is_found_by_whatever_they_show(string code)
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        (await shop.Order("anna", "A-17", 30)).Accepted();

        var found = (await Identify(shop, code)).Accepted();

        Assert.Equal(anna, found.Customer);
        Assert.Equal("Anna M.", found.Json["name"]!.GetValue<string>());
        Assert.Equal(30, found.Json["points"]![0]!["balance"]!.GetValue<decimal>());
        Assert.Equal((30, "2027-11-22"), (found.Json["points"]![0]!["expiring"]!.GetValue<decimal>(), found.Json["points"]![0]!["expiringOn"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(-30, true)]
    [InlineData(60, false)]
    [InlineData(-60, false)]
    public async Task A_changing_code_may_be_one_step_off(int seconds, bool isFound)
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        shop.Clock.Advance(TimeSpan.FromSeconds(-seconds));
        var code = CodeOf(shop, anna);
        shop.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isFound ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await Identify(shop, code)).Status);
    }

    [Fact]
    public async Task A_changing_code_counts_once_and_the_next_one_again()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        var code = CodeOf(shop, anna);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Identify(shop, code)));

        Assert.Equal(anna, Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK).Customer);
        shop.Clock.Advance(TimeSpan.FromSeconds(TimeCode.StepSeconds));
        Assert.Equal(HttpStatusCode.NotFound, (await Identify(shop, code)).Status);
        Assert.Equal(anna, (await Identify(shop, CodeOf(shop, anna))).Accepted().Customer);
    }

    [Fact]
    public async Task A_wrong_code_says_nothing_about_who_exists()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        var code = CodeOf(shop, anna);
        var wrong = code[..^1] + (char)('0' + ((code[^1] - '0' + 1) % 10));
        var nobody = $"{(code[0] == '9' ? '1' : '9')}{code[1..]}";
        (await Identify(shop, code)).Accepted();

        var told = await Identify(shop, wrong);

        Assert.Equal((HttpStatusCode.NotFound, "customer.unknown"), (told.Status, told.Code));
        foreach (var other in (string[])[code, nobody, "+48 601 999 999", "nobody@shop.example", "no such order"])
        {
            Assert.Equal(told, await Identify(shop, other));
        }
    }

    [Fact]
    public async Task Codes_are_not_guessed_for_long()
    {
        await using var shop = await Open();
        var anna = await Join(shop);
        for (var guess = 0; guess < TillGuard.MostWrong; guess++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Identify(shop, $"guess {guess}")).Status);
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, "request.too_many"), ((await Identify(shop, "601234500")).Status, (await Identify(shop, "601234500")).Code));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(anna, (await Identify(shop, "601234500")).Accepted().Customer);
    }

    [Fact]
    public async Task A_link_opens_its_members_page_until_it_is_renewed_or_revoked()
    {
        await using var shop = await Open();
        var anna = new CustomerId(await Join(shop));
        var links = shop.Services.GetRequiredService<MemberLinks>();
        var first = links.Make(anna, "staff")!;
        Assert.Equal(anna, links.Find(first));

        var second = links.Make(anna, "staff")!;
        Assert.Equal((null, anna), (links.Find(first), links.Find(second)!.Value));
        Assert.Null(links.Find(second[..^1]));

        links.Revoke(anna, "staff");
        Assert.Equal((null, null), (links.Find(second), links.Present(anna)));
        Assert.All(shop.Database.Query<byte[]>("SELECT token_hash FROM member_link_lookup"), hash => Assert.True(hash.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(second)) < 0));
    }

    [Fact]
    public async Task A_forgotten_member_has_neither_link_nor_code()
    {
        await using var shop = await Open();
        var anna = new CustomerId(await Join(shop));
        var link = shop.Services.GetRequiredService<MemberLinks>().Make(anna, "staff")!;
        var code = CodeOf(shop, anna.Value);

        await shop.Services.GetRequiredService<Journal.Intake.JournalIntake>().SubmitAsync(new Journal.Contracts.EraseCustomer(anna, "test"));

        Assert.Null(shop.Services.GetRequiredService<MemberLinks>().Find(link));
        Assert.Null(shop.Services.GetRequiredService<MemberCodes>().CodeOf(anna));
        Assert.Equal(HttpStatusCode.NotFound, (await Identify(shop, code)).Status);
        Assert.Equal(0, shop.Database.QueryFirst<long>("SELECT (SELECT count(*) FROM member_code) + (SELECT count(*) FROM member_number_lookup) + (SELECT count(*) FROM member_link_lookup)"));
    }

    private async Task<LoyaltyFixture> Open()
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points(unit: Programme + ", \"expiryMonths\": 12"));
        return shop;
    }

    private static async Task<Guid> Join(LoyaltyFixture shop) => (await shop.Post(
        "/api/v1/customers",
        new { number = "anna", card = "77140021", phone = "601234500", email = "anna@shop.example", profile = new { name = "Anna Moor" } })).Accepted().Customer;

    private static Task<Answer> Confirm(LoyaltyFixture shop, Guid customer, decimal amount, string? key, object[]? points = null) =>
        shop.Post("/api/v1/till/confirm", new { customer = new { id = customer }, lines = new[] { new { unitPrice = amount } }, channel = "till", points }, key);

    private static Task<Answer> Undo(LoyaltyFixture shop, Answer booked, string key) =>
        shop.Post("/api/v1/till/undo", new { customer = booked.Customer, order = booked.Json["order"]!.GetValue<Guid>() }, key);

    private static Task<Answer> Identify(LoyaltyFixture shop, string code) => shop.Post("/api/v1/till/identify", new { code });

    private static string CodeOf(LoyaltyFixture shop, Guid customer) => shop.Services.GetRequiredService<MemberCodes>().CodeOf(new CustomerId(customer))!;
}

public sealed class SqliteTillTests() : TillTests(Engine.Sqlite);

[Trait("Category", "Long")]
public sealed class PostgreSqlTillTests() : TillTests(Engine.PostgreSql);
