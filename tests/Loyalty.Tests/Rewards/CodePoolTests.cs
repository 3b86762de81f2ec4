using System.Net;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Rewards;

/// <summary>Codes are given to exactly one each, and told with the answer.</summary>
public abstract class CodePoolTests(Engine engine)
{
    private const string Cinema = "/api/v1/loyalty/code-pools/cinema/codes";

    [Fact]
    public async Task Codes_are_added_once_however_often_they_are_told()
    {
        await using var shop = await Open();

        var first = (await shop.Post(Cinema, new { codes = new[] { "A1", "B2", " A1 " } })).Accepted();
        var second = (await shop.Post(Cinema, new { codes = new[] { "B2", "C3" } })).Accepted();

        Assert.Equal(2, first.Json["added"]!.GetValue<int>());
        Assert.Equal(["A1"], first.Json["known"]!.AsArray().Select(code => code!.GetValue<string>()));
        Assert.Equal(1, second.Json["added"]!.GetValue<int>());
        Assert.Equal(["B2"], second.Json["known"]!.AsArray().Select(code => code!.GetValue<string>()));
        Assert.Equal((3, 3), await Pool(shop));
    }

    [Fact]
    public async Task Redeeming_takes_one_code_tells_it_and_tells_the_same_to_a_repeat()
    {
        await using var shop = await Open("A1", "B2");
        await shop.Give(20, "anna");

        var first = (await shop.Take("anna", "ticket", "r1")).Accepted();
        var again = (await shop.Take("anna", "ticket", "r1")).Accepted();
        var second = (await shop.Take("anna", "ticket")).Accepted();

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(["A1", "B2"], first.Codes().Concat(second.Codes()).Order(StringComparer.Ordinal));
        Assert.Equal((2, 0), await Pool(shop));
        shop.CheckLedger();
    }

    [Fact]
    public async Task An_empty_pool_is_refused_and_nothing_is_taken()
    {
        await using var shop = await Open();
        await shop.Give(20, "anna");

        Assert.Equal("reward.codes", (await shop.Take("anna", "ticket")).Code);
        (await shop.Post(Cinema, new { codes = new[] { "A1" } })).Accepted();
        var taken = (await shop.Take("anna", "ticket")).Accepted();
        Assert.Equal("reward.codes", (await shop.Take("anna", "ticket")).Code);
        Assert.Equal(10, await shop.Balance(taken.Customer));
        shop.CheckLedger();
    }

    [Fact]
    public async Task Too_few_points_take_no_code()
    {
        await using var shop = await Open("A1");
        await shop.Give(5, "anna");

        Assert.Equal("points.not_enough", (await shop.Take("anna", "ticket")).Code);
        Assert.Equal((1, 1), await Pool(shop));
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("cancel")]
    public async Task A_code_that_was_given_back_goes_to_nobody_else(string how)
    {
        await using var shop = await Open("A1");
        await shop.Give(10, "anna", "boris");
        var taken = (await shop.Take("anna", "ticket")).Accepted();

        Assert.Equal(10, (await shop.Change(taken, how)).Accepted().BalanceAfter);

        Assert.Equal("reward.codes", (await shop.Take("boris", "ticket")).Code);
        Assert.Equal(2, shop.Database.QueryFirst<long>("SELECT state FROM pool_code_lookup WHERE code = 'A1'"));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_code_of_a_pool_that_reissues_goes_to_the_next()
    {
        await using var shop = await Open();
        (await shop.Post(Cinema, new { codes = new[] { "A1" }, reissue = true })).Accepted();
        await shop.Give(10, "anna", "boris");
        var taken = (await shop.Take("anna", "ticket")).Accepted();

        (await shop.Change(taken, "undo")).Accepted();

        Assert.Equal(["A1"], (await shop.Take("boris", "ticket")).Accepted().Codes());
        shop.CheckLedger();
    }

    [Fact]
    public async Task Codes_made_here_begin_as_asked_check_themselves_and_are_made_once()
    {
        await using var shop = await Open();

        var made = (await shop.Post(Cinema, new { count = 500, prefix = "GIFT-" }, "m1")).Accepted();
        var again = (await shop.Post(Cinema, new { count = 500, prefix = "GIFT-" }, "m1")).Accepted();

        var codes = made.Json["codes"]!.AsArray().Select(code => code!.GetValue<string>()).ToList();
        Assert.Equal(500, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.True(code.StartsWith("GIFT-", StringComparison.Ordinal) && MadeCode.IsRight(code[5..])));
        Assert.Equal(made.Text, again.Text);
        Assert.Equal((500, 500), await Pool(shop));
        Assert.Equal("request.key_reused", (await shop.Post(Cinema, new { count = 2 }, "m1")).Code);
        Assert.Equal("request.key_missing", (await shop.Post(Cinema, new { count = 2 })).Code);
    }

    [Fact]
    public async Task Fifty_at_once_get_the_ten_codes_of_a_pool_one_each()
    {
        await using var shop = await Open([.. Enumerable.Range(0, 10).Select(number => $"CODE{number}")]);
        await shop.Give(10, Enumerable.Range(0, 50).Select(number => $"member{number}"));

        var answers = await RewardSteps.AtOnce(50, number => shop.Take($"member{number}", "ticket"));

        Assert.Equal(10, answers.Count(answer => answer.Status is HttpStatusCode.OK));
        Assert.Equal(10, answers.SelectMany(answer => answer.Codes()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(answers.Where(answer => answer.Status is not HttpStatusCode.OK), answer => Assert.Equal("reward.codes", answer.Code));
        Assert.Equal((10, 0), await Pool(shop));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_hundred_thousand_codes_are_added_at_once()
    {
        await using var shop = await Open();
        var codes = Enumerable.Range(0, 100_000).Select(number => $"CODE-{number:D6}").ToArray();

        Assert.Equal(100_000, (await shop.Post(Cinema, new { codes })).Accepted().Json["added"]!.GetValue<int>());
        Assert.Equal(100_000, (await shop.Post(Cinema, new { codes })).Accepted().Json["known"]!.AsArray().Count);
        Assert.Equal("codes.count", (await shop.Post(Cinema, new { codes = codes.Append("more") })).Code);
    }

    [Theory]
    [InlineData("""{}""", "codes.count")]
    [InlineData("""{"codes": []}""", "codes.count")]
    [InlineData("""{"codes": ["a b"]}""", "codes.code")]
    [InlineData("""{"codes": [null]}""", "codes.code")]
    [InlineData("""{"codes": ["a"], "count": 5}""", "codes.count")]
    [InlineData("""{"count": 100001}""", "codes.count")]
    [InlineData("""{"count": 5, "prefix": "lower"}""", "codes.prefix")]
    public async Task Codes_that_make_no_sense_are_refused(string body, string code)
    {
        await using var shop = await Open();

        Assert.Equal(code, (await shop.Post(Cinema, System.Text.Json.Nodes.JsonNode.Parse(body)!, "k")).Code);
        Assert.Empty((await shop.Get("/api/v1/loyalty/code-pools"))["items"]!.AsArray());
    }

    private static async Task<(long Codes, long Left)> Pool(LoyaltyFixture shop)
    {
        var pool = (await shop.Get("/api/v1/loyalty/code-pools"))["items"]![0]!;
        return (pool["codes"]!.GetValue<long>(), pool["left"]!.GetValue<long>());
    }

    private async Task<LoyaltyFixture> Open(params string[] codes)
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.ByHand(rest: """, "rewards": [{"key": "ticket", "kind": "voucher", "cost": 10, "pool": "cinema"}]"""));
        if (codes.Length > 0)
        {
            (await shop.Post(Cinema, new { codes })).Accepted();
        }

        return shop;
    }
}

public sealed class SqliteCodePoolTests() : CodePoolTests(Engine.Sqlite);

public sealed class PostgreSqlCodePoolTests() : CodePoolTests(Engine.PostgreSql);

/// <summary>A mistyped code is noticed.</summary>
public sealed class MadeCodeTests
{
    [Fact]
    public void A_wrong_letter_is_noticed_wherever_it_is()
    {
        var code = MadeCode.Random(13);
        Assert.True(MadeCode.IsRight(code));
        for (var place = 0; place < code.Length; place++)
        {
            foreach (var letter in MadeCode.Alphabet.Where(letter => letter != code[place]))
            {
                Assert.False(MadeCode.IsRight(code[..place] + letter + code[(place + 1)..]), $"{code} {place} {letter}");
            }
        }
    }

    [Fact]
    public void A_code_is_understood_however_it_is_typed() => Assert.Equal("A1011", MadeCode.Plain("a1-o il"));
}
