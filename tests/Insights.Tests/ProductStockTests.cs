using System.Net;
using System.Text.Json;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public abstract class ProductStockTests(Engine engine)
{
    private const string Tell = "/api/v1/products/stock";

    private const string Form = "/recommendations/product/stock";

    [Fact]
    public async Task What_is_sold_out_is_recommended_to_nobody_until_it_is_there_again()
    {
        await using var shop = await Regular(engine);
        var customer = await shop.Buy("regular", 30, "tea", "soap");
        shop.Console.Refresh();
        async Task<string[]> With(string asked = "") => Codes(await shop.Console.Json($"/api/v1/recommendations/with?code=tea&{asked}"), "items");
        async Task<string[]> Due(string asked = "") => Codes(await shop.Console.Json($"/api/v1/customers/{customer}/recommendations?{asked}"), "due");
        Assert.Equal("honey", (await shop.Codes(customer))[0]);
        Assert.Contains("milk", await shop.Codes(customer));
        Assert.Contains("honey", await With());
        Assert.Equal(["soap"], await Due());

        await Say(shop, """{"items": [{"product": "honey", "quantity": 0}, {"product": "milk", "quantity": 0}, {"product": "soap", "quantity": 0}]}""");
        Assert.DoesNotContain("honey", await shop.Codes(customer));
        Assert.DoesNotContain("milk", await shop.Codes(customer));
        Assert.DoesNotContain("honey", await With());
        Assert.Empty(await Due());

        Assert.Equal("honey", (await shop.Codes(customer, "includeSoldOut=true"))[0]);
        Assert.Contains("milk", await shop.Codes(customer, "includeSoldOut=true"));
        Assert.Contains("honey", await With("includeSoldOut=true"));
        Assert.Equal(["soap"], await Due("includeSoldOut=true"));

        await Say(shop, """{"items": [{"product": "honey", "quantity": 0.5}, {"product": "soap", "quantity": null}]}""");
        Assert.Equal("honey", (await shop.Codes(customer))[0]);
        Assert.Contains("honey", await With());
        Assert.Equal(["soap"], await Due());
        Assert.DoesNotContain("milk", await shop.Codes(customer));
    }

    [Fact]
    public async Task What_was_looked_at_and_is_sold_out_still_speaks_for_what_goes_with_it()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var customer = await shop.View("viewer", 2, "coffee");
        await shop.View("viewer", 1, "tea");
        shop.Console.Refresh();
        await Say(shop, """{"items": [{"product": "tea", "quantity": 0}]}""");
        var offers = await shop.Offers(customer, "limit=2");

        // The next that was looked at takes its place.
        Assert.Contains(("coffee", "looked_at"), offers.Select(offer => (offer.Code, offer.Reason)));
        Assert.Contains(await shop.Offers(customer), offer => offer is { Code: "honey", Reason: "view", Because: "tea" });
    }

    [Fact]
    public async Task Each_item_is_answered_and_told_again_it_changes_nothing()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var items = $$"""{"items": [{"product": "tea", "quantity": 3}, {"product": "not sold yet", "quantity": 0}, {"product": "honey", "quantity": null}, {"product": "tea", "quantity": 4}, {"product": "milk", "quantity": -1}, {"product": "", "quantity": 1}, {"product": "{{new string('x', 101)}}", "quantity": 1}, null]}""";

        Assert.Equal(
            ["recorded", "recorded", "unchanged", "refused stock.twice", "refused stock.quantity", "refused field.empty", "refused field.too_long", "refused field.missing"],
            await Say(shop, items));
        var toldAt = shop.Console.Database.QueryFirst<long>("SELECT told_at FROM product_stock WHERE code = 'tea'");
        Assert.Equal(Instant.Now(shop.Console.Clock).Microseconds, toldAt);
        shop.Console.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["unchanged", "unchanged", "unchanged"], (await Say(shop, items)).Take(3));
        Assert.Equal(toldAt, shop.Console.Database.QueryFirst<long>("SELECT told_at FROM product_stock WHERE code = 'tea'"));
        Assert.Equal(2, shop.Console.Database.QueryFirst<long>("SELECT count(*) FROM product_stock"));

        Assert.Equal(["recorded"], await Say(shop, """{"items": [{"product": "tea", "quantity": null}]}"""));
        Assert.Equal(1, shop.Console.Database.QueryFirst<long>("SELECT count(*) FROM product_stock"));
    }

    [Theory]
    [InlineData("""{"items": []}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_batch_has_from_one_item_to_a_thousand(string body, HttpStatusCode status)
    {
        await using var shop = await RecommendedShop.Open(engine);
        string Many(int count) => $$"""{"items": [{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"product": "p{{i}}", "quantity": {{i}}}"""))}}]}""";

        var (refused, problem) = await shop.Console.Ask(Tell, body);
        Assert.Equal((status, "batch.size"), (refused, problem.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Console.Ask(Tell, Many(1001))).Status);
        Assert.Equal(1000, (await Say(shop, Many(1000))).Count(said => said == "recorded"));
    }

    [Theory]
    [InlineData("""{"items": [{"product": "tea"}]}""")]
    [InlineData("""{"items": [{"product": "tea", "quantity": 1, "store": "Warsaw"}]}""")]
    [InlineData("""{"items": [{"product": "tea", "quantity": "many"}]}""")]
    public async Task A_quantity_that_is_missing_is_not_taken_for_none(string body)
    {
        await using var shop = await RecommendedShop.Open(engine);
        await Say(shop, """{"items": [{"product": "tea", "quantity": 0}]}""");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, await shop.Console.StatusOf(Tell, content));
        Assert.Equal(1, shop.Console.Database.QueryFirst<long>("SELECT count(*) FROM product_stock WHERE quantity = 0"));
    }

    [Fact]
    public async Task People_say_on_the_products_page_whether_it_is_there()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var customer = await shop.Buy("buyer", 20, "tea");
        shop.Console.Refresh();
        async Task<string> Page() => (await shop.Console.Page("/recommendations/product?code=honey")).Body!.TextContent;
        Assert.DoesNotContain("This product is sold out.", await Page());

        Assert.Equal("/recommendations/product?code=honey&done=kept", await shop.Console.Post(Form, ("code", "honey"), ("state", "out"), ("quantity", "")));
        Assert.Contains("This product is sold out.", await Page());
        Assert.DoesNotContain("honey", await shop.Codes(customer));
        Assert.Contains("sold out", (await shop.Console.Page("/recommendations/product?code=tea")).QuerySelector("tbody")!.TextContent);
        Assert.Contains("sold out", (await shop.Console.Page("/recommendations")).Body!.TextContent);

        foreach (var wrong in new[] { "", "0", "-1", "many", "1e3", "2000000000" })
        {
            var (status, _, body) = await shop.Console.Submit(Form, ("code", "honey"), ("state", "in"), ("quantity", wrong));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Contains("field-error", body);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await shop.Console.Submit(Form, ("code", "honey"), ("state", "perhaps"), ("quantity", "1"))).Status);
        Assert.DoesNotContain("honey", await shop.Codes(customer));

        await shop.Console.Post(Form, ("code", "honey"), ("state", "in"), ("quantity", "1 200,5"));
        Assert.Equal("1200.5", (await shop.Console.Page("/recommendations/product?code=honey")).QuerySelector("input[name=quantity]")!.GetAttribute("value"));
        Assert.Contains("honey", await shop.Codes(customer));

        await shop.Console.Post(Form, ("code", "honey"), ("state", "untracked"), ("quantity", ""));
        Assert.Equal(0, shop.Console.Database.QueryFirst<long>("SELECT count(*) FROM product_stock"));
        Assert.Equal("/recommendations", await shop.Console.Post(Form, ("code", "nothing"), ("state", "out"), ("quantity", "")));
        using var forged = await shop.Console.PostWithoutToken(Form);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    /// <summary>The shop also sells soap, which lasts thirty days.</summary>
    private static async Task<RecommendedShop> Regular(Engine engine)
    {
        var shop = await RecommendedShop.Open(engine);
        foreach (var daysAgo in new[] { 95, 65, 35 })
        {
            for (var person = 0; person < 6; person += 2)
            {
                await shop.Buy($"p{person}", daysAgo, "soap");
            }
        }

        return shop;
    }

    private static async Task<IReadOnlyList<string>> Say(RecommendedShop shop, string body)
    {
        var (status, answer) = await shop.Console.Ask(Tell, body);
        Assert.Equal(HttpStatusCode.OK, status);
        return
        [
            .. answer.GetProperty("items").EnumerateArray().Select(item =>
                item.TryGetProperty("problem", out var problem) && problem.ValueKind is JsonValueKind.Object
                    ? $"{item.GetProperty("status").GetString()} {problem.GetProperty("code").GetString()}"
                    : item.GetProperty("status").GetString()!),
        ];
    }

    private static string[] Codes(JsonElement answer, string of) => [.. answer.GetProperty(of).EnumerateArray().Select(item => item.GetProperty("code").GetString()!)];
}

public sealed class ProductStockOnSqliteTests() : ProductStockTests(Engine.Sqlite);

public sealed class ProductStockOnPostgreSqlTests() : ProductStockTests(Engine.PostgreSql);
