using Regulars.Insights.Recommendations;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>What is recommended to whom, from what was bought together.</summary>
public abstract class RecommendationTests(Engine engine)
{
    [Fact]
    public async Task What_goes_with_what_a_customer_bought_is_recommended_without_what_they_have()
    {
        await using var console = await Console.Open(engine);
        for (var person = 0; person < 60; person++)
        {
            // Tea goes with honey and coffee with milk; half of the customers come back for the other only lately.
            string[] basket = person % 2 == 0 ? ["tea", "honey"] : ["coffee", "milk"];
            await Basket(console, person, person < 30 ? basket : [basket[0]], 150 - person);
            if (person >= 30)
            {
                await Basket(console, person, [basket[1]], 10);
            }
        }

        var alone = await Basket(console, 60, ["tea"], 30);
        console.Refresh();
        var answer = await console.Json($"/api/v1/customers/{alone}/recommendations?limit=3");
        var codes = answer.GetProperty("products").EnumerateArray().Select(item => item.GetProperty("code").GetString()).ToList();

        Assert.Equal("honey", codes[0]);
        Assert.Equal("tea", answer.GetProperty("products")[0].GetProperty("becauseCode").GetString());
        Assert.DoesNotContain("tea", codes);
        Assert.DoesNotContain("honey", (await console.Json($"/api/v1/customers/{alone}/recommendations?except=honey")).GetProperty("products").EnumerateArray().Select(item => item.GetProperty("code").GetString()));
        Assert.NotEqual("popularity", (await console.Json("/api/v1/recommendations/quality")).GetProperty("chosen").GetString());
        var with = await console.Json("/api/v1/recommendations/with?code=tea");
        Assert.Equal("honey", with.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.True(with.GetProperty("items")[0].GetProperty("liftLow").GetDouble() > 1);
        foreach (var address in new[] { "/recommendations", "/recommendations/product?code=tea" })
        {
            Assert.NotNull((await console.Page(address, "uk")).QuerySelector("table"));
        }
    }

    [Theory]
    [InlineData("[[7,1,2.5,250],[8,2,1,200,0,3]]", new[] { 7, 8 })]
    [InlineData("[[7,1,2.5,250,1,0]]", new int[0])]
    [InlineData("[[7,-1,2.5,-250],[9,0.5,2,100]]", new[] { 9 })]
    [InlineData("[]", new int[0])]
    public void The_products_of_a_basket_are_what_was_sold_in_it(string document, int[] products) => Assert.Equal(products, BasketReader.Products(document));

    private static async Task<CustomerId> Basket(Console console, int person, string[] products, int daysAgo)
    {
        var answer = await console.Service<JournalIntake>().SubmitAsync(new RecordOrder(new OrderInput
        {
            Source = "shop",
            Number = $"{person}-{daysAgo}",
            PlacedAt = Instant.Now(console.Clock).Plus(TimeSpan.FromDays(-daysAgo)),
            Currency = Console.Euro,
            Customer = Console.Customer($"Person {person}", $"p{person}@mail.example"),
            Lines = [.. products.Select(product => new OrderLineInput(product, product, "food", 1, 5, 500))],
        })
        { Origin = Origin.History });
        return answer!.Customer!.Value;
    }
}

public sealed class SqliteRecommendationTests() : RecommendationTests(Engine.Sqlite);

public sealed class PostgreSqlRecommendationTests() : RecommendationTests(Engine.PostgreSql);
