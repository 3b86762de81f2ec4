using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>Asking for figures out of turn.</summary>
public sealed class RefreshProgressTests
{
    [Fact]
    public async Task What_is_asked_for_while_figures_are_computed_is_not_answered_by_them()
    {
        await using var console = await Console.Open(Engine.Sqlite);
        await console.Order("1", Console.Customer("Ada", "ada@example.com"), 10, 40);
        var (progress, reports) = (console.Service<RefreshProgress>(), console.Service<ReportService>());
        console.Refresh();
        Assert.False(reports.IsStale);

        progress.Ask();
        Assert.True(progress.IsAsked);
        Assert.True(reports.IsStale);

        progress.Begin(RefreshStep.Scores);
        Assert.False(progress.IsAsked);
        progress.Begin(RefreshStep.Outlooks);
        progress.Ask();
        progress.End(TimeSpan.FromSeconds(2));

        Assert.True(progress.IsAsked);
        Assert.Null(progress.Step);
        Assert.Equal(TimeSpan.FromSeconds(2), progress.Took);
    }

    /// <summary>Where several commit beside each other, whoever is being changed meanwhile keeps nobody waiting and stays asked for.</summary>
    [Fact]
    public async Task Who_is_being_changed_while_figures_are_computed_stays_in_waiting()
    {
        await using var console = await Console.Open(Engine.PostgreSql);
        var changing = await console.Order("1", Console.Customer("Ada", "ada@example.com"), 10, 40);
        await console.Order("2", Console.Customer("Eve", "eve@example.com"), 10, 40);
        var cancellation = TestContext.Current.CancellationToken;
        using var isChanging = new ManualResetEventSlim();
        using var isComputed = new ManualResetEventSlim();
        var change = Task.Run(() => console.Database.Write(transaction =>
        {
            transaction.Execute("UPDATE refresh_customer SET since = since WHERE customer_id = @changing", new { changing = changing.Value });
            isChanging.Set();
            isComputed.Wait(cancellation);
        }), cancellation);
        isChanging.Wait(cancellation);

        try
        {
            await Task.Run(console.Refresh, cancellation).WaitAsync(TimeSpan.FromMinutes(1), cancellation);
        }
        finally
        {
            isComputed.Set();
            await change;
        }

        Assert.Equal([changing.Value], console.Database.Query<Guid>("SELECT customer_id FROM refresh_customer"));
    }

    /// <summary>PostgreSQL believes a table empty that was so when it looked last; a plan made for that would outlast the time of a statement.</summary>
    [Fact]
    public async Task Whoever_waits_is_taken_out_soon_although_the_waiting_were_none_before()
    {
        await using var console = await Console.Open(Engine.PostgreSql);
        await console.Order("1", Console.Customer("Ada", "ada@example.com"), 10, 40);
        Wait(console, 40_000);
        console.Database.Write(transaction => transaction.Execute("DELETE FROM refresh_customer"));
        console.Database.Write(transaction => transaction.Execute("ANALYZE refresh_customer"));
        Wait(console, 40_000);

        console.Refresh();

        Assert.Empty(console.Database.Query<Guid>("SELECT customer_id FROM refresh_customer"));
    }

    private static void Wait(Console console, int customers) => console.Database.Write(transaction => transaction.Execute(
        "INSERT INTO refresh_customer (customer_id, since) SELECT gen_random_uuid(), 5 FROM generate_series(1, @customers)", new { customers }));
}
