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

/// <summary>Computes every customer's outlook and signs again; fits the models when they are old or the history has grown; writes only
/// what has moved.</summary>
internal sealed class OutlookRefresh(Database database, ModelStore models, ActionRefresh actions, GrowthCosts costs, RefreshMemory memory)
{
    /// <summary>With more customers models serve for days.</summary>
    private const int ManyCustomers = 20_000;

    /// <summary>For how many days they serve then.</summary>
    private const int ModelDays = 7;

    /// <summary>By so much of itself a window or horizon may have moved since the models were fitted with it.</summary>
    private const double WindowTolerance = 0.1;

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

    private Fitted? fitted;

    /// <summary>What is kept of outlooks and signs, and in which generation of what is remembered.</summary>
    private (int Generation, Dictionary<Guid, KeptOutlook> Outlooks, Dictionary<(Guid Customer, string Kind), SignRow> Signs)? written;

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
        var traces = memory.Traces();
        var fit = Fit(history, traces, asOf, window, horizon, thresholds);
        cancellation.ThrowIfCancellationRequested();

        var (keptOutlooks, keptSigns) = Written();
        var builder = new OutlookBuilder(history, traces, asOf, window);
        var outlooks = builder.Outlooks(fit.Forecast, fit.Churn);
        WriteOutlooks(builder, outlooks, fit.Churn, keptOutlooks, check, cancellation);
        var detector = new SignDetector(thresholds, PeerRhythm.Of(history, asOf), window);
        var signs = builder.SignsOf(detector);
        WriteSigns(builder.WithStakes(signs), keptSigns, asOf, check, cancellation);
        written = memory.IsAlone ? (memory.Generation, keptOutlooks, keptSigns) : null;
        actions.Run(builder.Proposals(outlooks, signs), asOf.Plus(-1), check, cancellation);
        var summary = OutlookSummary.Of(outlooks, asOf);
        var balance = Balance(history, asOf, window, fit, summary);
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

    /// <summary>The balance of whole months: computed again with the models, with a new month, and in a small shop each time.</summary>
    private GrowthBalance Balance(PurchaseHistory history, Day asOf, int window, Fitted fit, OutlookSummary summary)
    {
        var year = GrowthBalance.YearBefore(asOf);
        if (history.Count > ManyCustomers && fit.Balance is { } known && known.Year == year)
        {
            return known with { Equity = summary.ValueThreeYears };
        }

        return fit.Balance = GrowthBalance.Of(history, asOf, window, fit.Forecast, summary.ValueThreeYears, costs.MarginShare(year), FirstChannels.Load(database, year));
    }

    private Fitted Fit(PurchaseHistory history, CustomerTraces traces, Day asOf, int window, int horizon, SignThresholds thresholds)
    {
        var days = history.PurchaseDays;
        if (fitted is { } last && last.Serves(asOf, days, window, horizon, thresholds, history.Count > ManyCustomers ? ModelDays : 1))
        {
            return last;
        }

        var (churn, quality) = ChurnFit.Learn(history, traces, asOf, window, horizon);
        return fitted = new Fitted(
            asOf, days, window, thresholds, PurchaseForecast.Fit(history, asOf), churn, quality,
            SignReplay.Of(history, traces, thresholds, asOf, window, horizon));
    }

    /// <summary>What is kept: as remembered where nobody else writes it.</summary>
    private (Dictionary<Guid, KeptOutlook> Outlooks, Dictionary<(Guid Customer, string Kind), SignRow> Signs) Written()
    {
        var remembered = written;
        written = null;
        if (remembered is { } rows && rows.Generation == memory.Generation)
        {
            return (rows.Outlooks, rows.Signs);
        }

        var outlooks = new Dictionary<Guid, KeptOutlook>();
        database.Scan(
            """
            SELECT customer_id, is_present, year_value, alive, purchases, value_year, value_three_years, risk, loyalty_index, coverage, quadrant
            FROM customer_outlook
            """,
            row => outlooks.Add(row.Id(0), new KeptOutlook(
                row.Int(1) == 1, row.Long(2), OptionalReal(row, 3), OptionalReal(row, 4), row.OptionalLong(5), row.OptionalLong(6), OptionalReal(row, 7),
                row.Real(8), row.Real(9), row.OptionalText(10) is { } quadrant ? string.Intern(quadrant) : null)));
        var signs = new Dictionary<(Guid Customer, string Kind), SignRow>();
        database.Scan(
            "SELECT customer_id, kind, since_day, severity, seen_day, at_stake, numbers FROM customer_sign WHERE cleared_day IS NULL",
            row => signs.Add((row.Id(0), row.Text(1)), new SignRow(row.Id(0), string.Intern(row.Text(1)), row.Int(2), row.Int(3), row.Int(4), null, row.Long(5), row.Text(6))));
        return (outlooks, signs);
    }

    private void WriteOutlooks(
        OutlookBuilder builder, CustomerOutlook[] outlooks, ChurnFit? churn, Dictionary<Guid, KeptOutlook> kept, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var moved = new List<int>();
        var met = 0;
        for (var i = 0; i < outlooks.Length; i++)
        {
            var isKnown = kept.TryGetValue(outlooks[i].Customer, out var before);
            met += isKnown ? 1 : 0;
            if (!isKnown || !before.Holds(outlooks[i]))
            {
                moved.Add(i);
            }
        }

        Guid[] gone = met == kept.Count ? [] : [.. kept.Keys.Except(outlooks.Select(outlook => outlook.Customer))];
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
            builder.Explained(outlooks, moved, churn),
            check,
            cancellation);
        database.Write(transaction =>
        {
            check(transaction);
            transaction.Write("DELETE FROM customer_outlook WHERE customer_id IN (SELECT rows.customer_id FROM {rows})", Ids, gone);
        });
        moved.ForEach(i => kept[outlooks[i].Customer] = KeptOutlook.Of(outlooks[i]));
        Array.ForEach(gone, customer => kept.Remove(customer));
    }

    private void WriteSigns(
        IEnumerable<(Guid Customer, long AtStake, Sign Sign)> found, Dictionary<(Guid Customer, string Kind), SignRow> open, Day asOf, Action<WriteTransaction> check,
        CancellationToken cancellation)
    {
        var changed = new List<SignRow>();
        var today = asOf.Plus(-1).Number;
        var shown = new HashSet<(Guid Customer, string Kind)>();
        foreach (var (customer, atStake, sign) in found)
        {
            shown.Add((customer, sign.Kind));
            var numbers = JsonSerializer.Serialize(sign.Numbers, InsightsJson.Default.IReadOnlyListDouble);
            var isKnown = open.TryGetValue((customer, sign.Kind), out var before);
            var row = new SignRow(
                customer, sign.Kind, isKnown ? before!.SinceDay : Math.Min(today, sign.Since.Number), sign.Severity, isKnown ? before!.SeenDay : today, null, atStake, numbers);
            if (row != before)
            {
                changed.Add(row);
            }
        }

        changed.AddRange(open.Where(pair => !shown.Contains(pair.Key)).Select(pair => pair.Value with { ClearedDay = today }));
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
        foreach (var row in changed)
        {
            if (row.ClearedDay is null)
            {
                open[(row.Customer, row.Kind)] = row;
            }
            else
            {
                open.Remove((row.Customer, row.Kind));
            }
        }
    }

    private static double? OptionalReal(RowReader row, int column) => row.IsNull(column) ? null : row.Real(column);

    private static string Write(IReadOnlyList<RiskReason> reasons) => JsonSerializer.Serialize(reasons, InsightsJson.Default.IReadOnlyListRiskReason);

    private sealed record SignRow(Guid Customer, string Kind, int SinceDay, int Severity, int SeenDay, int? ClearedDay, long AtStake, string Numbers);

    /// <summary>The models as last fitted, and to what.</summary>
    private sealed record Fitted(
        Day AsOf, long Days, int Window, SignThresholds Thresholds, PurchaseForecast Forecast, ChurnFit? Churn, ChurnQuality Quality, SignReplay Replay)
    {
        /// <summary>The growth balance of these models, once it is computed.</summary>
        public GrowthBalance? Balance { get; set; }

        public bool Serves(Day asOf, long days, int window, int horizon, SignThresholds thresholds, int modelDays) =>
            asOf - AsOf >= 0 && asOf - AsOf < modelDays && thresholds == Thresholds && Math.Abs(days - Days) <= Growth * Days
            && (modelDays == 1 ? window == Window && horizon == Quality.HorizonDays : IsNear(window, Window) && IsNear(horizon, Quality.HorizonDays));

        private static bool IsNear(int now, int then) => Math.Abs(now - then) <= WindowTolerance * then;
    }
}
