using Regulars.Journal.Contracts;
using Regulars.Journal.Demonstration;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Tests.Demonstration;

/// <summary>The shop as intake takes it in, on every engine.</summary>
public abstract class DemonstrationFillTests(Engine engine) : IDisposable
{
    private readonly JournalFixture journal = new(engine);

    public void Dispose()
    {
        journal.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<DemonstrationTotals> Fill(int customers) =>
        new DemonstrationFill(journal.Intake).RunAsync(3, customers, Day.Of(2026, 11, 21), JournalFixture.Euro, null, CancellationToken.None);

    private (long Facts, long Orders, long Sales, long Customers, long Keys) Kept() => journal.Database.QueryFirst<(long, long, long, long, long)>(
        """
        SELECT (SELECT count(*) FROM fact), (SELECT count(*) FROM purchase_order), (SELECT count(*) FROM anonymous_sale),
            (SELECT count(*) FROM customer), (SELECT count(*) FROM request_lookup)
        """);

    [Fact]
    public async Task Told_twice_it_changes_nothing_and_nothing_of_it_is_refused()
    {
        var totals = await Fill(300);
        var kept = Kept();

        Assert.Equal(totals, await Fill(300));
        Assert.Equal(kept, Kept());
        Assert.Equal(0, totals.Refused);
        Assert.True(kept.Orders > 2_000);
    }

    [Fact]
    public async Task What_is_kept_twice_agrees()
    {
        await Fill(200);

        Assert.All(JournalChecks.All, check => Assert.Equal(0, journal.Database.QueryFirst<long>(check.CountFaults)));
    }

    [Fact]
    public async Task One_person_with_two_records_is_proposed_for_merging()
    {
        await Fill(300);
        var twofold = DemonstrationShop.Generate(3, 300, Day.Of(2026, 11, 21)).Count(customer =>
            customer.Truth.HasTwoRecords && customer.History.OfType<RecordOrder>().Any(request => request.Order is { Channel: "web", Customer: not null }));

        Assert.True(twofold > 0);
        Assert.Equal(twofold, journal.Database.QueryFirst<long>("SELECT count(*) FROM merge_proposal WHERE decided_at IS NULL"));
    }

    [Fact]
    public async Task History_feeds_no_outbox()
    {
        await Fill(50);

        Assert.Equal(0, journal.Database.QueryFirst<long>("SELECT count(*) FROM fact WHERE origin <> 1"));
        Assert.Equal(0, journal.Database.QueryFirst<long>("SELECT count(*) FROM outbox"));
    }
}

public sealed class SqliteDemonstrationFillTests() : DemonstrationFillTests(Engine.Sqlite);

public sealed class PostgreSqlDemonstrationFillTests() : DemonstrationFillTests(Engine.PostgreSql);
