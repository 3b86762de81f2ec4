using System.Text.Json;
using Regulars.Insights.Actions;
using Regulars.Insights.Growth;
using Regulars.Insights.Measures;
using Regulars.Insights.Outlook;
using Regulars.Insights.Signs;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights;

/// <summary>Computes every customer's outlook and signs again; fits the models once a day or when the history has grown; writes only
/// what differs.</summary>
internal sealed class OutlookRefresh(Database database, ModelStore models, ActionRefresh actions, GrowthCosts costs)
{
    /// <summary>The horizon of the risk where nothing says how long a gap is usual.</summary>
    private const int UsualHorizonDays = 90;

    private const int ShortestHorizonDays = 14;

    private const int LongestHorizonDays = 365;

    /// <summary>Models are fitted again on the same day when the history has grown by so much.</summary>
    private const double Growth = 0.02;

    private static readonly RowShape<CustomerOutlook> OutlookShape = new RowShape<CustomerOutlook>()
        .Id("customer_id", row => row.Customer)
        .Int("is_present", row => row.IsPresent ? 1 : 0)
        .Long("year_value", row => row.YearValue)
        .Real("alive", row => row.Alive)
        .Real("purchases", row => row.Purchases)
        .OptionalLong("value_year", row => row.ValueYear)
        .OptionalLong("value_three_years", row => row.ValueThreeYears)
        .Real("risk", row => row.Risk)
        .Text("reasons", row => Write(row.Reasons))
        .Real("loyalty_index", row => row.LoyaltyIndex)
        .Real("coverage", row => row.Coverage)
        .Text("quadrant", row => row.Quadrant);

    private static readonly RowShape<SignRow> SignShape = new RowShape<SignRow>()
        .Id("customer_id", row => row.Customer)
        .Text("kind", row => row.Kind)
        .Int("since_day", row => row.SinceDay)
        .Int("severity", row => row.Severity)
        .Int("seen_day", row => row.SeenDay)
        .OptionalInt("cleared_day", row => row.ClearedDay)
        .Long("at_stake", row => row.AtStake)
        .Text("numbers", row => row.Numbers);

    private static readonly RowShape<Guid> Ids = new RowShape<Guid>().Id("customer_id", id => id);

    private readonly EventStore events = new(database);

    private Fitted? fitted;

    /// <summary>Computes and writes.</summary>
    /// <param name="history">Everybody's purchases.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    /// <param name="report">The report of the same history and day.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    public void Run(PurchaseHistory history, Day asOf, Contracts.Report report, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var window = report.Retention.WindowDays;
        var horizon = Horizon(report.TimeBetweenPurchases.P90Days);
        var thresholds = models.Thresholds;
        var traces = events.LoadTraces();
        var fit = Fit(history, traces, asOf, window, horizon, thresholds);
        cancellation.ThrowIfCancellationRequested();

        var builder = new OutlookBuilder(history, traces, asOf, window);
        var outlooks = builder.Outlooks(fit.Forecast, fit.Churn);
        WriteOutlooks(outlooks, check, cancellation);
        var detector = new SignDetector(thresholds, PeerRhythm.Of(history, asOf), window);
        var signs = builder.SignsOf(detector);
        WriteSigns(builder.WithStakes(signs), asOf, check, cancellation);
        actions.Run(builder.Proposals(outlooks, signs), asOf.Plus(-1), check, cancellation);
        var summary = OutlookSummary.Of(outlooks, asOf);
        var year = GrowthBalance.YearBefore(asOf);
        var balance = GrowthBalance.Of(history, asOf, window, fit.Forecast, summary.ValueThreeYears, costs.MarginShare(year), FirstChannels.Load(database, year));
        var effects = ActionEffect.Measure(database, asOf.Plus(-1));
        database.Write(transaction =>
        {
            check(transaction);
            models.Keep(transaction, fit.Forecast);
            models.Keep(transaction, fit.Quality);
            models.Keep(transaction, fit.Replay);
            models.Keep(transaction, summary);
            models.Keep(transaction, balance);
            models.Keep(transaction, effects);
        });
    }

    /// <summary>The days in which a customer who is bought nothing by is taken for leaving: the 90th percentile of the time between purchases.</summary>
    internal static int Horizon(double? p90Days) =>
        p90Days is { } days ? Math.Clamp((int)Math.Round(days, MidpointRounding.AwayFromZero), ShortestHorizonDays, LongestHorizonDays) : UsualHorizonDays;

    private Fitted Fit(PurchaseHistory history, CustomerTraces traces, Day asOf, int window, int horizon, SignThresholds thresholds)
    {
        var days = 0L;
        for (var position = 0; position < history.Count; position++)
        {
            days += history.Of(position).Length;
        }

        if (fitted is { } last && last.Matches(asOf, days, window, horizon, thresholds))
        {
            return last;
        }

        var (churn, quality) = ChurnFit.Learn(history, traces, asOf, window, horizon);
        return fitted = new Fitted(
            asOf, days, window, thresholds, PurchaseForecast.Fit(history, asOf), churn, quality,
            SignReplay.Of(history, traces, thresholds, asOf, window, horizon));
    }

    private void WriteOutlooks(IReadOnlyList<CustomerOutlook> outlooks, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var stored = new Dictionary<Guid, int>();
        database.Scan(
            """
            SELECT customer_id, is_present, year_value, alive, purchases, value_year, value_three_years, risk, reasons, loyalty_index, coverage, quadrant
            FROM customer_outlook
            """,
            row => stored.Add(row.Id(0), Fingerprint(
                row.Int(1), row.Long(2), OptionalReal(row, 3), OptionalReal(row, 4), row.OptionalLong(5), row.OptionalLong(6), OptionalReal(row, 7), row.Text(8),
                row.Real(9), row.Real(10), row.OptionalText(11))));
        var changed = outlooks.Where(row => !stored.Remove(row.Customer, out var before) || before != Fingerprint(
            row.IsPresent ? 1 : 0, row.YearValue, row.Alive, row.Purchases, row.ValueYear, row.ValueThreeYears, row.Risk, Write(row.Reasons),
            row.LoyaltyIndex, row.Coverage, row.Quadrant)).ToList();
        database.WriteInParts(
            """
            INSERT INTO customer_outlook (
                customer_id, is_present, year_value, alive, purchases, value_year, value_three_years, risk, reasons, loyalty_index, coverage, quadrant)
            SELECT rows.customer_id, rows.is_present, rows.year_value, rows.alive, rows.purchases, rows.value_year, rows.value_three_years, rows.risk,
                rows.reasons, rows.loyalty_index, rows.coverage, rows.quadrant
            FROM {rows} WHERE true
            ON CONFLICT (customer_id) DO UPDATE SET
                is_present = excluded.is_present, year_value = excluded.year_value, alive = excluded.alive, purchases = excluded.purchases,
                value_year = excluded.value_year, value_three_years = excluded.value_three_years, risk = excluded.risk, reasons = excluded.reasons,
                loyalty_index = excluded.loyalty_index, coverage = excluded.coverage, quadrant = excluded.quadrant
            """,
            OutlookShape,
            changed,
            check,
            cancellation);

        Guid[] gone = [.. stored.Keys];
        database.Write(transaction =>
        {
            check(transaction);
            transaction.Write("DELETE FROM customer_outlook WHERE customer_id IN (SELECT rows.customer_id FROM {rows})", Ids, gone);
        });
    }

    /// <summary>Two rows with the same are taken for equal; a million rows are not held twice.</summary>
    private static int Fingerprint(
        int isPresent, long yearValue, double? alive, double? purchases, long? valueYear, long? valueThreeYears, double? risk, string reasons, double index, double coverage, string? quadrant) =>
        HashCode.Combine(HashCode.Combine(isPresent, yearValue, alive, purchases, valueYear, valueThreeYears, risk), HashCode.Combine(reasons, index, coverage, quadrant));

    private void WriteSigns(IEnumerable<(Guid Customer, long AtStake, Sign Sign)> found, Day asOf, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var open = new Dictionary<(Guid Customer, string Kind), SignRow>();
        database.Scan(
            "SELECT customer_id, kind, since_day, severity, seen_day, at_stake, numbers FROM customer_sign WHERE cleared_day IS NULL",
            row => open.Add((row.Id(0), row.Text(1)), new SignRow(row.Id(0), row.Text(1), row.Int(2), row.Int(3), row.Int(4), null, row.Long(5), row.Text(6))));
        var changed = new List<SignRow>();
        var today = asOf.Plus(-1).Number;
        foreach (var (customer, atStake, sign) in found)
        {
            var numbers = JsonSerializer.Serialize(sign.Numbers, InsightsJson.Default.IReadOnlyListDouble);
            var isKnown = open.Remove((customer, sign.Kind), out var before);
            var row = new SignRow(
                customer, sign.Kind, isKnown ? before!.SinceDay : Math.Min(today, sign.Since.Number), sign.Severity, isKnown ? before!.SeenDay : today, null, atStake, numbers);
            if (row != before)
            {
                changed.Add(row);
            }
        }

        changed.AddRange(open.Values.Select(row => row with { ClearedDay = today }));
        database.WriteInParts(
            """
            INSERT INTO customer_sign (customer_id, kind, since_day, severity, seen_day, cleared_day, at_stake, numbers)
            SELECT rows.customer_id, rows.kind, rows.since_day, rows.severity, rows.seen_day, rows.cleared_day, rows.at_stake, rows.numbers
            FROM {rows} WHERE true
            ON CONFLICT (customer_id, kind, since_day) DO UPDATE SET
                severity = excluded.severity, cleared_day = excluded.cleared_day, at_stake = excluded.at_stake, numbers = excluded.numbers
            """,
            SignShape,
            changed,
            check,
            cancellation);
    }

    private static double? OptionalReal(RowReader row, int column) => row.IsNull(column) ? null : row.Real(column);

    private static string Write(IReadOnlyList<RiskReason> reasons) => JsonSerializer.Serialize(reasons, InsightsJson.Default.IReadOnlyListRiskReason);

    private sealed record SignRow(Guid Customer, string Kind, int SinceDay, int Severity, int SeenDay, int? ClearedDay, long AtStake, string Numbers);

    /// <summary>The models as last fitted, and to what.</summary>
    private sealed record Fitted(
        Day AsOf, long Days, int Window, SignThresholds Thresholds, PurchaseForecast Forecast, ChurnFit? Churn, ChurnQuality Quality, SignReplay Replay)
    {
        public bool Matches(Day asOf, long days, int window, int horizon, SignThresholds thresholds) =>
            asOf == AsOf && window == Window && horizon == Quality.HorizonDays && thresholds == Thresholds && Math.Abs(days - Days) <= Growth * Days;
    }
}
