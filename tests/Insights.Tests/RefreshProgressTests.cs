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
}
