using Regulars.Care.Counting;
using Regulars.Kernel;

namespace Regulars.Care.Tests;

public sealed class HindranceFactsTests
{
    private static readonly Day Day = new(1000);

    [Theory]
    [InlineData("payment.failed", """{"method": "BLIK"}""", "payment: payment:method:blik")]
    [InlineData("payment.failed", null, "payment:")]
    [InlineData("payment.failed", """{"method": ""}""", "payment:")]
    [InlineData("basket.abandoned", null, "basket:")]
    [InlineData("cart.abandoned", "{}", "basket:")]
    [InlineData("checkout.started", null, "checkout:")]
    [InlineData("parcel.delivered", """{"promised": "2026-03-01", "delivered": "2026-03-02", "carrier": "Żółw"}""", "delivery: delivery:carrier:zolw")]
    [InlineData("parcel.delivered", """{"promised": "2026-03-01", "delivered": "2026-03-01"}""", "")]
    [InlineData("parcel.delivered", """{"delivered": "2026-03-01"}""", "")]
    [InlineData("search.performed", """{"query": "  Tea   Pot ", "results": 0}""", "searched: search: search:query:tea pot")]
    [InlineData("search.performed", """{"query": "tea", "results": 3}""", "searched:")]
    [InlineData("search.performed", """{"query": "tea"}""", "searched:")]
    [InlineData("search.performed", """{"query": "anna@mail.example", "results": 0}""", "searched: search:")]
    [InlineData("search.performed", """{"query": "+48 601 234", "results": 0}""", "searched: search:")]
    [InlineData("visit", null, "")]
    public void A_fact_tells_what_hindered(string kind, string? content, string expected) =>
        Assert.Equal(expected, string.Join(' ', HindranceFacts.Read(kind, Day, content).Select(told => $"{told.Kind}:{told.Subject}")));

    [Fact]
    public void A_refusal_tells_of_its_store_country_and_products() => Assert.Equal(
        ["", "store:web", "country:Poland", "product:CU04", "product:TB01"],
        HindranceFacts.OfRefusal(Day, "web", "Poland", ["CU04", "TB01", "CU04", null, " "]).Select(told => told.Subject));

    [Fact]
    public void The_products_of_an_order_are_those_that_were_sold() =>
        Assert.Equal([3, 4], HindranceHistory.Sold("[[3,1,9.5,950],[4,2,1,200,0,7],[5,1,1,100,1,7]]"));
}
