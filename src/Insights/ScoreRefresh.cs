using Regulars.Insights.Contracts;
using Regulars.Insights.Alerts;
using Regulars.Insights.Journey;
using Regulars.Insights.Measures;
using Regulars.Insights.Recommendations;
using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>Computes every customer's scores and the default report again when facts have changed; writes only what differs.</summary>
public sealed class ScoreRefresh
{
    /// <summary>With more customers, what they are computed with is a great part of the memory there is.</summary>
    private const int ManyCustomers = 100_000;

    private static readonly RowShape<ScoreRow> Shape = new RowShape<ScoreRow>()
        .Id("customer_id", row => row.Customer)
        .Int("recency", row => row.Recency)
        .Int("frequency", row => row.Frequency)
        .Int("value", row => row.Value)
        .Text("segment", row => row.Segment)
        .Text("activity", row => row.Activity)
        .Long("net_value", row => row.NetValue)
        .Int("last_purchase_day", row => row.LastPurchaseDay);

    private static readonly RowShape<Guid> Ids = new RowShape<Guid>().Id("customer_id", id => id);

    private static readonly RowShape<(Guid Customer, long Since)> Waiting = new RowShape<(Guid Customer, long Since)>()
        .Id("customer_id", row => row.Customer)
        .Long("since", row => row.Since);

    private readonly Database database;

    private readonly BusinessStore businesses;

    private readonly ReportService reports;

    private readonly OutlookRefresh outlooks;

    private readonly MembershipRefresh memberships;

    private readonly RecommendationRefresh recommendations;

    private readonly AlertRefresh alerts;

    private readonly JourneyRefresh journeys;

    private readonly RefreshMemory memory;

    private readonly TimeProvider clock;

    /// <summary>The rows as they were last written, and in which generation of what is remembered.</summary>
    private (int Generation, Dictionary<Guid, ScoreRow> Scores)? written;

    internal ScoreRefresh(
        Database database, BusinessStore businesses, ReportService reports, OutlookRefresh outlooks, MembershipRefresh memberships,
        RecommendationRefresh recommendations, AlertRefresh alerts, JourneyRefresh journeys, RefreshMemory memory, TimeProvider clock)
    {
        (this.database, this.businesses, this.reports, this.clock) = (database, businesses, reports, clock);
        (this.outlooks, this.memberships, this.recommendations, this.alerts, this.journeys) = (outlooks, memberships, recommendations, alerts, journeys);
        this.memory = memory;
    }

    /// <summary>Computes and writes everything; answers how many customers' scores changed.</summary>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    /// <param name="begin">Told of each step before it begins.</param>
    public int Run(Action<WriteTransaction> check, CancellationToken cancellation, Action<RefreshStep>? begin = null)
    {
        var scores = RunScores(check, cancellation, begin, isRestNext: true);
        RunRest(scores, check, cancellation, begin);
        return scores.Changed;
    }

    /// <summary>Computes and writes the scores and the default report. What builds on them stays asked for.</summary>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    /// <param name="begin">Told of each step before it begins.</param>
    /// <param name="isRestNext">Whether <see cref="RunRest"/> follows: then outlooks are computed while scores are written.</param>
    public RefreshedScores RunScores(Action<WriteTransaction> check, CancellationToken cancellation, Action<RefreshStep>? begin = null, bool isRestNext = false)
    {
        begin?.Invoke(RefreshStep.Scores);
        var waiting = database.Query<(Guid Customer, long Since)>("SELECT customer_id, since FROM refresh_customer");
        var asOf = reports.DefaultAsOf();
        var history = memory.History(waiting.Select(row => new CustomerId(row.Customer)));
        var (sales, returnRate) = memory.Sales(asOf);
        var scored = ScoredCustomers.Of(history, asOf);
        var stored = Stored();
        var changed = Changed(scored, stored, out var gone);
        var (report, computed) = Meanwhile.Compute(
            () =>
            {
                var built = ReportBuilder.Build(history, scored, businesses.Current, new ReportQuery(), asOf, sales, returnRate);
                return (built, isRestNext ? outlooks.Compute(history, asOf, built) : null);
            },
            () => WriteChanged(changed, stored, check, cancellation));

        var begun = Instant.Now(clock);
        database.Write(transaction =>
        {
            check(transaction);
            transaction.Write("DELETE FROM customer_score WHERE customer_id {one_of} (SELECT rows.customer_id FROM {rows})", Ids, gone);
            RefreshMark.Set(transaction, begun);
            reports.Keep(transaction, report);
        });

        // Who is changed at this moment stays in waiting, and nobody waits for anybody.
        database.WriteInParts(
            """
            DELETE FROM refresh_customer WHERE customer_id {one_of} (
                SELECT (SELECT w.customer_id FROM refresh_customer w WHERE w.customer_id = rows.customer_id AND w.since = rows.since {for_update_skip_locked})
                FROM {rows})
            """,
            Waiting,
            waiting,
            check,
            cancellation);
        Remember(stored, changed, gone);
        return new RefreshedScores(changed.Count, begun, history, report, asOf, computed);
    }

    /// <summary>Computes and writes what builds on the scores: outlooks, signs, actions, alerts, memberships, recommendations, the journey.</summary>
    /// <param name="scores">The scores, just computed.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    /// <param name="begin">Told of each step before it begins.</param>
    public void RunRest(RefreshedScores scores, Action<WriteTransaction> check, CancellationToken cancellation, Action<RefreshStep>? begin = null)
    {
        var (history, report, asOf) = (scores.History, scores.Report, scores.AsOf);
        begin?.Invoke(RefreshStep.Outlooks);
        outlooks.Write(scores.TakeOutlooks() ?? outlooks.Compute(history, asOf, report), check, cancellation);
        begin?.Invoke(RefreshStep.Alerts);
        alerts.Run(history, reports.FirstUnfinishedDay(asOf), check);
        begin?.Invoke(RefreshStep.Segments);
        memberships.Run(check, cancellation);
        begin?.Invoke(RefreshStep.Recommendations);
        recommendations.Run(history, asOf, check, cancellation);
        begin?.Invoke(RefreshStep.Journey);
        journeys.Run(history, asOf, report.Retention.WindowDays, check);
        database.Write(transaction =>
        {
            check(transaction);
            RefreshMark.Remove(transaction, scores.Begun);
        });
        if (history.Count > ManyCustomers)
        {
            // What was computed with goes now, while nobody waits for it, and not amid the next refresh.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
        }
    }

    /// <summary>Of who only scores otherwise because others moved, only that is written: whatever else is set is written in each order of the table too.</summary>
    private void WriteChanged(List<ScoreRow> changed, Dictionary<Guid, ScoreRow> stored, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var moved = changed.ToLookup(row => stored.TryGetValue(row.Customer, out var before)
            && (before.Activity, before.NetValue, before.LastPurchaseDay) == (row.Activity, row.NetValue, row.LastPurchaseDay));
        Write(moved[false], "activity = excluded.activity, net_value = excluded.net_value, last_purchase_day = excluded.last_purchase_day,");
        Write(moved[true], "");

        void Write(IEnumerable<ScoreRow> rows, string rest) => database.WriteInParts(
            $$"""
            INSERT INTO customer_score (customer_id, recency, frequency, value, segment, activity, net_value, last_purchase_day)
            SELECT rows.customer_id, rows.recency, rows.frequency, rows.value, rows.segment, rows.activity, rows.net_value, rows.last_purchase_day
            FROM {rows} WHERE true
            ON CONFLICT (customer_id) DO UPDATE SET {{rest}}
                recency = excluded.recency, frequency = excluded.frequency, value = excluded.value, segment = excluded.segment
            """,
            Shape,
            rows,
            check,
            cancellation);
    }

    /// <summary>The rows as they are in the database: as remembered where nobody else writes them.</summary>
    private Dictionary<Guid, ScoreRow> Stored()
    {
        var remembered = written;
        written = null;
        if (remembered is { } rows && rows.Generation == memory.Generation)
        {
            return rows.Scores;
        }

        var stored = new Dictionary<Guid, ScoreRow>();
        database.Scan(
            "SELECT customer_id, recency, frequency, value, segment, activity, net_value, last_purchase_day FROM customer_score",
            row => stored.Add(row.Id(0), new ScoreRow(
                row.Id(0), row.Int(1), row.Int(2), row.Int(3), string.Intern(row.Text(4)), string.Intern(row.Text(5)), row.Long(6), row.Int(7))));
        return stored;
    }

    private void Remember(Dictionary<Guid, ScoreRow> stored, List<ScoreRow> changed, List<Guid> gone)
    {
        if (memory.IsAlone)
        {
            changed.ForEach(row => stored[row.Customer] = row);
            gone.ForEach(customer => stored.Remove(customer));
            written = (memory.Generation, stored);
        }
    }

    private static List<ScoreRow> Changed(ScoredCustomers scored, Dictionary<Guid, ScoreRow> stored, out List<Guid> gone)
    {
        var (summaries, scores, activity) = scored;
        var (rows, isKnown, isSame) = (new ScoreRow[summaries.Rows.Count], new bool[summaries.Rows.Count], new bool[summaries.Rows.Count]);
        Meanwhile.For(rows.Length, i =>
        {
            var summary = summaries.Rows[i];
            rows[i] = new ScoreRow(
                summary.Customer.Value,
                scores.Recency(i),
                scores.Frequency(i),
                scores.Value(i),
                SegmentTable.KeyOf(scores.Recency(i), scores.FrequencyValue(i)),
                activity[i],
                summary.Value,
                summary.Last.Number);
            isKnown[i] = stored.TryGetValue(rows[i].Customer, out var before);
            isSame[i] = isKnown[i] && before == rows[i];
        });
        List<ScoreRow> changed = [.. rows.Where((_, i) => !isSame[i])];
        var met = isKnown.Count(known => known);
        gone = met == stored.Count ? [] : [.. stored.Keys.Except(summaries.Rows.Select(row => row.Customer.Value))];
        return changed;
    }

    private readonly record struct ScoreRow(
        Guid Customer, int Recency, int Frequency, int Value, string Segment, string Activity, long NetValue, int LastPurchaseDay);
}

/// <summary>What is computed one after the other.</summary>
public enum RefreshStep
{
    /// <summary>Scores of every customer, and the report.</summary>
    Scores,

    /// <summary>Outlooks, signs and actions.</summary>
    Outlooks,

    /// <summary>Changes of measures.</summary>
    Alerts,

    /// <summary>Who belongs to the segments that people built.</summary>
    Segments,

    /// <summary>What goes with what.</summary>
    Recommendations,

    /// <summary>Key moments and obstacles.</summary>
    Journey,
}

/// <summary>Scores and report as they were just computed, with what they were computed from.</summary>
public sealed class RefreshedScores
{
    private OutlookRefresh.ComputedOutlooks? outlooks;

    internal RefreshedScores(int changed, Instant begun, PurchaseHistory history, Report report, Day asOf, OutlookRefresh.ComputedOutlooks? outlooks) =>
        (Changed, Begun, History, Report, AsOf, this.outlooks) = (changed, begun, history, report, asOf, outlooks);

    /// <summary>How many customers' scores changed.</summary>
    public int Changed { get; }

    internal Instant Begun { get; }

    internal PurchaseHistory History { get; }

    internal Report Report { get; }

    internal Day AsOf { get; }

    /// <summary>The outlooks, where they were computed while scores were written. They are large, and whoever takes them lets them go when they are written.</summary>
    internal OutlookRefresh.ComputedOutlooks? TakeOutlooks() => Interlocked.Exchange(ref outlooks, null);
}
