using Regulars.Insights.Recommendations;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Statistics.Recommendations;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

public abstract class ViewTests(Engine engine)
{
    [Fact]
    public async Task Who_bought_nothing_is_offered_what_they_looked_at_and_what_goes_with_it()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var stranger = await shop.Do("stranger", 5, "visit");
        shop.Console.Refresh();
        var popular = await shop.Offers(stranger);
        Assert.Equal(["honey", "milk"], popular.Select(offer => offer.Code).Order());
        Assert.All(popular, offer => Assert.Equal(("popular", null, null, 0), (offer.Reason, offer.Because, offer.LookedAtOn, offer.Score)));

        await shop.View("stranger", 9, "tea");
        await shop.View("stranger", 3, "tea");
        var offers = await shop.Offers(stranger);

        Assert.Equal(("tea", "looked_at", null, shop.DayAgo(3).ToString()), (offers[0].Code, offers[0].Reason, offers[0].Because, offers[0].LookedAtOn));
        Assert.Equal(("honey", "view", "tea", null), (offers[1].Code, offers[1].Reason, offers[1].Because, offers[1].LookedAtOn));
        Assert.Equal([("milk", "popular")], offers.Skip(2).Select(offer => (offer.Code, offer.Reason)));
    }

    [Fact]
    public async Task A_view_weighs_a_fifth_of_a_purchase_and_nothing_beside_one()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var buyer = await shop.Buy("buyer", 20, "tea");
        var viewer = await shop.View("viewer", 2, "tea");
        shop.Console.Refresh();
        async Task<RecommendedShop.Offer> Honey(CustomerId customer) => Assert.Single(await shop.Offers(customer), offer => offer.Code == "honey");
        var bought = await Honey(buyer);

        Assert.Equal(("purchase", "tea"), (bought.Reason, bought.Because));
        Assert.Equal(bought.Score * ProductScores.ViewWeight, (await Honey(viewer)).Score, 9);

        await shop.View("buyer", 1, "tea");
        Assert.Equal(bought, await Honey(buyer));
        Assert.DoesNotContain("tea", await shop.Codes(buyer));

        await shop.View("buyer", 1, "coffee");
        var offers = await shop.Offers(buyer);
        Assert.Equal("honey", offers[0].Code);
        Assert.Equal("view", Assert.Single(offers, offer => offer.Code == "milk").Reason);
        Assert.Equal("looked_at", Assert.Single(offers, offer => offer.Code == "coffee").Reason);
    }

    [Fact]
    public async Task What_is_long_past_or_erased_or_names_no_product_that_is_known_says_nothing()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var customer = await shop.View("old", 60, "tea");
        await shop.View("old", 1, "unknown");
        await shop.View("old", -2, "coffee");
        await shop.Do("old", 1, "product.viewed");
        await shop.Do("old", 1, "product.viewed", """{"name": "tea"}""");
        await shop.Do("old", 1, "product.viewed", """{"product": {"code": "tea"}}""");
        await shop.Do("old", 1, "product.liked", """{"product": "tea"}""");
        shop.Console.Refresh();
        Assert.All(await shop.Offers(customer), offer => Assert.Equal("popular", offer.Reason));

        await shop.View("old", 59, "tea");
        Assert.Equal("looked_at", (await shop.Offers(customer))[0].Reason);

        await shop.Console.Service<JournalIntake>().SubmitAsync(new EraseCustomer(customer, "Olha"));
        Assert.All(await shop.Offers(customer), offer => Assert.Equal("popular", offer.Reason));
    }

    [Fact]
    public async Task Only_the_newest_facts_are_read()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var customer = await shop.View("busy", 2, "tea");
        await Task.WhenAll(Enumerable.Range(0, 199).Select(_ => shop.Do("busy", 1, "visit")));
        shop.Console.Refresh();
        Assert.Equal("looked_at", (await shop.Offers(customer))[0].Reason);

        await shop.Do("busy", 1, "visit");
        Assert.All(await shop.Offers(customer), offer => Assert.Equal("popular", offer.Reason));
    }

    [Fact]
    public async Task What_was_looked_at_is_at_most_half_of_what_is_offered_the_latest_first()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var customer = await shop.View("keen", 8, "tea");
        await shop.View("keen", 6, "coffee");
        await shop.View("keen", 4, "honey");
        shop.Console.Refresh();

        Assert.Equal(["honey"], (await shop.Offers(customer, "limit=1")).Where(offer => offer.Reason == "looked_at").Select(offer => offer.Code));
        Assert.Equal(["coffee", "honey"], (await shop.Offers(customer, "limit=3")).Where(offer => offer.Reason == "looked_at").Select(offer => offer.Code).Order());
        Assert.Equal(3, (await shop.Offers(customer, "limit=5")).Count(offer => offer.Reason == "looked_at"));
    }

    [Fact]
    public async Task What_a_merged_record_looked_at_counts_for_the_person()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var person = await shop.Buy("person", 20, "coffee");
        var other = await shop.View("other", 2, "tea");
        await shop.Console.Service<JournalIntake>().SubmitAsync(new LinkCustomers(other, person, "Olha"));
        shop.Console.Refresh();

        Assert.Equal("looked_at", Assert.Single(await shop.Offers(person), offer => offer.Code == "tea").Reason);
    }

    [Fact]
    public async Task Each_reason_is_said_in_words_on_the_customers_page()
    {
        await using var shop = await RecommendedShop.Open(engine);
        var customer = await shop.Buy("buyer", 20, "tea");
        await shop.View("buyer", 3, "coffee");
        await shop.Buy("p1", 2, "salt");
        await shop.Buy("p3", 2, "salt");
        shop.Console.Refresh();
        var page = (await shop.Console.Page($"/customers/{customer}/offers")).Body!.TextContent;

        Assert.Contains("The honey goes with what they bought: The tea", page);
        Assert.Contains("The milk goes with what they looked at: The coffee", page);
        Assert.Contains("The coffee they looked at it on ", page);
        Assert.Contains("The salt bought by many lately", page);
        Assert.Contains("goes with what they bought: The tea", (await shop.Console.Page($"/customers/{customer}")).Body!.TextContent);
    }

    [Fact]
    public async Task It_is_judged_whether_views_helped_those_who_were_known_to_look()
    {
        await using var shop = await RecommendedShop.Open(engine);
        shop.Console.Refresh();
        Assert.Contains("product.viewed", (await shop.Console.Page("/recommendations")).Body!.TextContent);

        // Judged is what was bought in the last fifth of the 151 days; of views, only those of the 60 days before that count.
        await shop.View("p30", 40, "honey");
        await shop.View("p31", 40, "milk");
        await shop.View("p32", 20, "honey");
        await shop.View("p33", 100, "milk");
        await shop.View("p2", 40, "coffee");
        shop.Console.Clock.Advance(TimeSpan.FromDays(1));
        shop.Console.Refresh();

        var views = (await shop.Console.Json("/api/v1/recommendations/quality")).GetProperty("views");
        Assert.Equal(2, views.GetProperty("customers").GetInt32());
        Assert.Equal((1, 1), (views.GetProperty("recall").GetDouble(), views.GetProperty("recallWithout").GetDouble()));
        Assert.Contains("Of 2 of them", (await shop.Console.Page("/recommendations")).Body!.TextContent);
    }

    [Fact]
    public void Views_help_when_they_foretell_what_purchases_do_not()
    {
        // Customer 0 had product 0 and looked at 3 and 4; customers 1 and 2 looked at nothing that counts. All buy product 4 later.
        var before = Interactions.Of(3, 5, [(0, 0), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2), (2, 3)]);
        var later = Interactions.Of(3, 5, [(0, 4), (1, 4), (2, 4)]);
        var day = Day.Of(2026, 3, 1);
        var views = new Dictionary<int, IReadOnlyList<(int, Day)>> { [0] = [(4, day), (0, day)], [1] = [(1, day)], [2] = [] };

        var quality = ViewQuality.Measure(null, before, later, views, 1);

        // Without views both are offered the most popular that they have not: product 1 or 3; with them customer 0 is offered product 4.
        Assert.Equal((2, 0.5, 0), (quality.Customers, quality.Recall, quality.RecallWithout));
        Assert.Equal(0.5, quality.DifferenceError!.Value, 12);
        Assert.Equal(new ViewQuality(0, null, null, null), ViewQuality.Measure(null, before, later, new Dictionary<int, IReadOnlyList<(int, Day)>>(), 1));
    }

    [Theory]
    [InlineData("""{"product": "tea"}""", "tea")]
    [InlineData("""{"product": 4711, "page": "/tea"}""", "4711")]
    [InlineData("""{"product": null}""", null)]
    [InlineData("""["tea"]""", null)]
    [InlineData("{}", null)]
    public void A_view_names_its_product(string content, string? product) => Assert.Equal(product, ViewFacts.ProductOf(content));
}

public sealed class ViewOnSqliteTests() : ViewTests(Engine.Sqlite);

public sealed class ViewOnPostgreSqlTests() : ViewTests(Engine.PostgreSql);
