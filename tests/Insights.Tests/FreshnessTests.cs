using Regulars.Insights.Recommendations;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public abstract class FreshnessTests(Engine engine)
{
    [Fact]
    public async Task What_nobody_bought_for_a_year_is_not_recommended()
    {
        await using var shop = await RecommendedShop.Open(engine);
        for (var person = 0; person < 30; person++)
        {
            await shop.Buy($"p{person}", 400, "tea", "sugar");
        }

        var buyer = await shop.Buy("buyer", 20, "tea");
        var viewer = await shop.View("viewer", 1, "sugar");
        shop.Console.Refresh();
        foreach (var customer in new[] { buyer, viewer })
        {
            Assert.DoesNotContain("sugar", await shop.Codes(customer));
        }

        Assert.DoesNotContain("sugar", (await shop.Console.Json("/api/v1/recommendations/with?code=tea")).ToString());
        Assert.Contains("Nobody bought it for a year", (await shop.Console.Page("/recommendations/product?code=sugar")).Body!.TextContent);
        Assert.DoesNotContain("Nobody bought it for a year", (await shop.Console.Page("/recommendations/product?code=tea")).Body!.TextContent);

        // Sold again it is back, with all that was learned of it.
        await shop.Buy("p1", 1, "sugar");
        shop.Console.Clock.Advance(TimeSpan.FromDays(1));
        shop.Console.Refresh();
        Assert.Contains("sugar", await shop.Codes(buyer));
        Assert.Equal("looked_at", Assert.Single(await shop.Offers(viewer), offer => offer.Code == "sugar").Reason);
    }

    [Fact]
    public async Task Few_customers_of_a_new_product_count_threefold_among_what_is_popular()
    {
        await using var shop = await RecommendedShop.Open(engine);
        for (var person = 0; person < 5; person++)
        {
            await shop.Buy($"p{person}", 45, "rice");
        }

        await shop.Buy("p0", 5, "oats");
        await shop.Buy("p1", 5, "oats");
        var stranger = await shop.Do("stranger", 1, "visit");
        shop.Console.Refresh();
        var codes = (await shop.Codes(stranger)).ToList();

        Assert.InRange(codes.IndexOf("oats"), 0, codes.IndexOf("rice") - 1);
        Assert.All(await shop.Offers(stranger), offer => Assert.Equal("popular", offer.Reason));
    }

    [Fact]
    public async Task One_category_can_be_asked_for_on_the_pages_too()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var customer = await shop.Buy("buyer", 20, "tea");
        await shop.Buy("p1", 20, "coffee");
        shop.Console.Refresh();
        async Task<string> Body(string address) => (await shop.Console.Page(address)).QuerySelector("main")!.TextContent;

        Assert.Equal(["coffee"], await shop.Codes(customer, "category=drinks"));
        Assert.Empty(await shop.Codes(customer, "category=nothing"));
        Assert.Contains("The honey", await Body($"/customers/{customer}/offers?category=food"));
        Assert.DoesNotContain("The honey", await Body($"/customers/{customer}/offers?category=drinks"));
        Assert.Contains("Nothing to offer here", await Body($"/customers/{customer}/offers?category=nothing"));
        Assert.Contains("The milk", await Body("/recommendations?category=food"));
        Assert.DoesNotContain("The milk", await Body("/recommendations?category=drinks"));
        using var unknown = await shop.Console.Send($"/customers/{Guid.NewGuid()}/offers");
        Assert.Equal("/customers", unknown.Headers.Location?.OriginalString);
    }

    [Fact]
    public void A_product_stands_while_it_was_sold_within_a_year_and_is_new_for_thirty_days()
    {
        var asOf = Day.Of(2026, 3, 1);
        BasketLine Line(int product, int customer, int daysAgo) => new(customer, (product * 100) + customer, product, asOf.Number - daysAgo);
        var standings = ProductStandings.Of(
            [Line(1, 1, 366), Line(2, 1, 365), Line(3, 1, 30), Line(3, 2, 4), Line(3, 2, 3), Line(4, 1, 31), Line(4, 2, 4), Line(5, 1, 91), Line(5, 2, 90)], asOf).ToDictionary(standing => standing.Product);

        Assert.Equal([2, 3, 4, 5], standings.Keys.Order());
        Assert.Equal((1, 0, 0), (standings[2].Customers, standings[2].Lately, standings[2].Popularity));
        Assert.Equal((2, 2, 6), (standings[3].Customers, standings[3].Lately, standings[3].Popularity));
        Assert.Equal((2, 2, 2), (standings[4].Customers, standings[4].Lately, standings[4].Popularity));
        Assert.Equal((2, 1, 1), (standings[5].Customers, standings[5].Lately, standings[5].Popularity));
        Assert.Equal((1, 1.0), (standings[3].Repeats, standings[3].LastsDays));
    }
}

public sealed class FreshnessOnSqliteTests() : FreshnessTests(Engine.Sqlite);

public sealed class FreshnessOnPostgreSqlTests() : FreshnessTests(Engine.PostgreSql);
