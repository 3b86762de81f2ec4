using Regulars.Loyalty.Tests.Rewards;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests;

/// <summary>Tills tell a return as a receipt of its own that names the first one: it takes back what that one gave.</summary>
public abstract class OtherReturnTests(Engine engine)
{
    [Fact]
    public async Task A_return_that_names_its_order_takes_back_what_the_order_gave_for_it()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", [("a", 30), ("b", 20)])).Accepted().Customer;
        shop.GoDays(3);

        var returned = (await shop.Order("anna", "R1", [("-b", 20)], returnOf: "1")).Accepted();

        Assert.Equal(20, returned.TakenBack);
        Assert.Equal(30, await shop.Balance(anna));
        Assert.Equal(Order(shop, "1"), Guid.Parse((await shop.Postings(anna))[0]["order"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Told_twice_it_takes_back_once_and_the_order_told_again_changes_nothing()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", [("a", 30), ("b", 20)])).Accepted().Customer;
        await shop.Order("anna", "R1", [("-b", 20)], returnOf: "1");

        (await shop.Order("anna", "R1", [("-b", 20)], returnOf: "1")).Accepted();
        (await shop.Order("anna", "1", [("a", 30), ("b", 20), ("c", 5)])).Accepted();

        Assert.Equal(35, await shop.Balance(anna));
    }

    [Fact]
    public async Task Order_and_return_may_come_in_one_breath()
    {
        await using var shop = await Open();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            await shop.Order("anna", $"{number}", [("a", 30)]);
            return await shop.Order("anna", $"R{number}", [("-a", 30)], returnOf: $"{number}");
        }));

        Assert.Equal(0, await shop.Balance(answers[0].Accepted().Customer));
    }

    [Theory]
    [InlineData("anna", "unknown")]
    [InlineData("boris", "1")]
    public async Task A_return_of_nothing_known_or_of_somebody_elses_order_takes_nothing_back(string customer, string number)
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", 50)).Accepted().Customer;

        (await shop.Order(customer, "R1", [("-thing", 50)], returnOf: number)).Accepted();

        Assert.Equal(50, await shop.Balance(anna));
    }

    [Fact]
    public async Task Points_used_on_the_order_come_back_with_such_a_return()
    {
        await using var shop = await Open();
        await shop.Adjust("anna", 100);
        await shop.Order("anna", "1", 20, points: new[] { new { points = 100 } });

        var returned = (await shop.Order("anna", "R1", [("-thing", 20)], returnOf: "1")).Accepted();

        Assert.Equal((100, 10, 100), (returned.Points["givenBack"]!.GetValue<decimal>(), returned.TakenBack, returned.BalanceAfter));
    }

    [Fact]
    public async Task A_return_that_is_cancelled_gives_back_what_it_took()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", [("a", 30), ("b", 20)])).Accepted().Customer;
        (await shop.Order("anna", "R1", [("-b", 20)], returnOf: "1")).Accepted();

        (await shop.Order("anna", "R1", [("-b", 20)], state: "cancelled", returnOf: "1")).Accepted();
        Assert.Equal(50, await shop.Balance(anna));
        (await shop.Order("anna", "R1", [("-b", 20)], returnOf: "1")).Accepted();

        Assert.Equal(30, await shop.Balance(anna));
        shop.CheckLedger();
    }

    [Fact]
    public async Task A_return_that_is_corrected_to_another_receipt_takes_back_there_alone()
    {
        await using var shop = await Open();
        var anna = (await shop.Order("anna", "1", 50)).Accepted().Customer;
        await shop.Order("anna", "2", 40);
        await shop.Order("anna", "R1", [("-thing", 40)], returnOf: "1");

        (await shop.Order("anna", "R1", [("-thing", 40)], returnOf: "2")).Accepted();
        Assert.Equal(50, await shop.Balance(anna));
        (await shop.Order("anna", "R2", [("-thing", 50)], returnOf: "1")).Accepted();

        Assert.Equal(0, await shop.Balance(anna));
        shop.CheckLedger();
    }

    [Fact]
    public async Task Of_the_same_number_in_two_stores_the_customers_own_is_meant()
    {
        await using var shop = await Open();
        var anna = (await Tell("anna", "A", "1001", 1, null)).Customer;
        var boris = (await Tell("boris", "B", "1001", 1, null)).Customer;
        await Tell("anna", "B", "1002", 1, null);
        await Tell("anna", "A", "1002", 1, null);

        await Tell("anna", "A", "R1", -1, "1001");
        await Tell("anna", "B", "R2", -1, "1002");

        Assert.Equal((50, 50), (await shop.Balance(anna), await shop.Balance(boris)));
        Assert.Equal(
            shop.Database.QueryFirst<Guid>("SELECT o.order_id FROM purchase_order o JOIN dimension d ON d.dimension_id = o.store_id WHERE o.number = '1002' AND d.code = 'B'"),
            Guid.Parse((await shop.Postings(anna))[0]["order"]!.GetValue<string>()));

        async Task<Answer> Tell(string customer, string store, string number, int quantity, string? returnOf) => (await shop.Post("/api/v1/orders", new
        {
            number,
            store,
            returnOf,
            placedAt = "2026-11-22T09:00:00Z",
            state = "sold",
            customer = new { number = customer },
            lines = new[] { new { product = "thing", quantity, unitPrice = 50 } },
        })).Accepted();
    }

    private async Task<LoyaltyFixture> Open()
    {
        var shop = await LoyaltyFixture.OpenAsync(engine);
        await shop.Publish(Programmes.Points(unit: """, "value": 0.1"""));
        return shop;
    }

    private static Guid Order(LoyaltyFixture shop, string number) =>
        shop.Database.QueryFirst<Guid>("SELECT order_id FROM purchase_order WHERE number = @number", new { number });
}

public sealed class SqliteOtherReturnTests() : OtherReturnTests(Engine.Sqlite);

public sealed class PostgreSqlOtherReturnTests() : OtherReturnTests(Engine.PostgreSql);
