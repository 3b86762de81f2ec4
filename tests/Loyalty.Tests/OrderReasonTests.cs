using Microsoft.Extensions.DependencyInjection;
using Regulars.Journal;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Tests;

/// <summary>Why an order gave what it gave: the arithmetic that is said is that of the ledger.</summary>
public abstract class OrderReasonTests(Engine engine)
{
    [Fact]
    public async Task A_returned_line_is_said_with_what_it_takes_back()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points(10, 2));
        (await shop.Order("anna", "1", [("a", 3.50m), ("b", 3.50m)])).Accepted();
        var anna = (await shop.Order("anna", "1", [("a", 3.50m), ("b", 3.50m), ("-b", 3.50m)])).Accepted().Customer;

        var reason = await Find(shop, anna);

        Assert.True(reason.HasReturns);
        Assert.Equal((30, 10), (reason.Sold[0].Points, reason.Left[0].Points));
        Assert.Equal(10, reason.Moved.Sum(PointsWords.Change));
        var reader = English();
        Assert.Equal("€7.00 ÷ €2.00 → 3; 3 × 10 = 30", ReasonWords.Arithmetic(reader, reason, reason.Sold[0]));
        Assert.Equal("€3.50 ÷ €2.00 → 1; 1 × 10 = 10", ReasonWords.Arithmetic(reader, reason, reason.Left[0]));
        Assert.Equal("30 − 10", ReasonWords.Difference(reader, reason.Sold[0], reason.Left[0]));
        Assert.Equal(["a 1 × 3.50 = €3.50", "b 1 × 3.50 = €3.50", "b −1 × 3.50 = −€3.50"], ReasonWords.Lines(reader, reason, reason.Sold[0].Rule).Select(line => $"{line.Product} {line.Arithmetic}"));
    }

    [Fact]
    public async Task The_version_of_its_day_is_asked_also_after_the_rule_was_changed()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points());
        (await shop.Order("anna", "1", 50.75m)).Accepted();
        shop.GoDays(1);
        await shop.Publish(Programmes.Points(2));
        var anna = (await shop.Order("anna", "2", 50)).Accepted().Customer;

        var reason = await Find(shop, anna);

        Assert.Equal((50, 1), (reason.Sold[0].Points, reason.Entry.ProgrammeVersion));
        Assert.False(reason.HasReturns);
        Assert.Equal("€50.75 ÷ €1.00 → 50", ReasonWords.Arithmetic(English(), reason, reason.Sold[0]));
    }

    [Fact]
    public async Task What_a_rule_does_not_count_and_why_it_gives_nothing_are_said()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""
            {"name": "Club", "units": [{"key": "points"}],
             "rules": [{"key": "tea", "points": 1, "per": 1, "mostPerOrder": 4, "lines": {"field": "line.product", "comparison": "is", "values": ["tea"]}},
                       {"key": "feast", "points": 9, "when": {"field": "order.total", "comparison": "at-least", "values": ["100"]}}]}
            """);
        var anna = (await shop.Order("anna", "1", [("tea", 5), ("cup", 7)])).Accepted().Customer;

        var reason = await Find(shop, anna);

        Assert.Equal([true, false], ReasonWords.Lines(English(), reason, reason.Sold[0].Rule).Select(line => line.Counts));
        Assert.Equal("€5.00 ÷ €1.00 = 5; 5 × 1 = 5; a limit leaves 4 points of 5 points", ReasonWords.Arithmetic(English(), reason, reason.Sold[0]));
        Assert.Equal(WhyNot.ConditionNotMet, reason.Sold[1].WhyNot);
        Assert.Equal(reason.Sold.Sum(outcome => outcome.Points), (long)await shop.Balance(anna));
    }

    [Fact]
    public async Task The_api_tells_the_same_arithmetic_and_knows_no_order_of_others()
    {
        await using var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish("""
            {"name": "Club", "units": [{"key": "points"}],
             "rules": [{"key": "money", "points": 10, "per": 2, "mostPerOrder": 25}, {"key": "feast", "points": 9, "when": {"field": "order.total", "comparison": "at-least", "values": ["100"]}}]}
            """);
        (await shop.Order("anna", "1", [("a", 3.50m), ("b", 3.50m)])).Accepted();
        var anna = (await shop.Order("anna", "1", [("a", 3.50m), ("b", 3.50m), ("-b", 3.50m)])).Accepted().Customer;
        var bert = (await shop.Order("bert", "2", 1)).Accepted().Customer;
        var order = (await shop.Postings(anna)).Select(posting => posting["order"]).Last(named => named is not null)!.GetValue<Guid>();

        var told = await shop.Get($"/api/v1/customers/{anna}/points/orders/{order}");

        Assert.Equal(("1", 1), (told["number"]!.GetValue<string>(), told["programmeVersion"]!.GetValue<int>()));
        Assert.Equal("""{"rule":"money","unit":"points","sold":{"points":25,"money":7.00,"multiplier":1,"beforeLimit":30},"left":{"points":10,"money":3.50,"multiplier":1}}""", told["rules"]![0]!.ToJsonString());
        Assert.Equal(("conditionNotMet", 0), (told["rules"]![1]!["sold"]!["whyNot"]!.GetValue<string>(), told["rules"]![1]!["left"]!["points"]!.GetValue<decimal>()));
        Assert.Equal(["earned", "takenBack"], told["movements"]!.AsArray().Select(posting => posting!["reason"]!.GetValue<string>()));
        Assert.Equal("order.unknown", (await shop.Get($"/api/v1/customers/{bert}/points/orders/{order}"))["code"]!.GetValue<string>());
    }

    private static async Task<OrderReason> Find(LoyaltyFixture shop, Guid customer)
    {
        var order = (await shop.Postings(customer)).Select(posting => posting["order"]).Last(named => named is not null)!.GetValue<Guid>();
        return shop.Services.GetRequiredService<OrderReasons>().Find(new CustomerId(customer), new OrderId(order))!;
    }

    private static Reader English() =>
        new(new TextCatalog([typeof(JournalModule).Assembly, typeof(LoyaltyModule).Assembly], isStrict: true), Language.English, new BusinessCalendar("Europe/Warsaw"), Currency.Of("EUR"));
}

/// <inheritdoc/>
public sealed class SqliteOrderReasonTests() : OrderReasonTests(Engine.Sqlite);

/// <inheritdoc/>
public sealed class PostgreSqlOrderReasonTests() : OrderReasonTests(Engine.PostgreSql);
