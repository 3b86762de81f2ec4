using Regulars.Storage;
using static Regulars.Journal.Tests.JournalFixture;

namespace Regulars.Journal.Tests;

public sealed class ReadableViewTests : IDisposable
{
    private readonly JournalFixture journal = new(Engine.PostgreSql);

    public void Dispose() => journal.Dispose();

    [Fact]
    public async Task Reporting_tools_read_days_and_decimals()
    {
        await journal.Submit(journal.Order("1", Customer("7", name: "Anna"), Line("tea", 2, 3.50m)));

        var row = journal.Database.QueryFirst<(string Name, decimal Gross, DateOnly First)>("SELECT name, gross, first_purchase FROM customers_readable");
        var order = journal.Database.QueryFirst<(string State, string Source)>("SELECT state, source FROM orders_readable");

        Assert.Equal(("Anna", 7.00m, new DateOnly(2026, 11, 22)), row);
        Assert.Equal(("sold", "shop"), order);
        Assert.Equal("live", journal.Database.QueryFirst<string>("SELECT origin FROM facts_readable"));
    }
}
