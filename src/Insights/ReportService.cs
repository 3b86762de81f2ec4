using System.Text.Json;
using Regulars.Insights.Contracts;
using Regulars.Insights.Measures;
using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>Gives reports: computed afresh for who waits for them, or as last computed for pages that must not wait.</summary>
public sealed class ReportService(Database database, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>A history whose newest order is older than this is looked at as of its own end.</summary>
    private const int HistoryAfterDays = 30;

    private const string DefaultKey = "default";

    private readonly HistoryStore histories = new(database);

    /// <summary>Computes a report from the rollups.</summary>
    public Report Compute(ReportQuery query)
    {
        var asOf = query.AsOf ?? DefaultAsOf();
        var history = histories.Load(query.Part);
        var (sales, returnRate) = histories.LoadSales(asOf, query.Part);
        return ReportBuilder.Build(history, ScoredCustomers.Of(history, asOf), businesses.Current, query, asOf, sales, returnRate);
    }

    /// <summary>The default report as it was last computed, and when; null before the first time.</summary>
    public (Report Report, Instant ComputedAt)? Last()
    {
        var row = database.QueryFirst<SnapshotRow>(
            "SELECT computed_at AS ComputedAt, body AS Body FROM report_snapshot WHERE snapshot_key = @key", new { key = DefaultKey });
        return row is null ? null : (JsonSerializer.Deserialize(row.Body, InsightsJson.Default.Report)!, new Instant(row.ComputedAt));
    }

    /// <summary>Whether anything changed since everything was computed, or a new day has begun.</summary>
    public bool IsStale => database.QueryFirst<long?>("SELECT 1 FROM refresh_customer LIMIT 1") is not null || IsOfAnotherDay;

    /// <summary>Whether facts changed since the default report was computed, or a new day has begun.</summary>
    public bool IsReportStale =>
        database.QueryFirst<long?>("SELECT 1 FROM refresh_customer WHERE customer_id <> @nobody LIMIT 1", new { nobody = Guid.Empty }) is not null || IsOfAnotherDay;

    private bool IsOfAnotherDay => Last() is not var (report, _) || report.AsOf != DefaultAsOf();

    /// <summary>Keeps the default report for the pages.</summary>
    internal void Keep(WriteTransaction transaction, Report report) => transaction.Execute(
        """
        INSERT INTO report_snapshot (snapshot_key, computed_at, body) VALUES (@key, @now, @body)
        ON CONFLICT (snapshot_key) DO UPDATE SET computed_at = excluded.computed_at, body = excluded.body
        """,
        new { key = DefaultKey, now = Instant.Now(clock).Microseconds, body = JsonSerializer.Serialize(report, InsightsJson.Default.Report) });

    /// <summary>The values that a dimension of sales has: store, channel, country or category.</summary>
    public IReadOnlyList<string> ValuesOf(string dimension) => histories.LoadValues(dimension);

    /// <summary>The end of the day of the newest order when that is over 30 days old, else now.</summary>
    public Day DefaultAsOf()
    {
        var tomorrow = businesses.Current.Calendar.DayOf(Instant.Now(clock)).Plus(1);
        return histories.LoadEnd() is { } end && tomorrow - end > HistoryAfterDays ? end : tomorrow;
    }

    /// <summary>The first day that is not over yet, of a report as of a day: today itself is not.</summary>
    internal Day FirstUnfinishedDay(Day asOf)
    {
        var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
        return asOf > today ? today : asOf;
    }

    private sealed class SnapshotRow
    {
        public long ComputedAt { get; init; }

        public string Body { get; init; } = "";
    }
}
