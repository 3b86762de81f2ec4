using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;
using static Regulars.Journal.Tests.JournalFixture;

namespace Regulars.Journal.Tests.Intake;

/// <summary>What becomes of orders, on every engine.</summary>
public abstract class OrderIntakeTests(Engine engine) : IDisposable
{
    private readonly JournalFixture journal = new(engine);

    public void Dispose()
    {
        journal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_sold_order_is_a_fact_and_adds_to_the_sums()
    {
        var answer = await journal.Submit(journal.Order("1", Customer("7"), Line("tea", 2, 3.50m), Line("cup", 1, 8)));

        Assert.Equal(IntakeStatus.Recorded, answer.Status);
        Assert.Equal([FactKinds.OrderPlaced], journal.FactKindsOf(answer.Customer!.Value));
        Assert.Equal((1, 1500, 0), journal.TotalsOf(answer.Customer.Value));
    }

    [Fact]
    public async Task A_product_without_a_code_is_known_by_its_name()
    {
        var unnamed = Line("", 1, 5) with { Product = null };
        await journal.Submit(journal.Order("1", Customer("7"), unnamed with { ProductName = "Green tea" }, unnamed with { ProductName = "Cup" }));

        Assert.Equal(["Cup", "Green tea"], journal.Database.Query<string>("SELECT name FROM product ORDER BY name"));
        var document = journal.Database.QueryFirst<string>("SELECT document FROM order_lines")!;
        Assert.DoesNotContain("[0,", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_order_again_changes_nothing()
    {
        var order = journal.Order("1", Customer("7"), Line("tea", 2, 3.50m));
        var first = await journal.Submit(order);

        var second = await journal.Submit(order);

        Assert.Equal(IntakeStatus.Unchanged, second.Status);
        Assert.Equal(first.Customer, second.Customer);
        Assert.Equal(first.Version, second.Version);
        Assert.Equal((1, 700, 0), journal.TotalsOf(first.Customer!.Value));
    }

    [Fact]
    public async Task A_return_in_a_newer_state_of_the_order_becomes_a_fact_of_its_value()
    {
        var order = journal.Order("1", Customer("7"), Line("tea", 2, 3.50m));
        var customer = (await journal.Submit(order)).Customer!.Value;

        await journal.Submit(order with { Lines = [Line("tea", 2, 3.50m), Line("tea", 1, 3.50m, isReturn: true)] });

        Assert.Equal([FactKinds.OrderPlaced, FactKinds.OrderReturned], journal.FactKindsOf(customer));
        Assert.Equal((1, 700, 350), journal.TotalsOf(customer));
    }

    [Fact]
    public async Task An_order_that_is_cancelled_later_takes_its_purchase_back()
    {
        var kept = journal.Order("1", Customer("7"), Line("tea", 1, 5));
        var customer = (await journal.Submit(kept)).Customer!.Value;
        journal.Clock.Advance(TimeSpan.FromDays(30));
        var order = journal.Order("2", Customer("7"), Line("tea", 2, 3.50m));
        await journal.Submit(order);

        await journal.Submit(order with { State = OrderState.Cancelled });

        Assert.Equal([FactKinds.OrderPlaced, FactKinds.OrderPlaced, FactKinds.OrderCancelled], journal.FactKindsOf(customer));
        Assert.Equal((1, 500, 0), journal.TotalsOf(customer));
        var last = journal.Database.QueryFirst<long>("SELECT last_purchase_day FROM customer_list WHERE customer_id = @id", new { id = customer.Value });
        Assert.Equal(journal.Businesses.Current.Calendar.DayOf(kept.PlacedAt).Number, last);
    }

    [Fact]
    public async Task A_purchase_that_was_taken_back_does_not_return_with_the_next_word_about_its_customer()
    {
        var kept = journal.Order("1", Customer("7"), Line("tea", 1, 5));
        var customer = (await journal.Submit(kept)).Customer!.Value;
        journal.Clock.Advance(TimeSpan.FromDays(30));
        var order = journal.Order("2", Customer("7"), Line("tea", 2, 3.50m));
        await journal.Submit(order);
        await journal.Submit(order with { State = OrderState.Cancelled });

        await journal.Submit(new SaveCustomer("shop", Customer("7", email: "anna@mail.example")));

        Assert.Equal(
            journal.Businesses.Current.Calendar.DayOf(kept.PlacedAt).Number,
            journal.Database.QueryFirst<long>("SELECT last_purchase_day FROM customer WHERE customer_id = @id", new { id = customer.Value }));
    }

    [Fact]
    public async Task Refused_and_cancelled_orders_are_kept_apart()
    {
        var refused = await journal.Submit(journal.Order("1", Customer("7"), Line("tea", 1, 5)) with { State = OrderState.Refused });
        await journal.Submit(journal.Order("2", Customer("7"), Line("tea", 1, 5)) with { State = OrderState.Cancelled });

        Assert.Equal((0, 0, 0), journal.TotalsOf(refused.Customer!.Value));
        Assert.Equal(
            (1, 1),
            journal.Database.QueryFirst<(long, long)>("SELECT refused, cancelled FROM customer WHERE customer_id = @id", new { id = refused.Customer.Value.Value }));
    }

    [Fact]
    public async Task A_stale_state_of_an_order_is_ignored()
    {
        var order = journal.Order("1", Customer("7"), Line("tea", 2, 3)) with { ChangedAt = new Instant(2_000_000) };
        var customer = (await journal.Submit(order)).Customer!.Value;

        var stale = await journal.Submit(order with { ChangedAt = new Instant(1_000_000), State = OrderState.Cancelled });

        Assert.Equal(IntakeStatus.Unchanged, stale.Status);
        Assert.Equal((1, 600, 0), journal.TotalsOf(customer));
    }

    [Fact]
    public async Task An_order_worth_nothing_is_kept_and_is_no_purchase()
    {
        var answer = await journal.Submit(journal.Order("1", Customer("7"), Line("sample", 1, 0)));

        Assert.Equal((0, 0, 0), journal.TotalsOf(answer.Customer!.Value));
        Assert.Equal(1, journal.Database.QueryFirst<long>("SELECT count(*) FROM purchase_order"));
    }

    [Fact]
    public async Task A_number_that_belongs_to_another_customer_is_refused()
    {
        await journal.Submit(journal.Order("1", Customer("7"), Line("tea", 1, 5)));

        var answer = await journal.Submit(journal.Order("1", Customer("8"), Line("tea", 1, 5)));

        Assert.Equal("order.other_customer", answer.Refusal?.Code);
    }

    [Fact]
    public async Task A_sale_without_a_customer_is_kept_apart_until_its_customer_is_told()
    {
        var order = journal.Order("1", null, Line("tea", 1, 5));
        var anonymous = await journal.Submit(order);
        Assert.Null(anonymous.Customer);
        Assert.Equal(500, journal.Database.QueryFirst<long>("SELECT gross FROM anonymous_sale"));

        var known = await journal.Submit(order with { Customer = Customer("7") });

        Assert.Equal((1, 500, 0), journal.TotalsOf(known.Customer!.Value));
        Assert.Equal(0, journal.Database.QueryFirst<long>("SELECT count(*) FROM anonymous_sale"));
    }

    [Fact]
    public async Task Amounts_in_another_currency_are_converted_by_the_rate_of_the_order()
    {
        var answer = await journal.Submit(journal.Order("1", Customer("7"), Line("tea", 1, 10)) with { Currency = Currency.Of("PLN"), Rate = 0.2345m });

        Assert.Equal((1, 234, 0), journal.TotalsOf(answer.Customer!.Value));
    }

    [Fact]
    public async Task Categories_are_summed_by_day_and_follow_a_change()
    {
        var order = journal.Order("1", Customer("7"), Line("tea", 2, 3, category: "drinks"), Line("cup", 1, 8, category: "china"));
        await journal.Submit(order);

        await journal.Submit(order with { Lines = [Line("tea", 1, 3, category: "drinks")] });

        var sums = journal.Database.Query<(string, long, long)>(
            "SELECT d.code, c.orders, c.gross FROM customer_category_day c JOIN dimension d ON d.dimension_id = c.category_id ORDER BY d.code");
        Assert.Equal([("china", 0, 0), ("drinks", 1, 300)], sums);
    }

    [Fact]
    public async Task Whatever_states_orders_go_through_the_sums_agree_with_the_rollups()
    {
        var random = new Random(20_261_122);
        var states = Enum.GetValues<OrderState>();
        CustomerId? customer = null;
        for (var step = 0; step < 300; step++)
        {
            journal.Clock.Advance(TimeSpan.FromHours(7));
            var lines = Enumerable.Range(0, random.Next(0, 4))
                .Select(i => Line("p" + i, random.Next(1, 5), random.Next(0, 900) / 100m, random.Next(4) == 0, random.Next(2) == 0 ? "c" + random.Next(3) : null));
            var answer = await journal.Submit(journal.Order("n" + random.Next(40), Customer("7"), [.. lines]) with
            {
                State = states[random.Next(states.Length)],
                Discount = random.Next(3) * 50,
            });
            customer = answer.Customer;
            Assert.Equal(
                journal.Database.QueryFirst<(long?, long?)>("SELECT min(day), max(day) FROM customer_day WHERE customer_id = @id AND orders > 0", new { id = customer?.Value }),
                journal.Database.QueryFirst<(long?, long?)>("SELECT first_purchase_day, last_purchase_day FROM customer WHERE customer_id = @id", new { id = customer?.Value }));
        }

        Assert.Equal(journal.RollupOf(customer!.Value), journal.TotalsOf(customer.Value));
        var orders = journal.Database.Query<(long State, long Gross, long Returned)>("SELECT state, gross, returned FROM purchase_order")
            .FindAll(order => (OrderState)order.State is OrderState.Sold or OrderState.Refunded);
        var purchases = orders.FindAll(order => order.Gross > 0);
        Assert.Equal(
            (purchases.Count, purchases.Sum(order => order.Gross), orders.Sum(order => order.Returned)),
            journal.TotalsOf(customer.Value));
    }

    [Fact]
    public async Task An_order_told_twice_in_one_group_counts_once()
    {
        var order = journal.Order("1", Customer("7"), Line("tea", 1, 5));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => journal.Submit(order with { Lines = [Line("tea", 1 + (i % 2), 5)] })));

        var totals = journal.TotalsOf(answers[0].Customer!.Value);
        Assert.Equal(1, totals.Orders);
        Assert.Equal(journal.RollupOf(answers[0].Customer!.Value), totals);
    }
}

public sealed class SqliteOrderIntakeTests() : OrderIntakeTests(Engine.Sqlite);

public sealed class PostgreSqlOrderIntakeTests() : OrderIntakeTests(Engine.PostgreSql);
