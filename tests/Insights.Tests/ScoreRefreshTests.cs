using Regulars.Insights.Storage;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>The report and what builds on it: one may stand without the other.</summary>
public abstract class ScoreRefreshTests(Engine engine)
{
    [Fact]
    public async Task What_fails_after_the_report_leaves_the_report_and_stays_asked_for()
    {
        await using var console = await Console.Open(engine);
        await console.Order("1", Console.Customer("Anna", "anna@mail.example"), 10, 40);
        var reports = console.Service<ReportService>();
        void FailOnceReported(WriteTransaction transaction)
        {
            if (reports.Last() is not null)
            {
                throw new InvalidOperationException("The rest cannot be computed.");
            }
        }

        Assert.Throws<InvalidOperationException>(() => console.Service<ScoreRefresh>().Run(FailOnceReported, CancellationToken.None));
        Assert.Equal(1, reports.Last()!.Value.Report.Customers);
        Assert.True(reports.IsStale);
        Assert.Equal(0, console.Database.QueryFirst<long>("SELECT count(*) FROM customer_outlook"));

        console.Refresh();
        Assert.False(reports.IsStale);
        Assert.Equal(1, console.Database.QueryFirst<long>("SELECT count(*) FROM customer_outlook"));
    }

    [Fact]
    public async Task Figures_follow_the_facts_while_what_builds_on_them_rests()
    {
        await using var console = await Console.Open(engine);
        var (reports, refresh) = (console.Service<ReportService>(), console.Service<ScoreRefresh>());
        await console.Order("1", Console.Customer("Zoe", "zoe@example.com"), 10, 40);
        console.Refresh();
        await console.Order("2", Console.Customer("Ada", "ada@example.com"), 10, 35);
        Assert.True(reports.IsReportStale);

        var scores = refresh.RunScores(_ => { }, CancellationToken.None);
        Assert.Equal(2, reports.Last()!.Value.Report.Customers);
        Assert.False(reports.IsReportStale);
        Assert.True(reports.IsStale);

        refresh.RunRest(scores, _ => { }, CancellationToken.None);
        Assert.False(reports.IsStale);
        Assert.Equal(2, console.Database.QueryFirst<long>("SELECT count(*) FROM customer_outlook"));
    }
}

public sealed class SqliteScoreRefreshTests() : ScoreRefreshTests(Engine.Sqlite);

public sealed class PostgreSqlScoreRefreshTests() : ScoreRefreshTests(Engine.PostgreSql);
