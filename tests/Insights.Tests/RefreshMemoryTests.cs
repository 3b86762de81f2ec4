using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>What is remembered between two refreshes against what is read anew.</summary>
public sealed class RefreshMemoryTests
{
    [Theory]
    [InlineData(Engine.Sqlite, 1)]
    [InlineData(Engine.Sqlite, 2)]
    [InlineData(Engine.PostgreSql, 3)]
    public async Task What_is_remembered_is_what_would_be_read(Engine engine, int seed)
    {
        await using var console = await Console.Open(engine);
        var random = new Random(seed);
        var (memory, intake) = (console.Service<RefreshMemory>(), console.Service<JournalIntake>());
        var customers = new List<CustomerId>();
        for (var i = 0; i < 60; i++)
        {
            customers.Add(await console.Order($"first-{i}", Person(i), 10 + i, random.Next(1, 400)));
        }

        memory.History([]);
        memory.Sales(AsOf(console));
        memory.Traces();
        var generation = memory.Generation;
        for (var round = 0; round < 12; round++)
        {
            for (var change = 0; change < 3; change++)
            {
                var who = random.Next(60);
                var number = $"{round}-{change}";
                switch (random.Next(5))
                {
                    case 0:
                        await console.Order(number, Person(who), 5 + change, random.Next(1, 500));
                        break;
                    case 1:
                        await console.Order($"first-{who}", Person(who), 10 + who, 20, isReturned: true);
                        break;
                    case 2:
                        await console.Order(number, Person(1000 + (round * 10) + change), 7, 3);
                        break;
                    case 3:
                        await intake.SubmitAsync(new RecordFact(new FactInput
                        {
                            Kind = "survey.answered", Source = "shop", OccurredAt = Instant.Now(console.Clock), Customer = Person(who), Content = """{"nps":3}""",
                        })
                        { Key = new RequestKey("shop", number, [1]) });
                        break;
                    default:
                        await intake.SubmitAsync(new LinkCustomers(customers[who], customers[(who + 7) % 60], "owner"));
                        break;
                }
            }

            Compare(console, memory);
        }

        if (engine is Engine.Sqlite)
        {
            Assert.True(memory.Generation - generation < 12, "Everything was read anew each time.");
        }
    }

    [Fact]
    public async Task Only_who_changed_is_read_again()
    {
        await using var console = await Console.Open(Engine.Sqlite);
        var memory = console.Service<RefreshMemory>();
        for (var i = 0; i < 30; i++)
        {
            await console.Order($"{i}", Person(i), 10, 40);
        }

        memory.History([]);
        var generation = memory.Generation;
        await console.Order("again", Person(3), 10, 5);

        Assert.Equal(2, Days(memory.History([])).Single(pair => pair.Value.Count > 1).Value.Count);
        Assert.Equal(generation, memory.Generation);
    }

    /// <summary>A refresh may begin after a change is durable and before this program has noted it.</summary>
    [Fact]
    public async Task Whose_scores_wait_is_read_again_also_where_intake_has_not_told_yet()
    {
        await using var console = await Console.Open(Engine.Sqlite);
        var memory = console.Service<RefreshMemory>();
        var customer = await console.Order("1", Person(1), 10, 40);
        await console.Order("2", Person(2), 10, 40);
        memory.History([]);
        await console.Order("3", Person(1), 10, 5);
        console.Service<JournalIntake>().Changes.Take();

        Assert.Equal(2, Days(memory.History([customer]))[customer.ToString()].Count);
    }

    [Fact]
    public async Task An_erased_person_is_not_remembered()
    {
        await using var console = await Console.Open(Engine.Sqlite);
        var customer = await console.Order("1", Person(1), 10, 40);
        await console.Order("2", Person(2), 10, 40);
        console.Refresh();

        await console.Service<JournalIntake>().SubmitAsync(new EraseCustomer(customer, "owner"));
        console.Refresh();

        Compare(console, console.Service<RefreshMemory>());
        Assert.Equal(
            console.Database.Query<Guid>("SELECT customer_id FROM customer_score ORDER BY customer_id"),
            console.Database.Query<Guid>("SELECT customer_id FROM customer_outlook ORDER BY customer_id"));
    }

    private static void Compare(Console console, RefreshMemory memory)
    {
        var store = new HistoryStore(console.Database);
        var (known, read) = (memory.History([]), store.Load(null));
        Assert.Equal(Days(read), Days(known));
        Assert.Equal((read.FirstDay, read.PurchaseDays), (known.FirstDay, known.PurchaseDays));
        Assert.Equal(store.LoadSales(AsOf(console), (Contracts.ReportPart?)null), memory.Sales(AsOf(console)));
        var (traces, fresh) = (memory.Traces(), new EventStore(console.Database).LoadTraces());
        Assert.Equal(Events(fresh), Events(traces));
    }

    private static SortedDictionary<string, List<PurchaseHistory.Entry>> Days(PurchaseHistory history) => new(Enumerable.Range(0, history.Count)
        .Where(position => history.Of(position).Length > 0)
        .ToDictionary(position => history.Customer(position).ToString(), position => history.Of(position).ToArray().ToList()));

    private static List<(string, TraceEvent)> Events(CustomerTraces traces) =>
        [.. traces.Customers.OrderBy(customer => customer.ToString(), StringComparer.Ordinal).SelectMany(customer => traces.Of(customer).ToArray().Select(happened => (customer.ToString(), happened)))];

    private static Day AsOf(Console console) => console.Service<ReportService>().DefaultAsOf();

    private static CustomerInput Person(int number) => Console.Customer($"Person {number}", $"p{number}@mail.example");
}
