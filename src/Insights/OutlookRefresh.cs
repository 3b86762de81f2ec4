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
        .Text("numbers", row => JsonSerializer.Serialize(row.Numbers, InsightsJson.Default.IReadOnlyListDouble));

    private static readonly RowShape<Guid> Ids = new RowShape<Guid>().Id("customer_id", id => id);

    private Fitted? fitted;

    /// <summary>What is kept of outlooks and signs, and in which generation of what is remembered.</summary>
    private (int Generation, Dictionary<Guid, KeptOutlook> Outlooks, Dictionary<(Guid Customer, string Kind), SignRow> Signs)? written;

    /// <summary>Computes everybody's outlook; writes nothing.</summary>
    /// <param name="history">Everybody's purchases.</param>
    /// <param name="asOf">Only what was before it counts.</param>
    /// <param name="report">The report of the same history and day.</param>
    public ComputedOutlooks Compute(PurchaseHistory history, Day asOf, Contracts.Report report)
    {
        var window = report.Retention.WindowDays;
        var thresholds = models.Thresholds;
        var traces = memory.Traces();
        var fit = Fit(history, traces, asOf, window, Horizon(report.TimeBetweenPurchases.P90Days), thresholds);
        var builder = new OutlookBuilder(history, traces, asOf, window);
        return new ComputedOutlooks(history, asOf, window, thresholds, fit, builder, builder.Outlooks(fit.Forecast, fit.Churn));
    }

    /// <summary>Computes the signs and what is to be done, and writes all.</summary>
    /// <param name="computed">The outlooks, just computed.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    public void Write(ComputedOutlooks computed, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var (history, asOf, window, thresholds, fit, builder, outlooks) = computed;
        cancellation.ThrowIfCancellationRequested();
        var (keptOutlooks, keptSigns) = Written();
        var (signs, proposed, summary) = Meanwhile.Compute(
            () =>
            {
                var shown = builder.SignsOf(new SignDetector(thresholds, PeerRhythm.Of(history, asOf), window));
                return (
                    Changed(builder.WithStakes(shown), keptSigns, asOf),
                    actions.Changed(builder.Proposals(outlooks, shown), asOf.Plus(-1), check),
                    OutlookSummary.Of(outlooks, asOf));
            },
            () => WriteOutlooks(outlooks, keptOutlooks, check, cancellation));
        WriteSigns(signs, keptSigns, check, cancellation);
        written = memory.IsAlone ? (memory.Generation, keptOutlooks, keptSigns) : null;
        actions.Write(proposed, check, cancellation);
        var balance = Balance(history, asOf, window, fit, summary);
        var effects = ActionEffect.Measure(database, asOf.Plus(-1));
        database.Write(transaction =>
        {
            check(transaction);
            models.Keep(transaction, fit.Forecast);
            models.Keep(transaction, fit.Quality);
            models.Keep(transaction, fit.Churn);
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
            row => signs.Add((row.Id(0), row.Text(1)), new SignRow(row.Id(0), string.Intern(row.Text(1)), row.Int(2), row.Int(3), row.Int(4), null, row.Long(5), JsonSerializer.Deserialize(row.Text(6), InsightsJson.Default.IReadOnlyListDouble)!)));
        return (outlooks, signs);
    }

    private void WriteOutlooks(
        CustomerOutlook[] outlooks, Dictionary<Guid, KeptOutlook> kept, Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var (known, holds, inPlace) = (new bool[outlooks.Length], new bool[outlooks.Length], new KeptOutlook?[outlooks.Length]);
        Meanwhile.For(outlooks.Length, i =>
        {
            known[i] = kept.TryGetValue(outlooks[i].Customer, out var before);
            holds[i] = known[i] && before.Holds(outlooks[i]);
            inPlace[i] = known[i] && !holds[i] ? before.InPlace(outlooks[i]) : null;
        });
        List<int> moved = [.. Enumerable.Range(0, outlooks.Length).Where(i => !holds[i])];
        Guid[] gone = known.Count(isKnown => isKnown) == kept.Count ? [] : [.. kept.Keys.Except(outlooks.Select(outlook => outlook.Customer))];
        WriteOutlooks(
            moved.Where(i => inPlace[i] is null).Select(i => outlooks[i]),
            "year_value = excluded.year_value, value_year = excluded.value_year, quadrant = excluded.quadrant,", check, cancellation);
        WriteOutlooks(moved.Where(i => inPlace[i] is not null).Select(i => outlooks[i]), "", check, cancellation);
        database.Write(transaction =>
        {
            check(transaction);
            transaction.Write("DELETE FROM customer_outlook WHERE customer_id {one_of} (SELECT rows.customer_id FROM {rows})", Ids, gone);
        });
        moved.ForEach(i => kept[outlooks[i].Customer] = inPlace[i] ?? KeptOutlook.Of(outlooks[i]));
        Array.ForEach(gone, customer => kept.Remove(customer));
    }

    /// <param name="outlooks">What is written.</param>
    /// <param name="place">What is set besides of who is known: what lists are ordered by, or nothing.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    private void WriteOutlooks(IEnumerable<CustomerOutlook> outlooks, string place, Action<WriteTransaction> check, CancellationToken cancellation) => database.WriteInParts(
        $$"""
        INSERT INTO customer_outlook (
            customer_id, is_present, year_value, alive, purchases, value_year, value_three_years, risk, loyalty_index, coverage, quadrant)
        SELECT rows.customer_id, rows.is_present, rows.year_value, rows.alive, rows.purchases, rows.value_year, rows.value_three_years, rows.risk,
            rows.loyalty_index, rows.coverage, rows.quadrant
        FROM {rows} WHERE true
        ON CONFLICT (customer_id) DO UPDATE SET {{place}}
            is_present = excluded.is_present, alive = excluded.alive, purchases = excluded.purchases, value_three_years = excluded.value_three_years,
            risk = excluded.risk, loyalty_index = excluded.loyalty_index, coverage = excluded.coverage
        """,
        OutlookShape,
        outlooks,
        check,
        cancellation);

    /// <summary>The signs that are new, say something else, or no longer show.</summary>
    private static List<SignRow> Changed(
        IEnumerable<(Guid Customer, long AtStake, Sign Sign)> found, Dictionary<(Guid Customer, string Kind), SignRow> open, Day asOf)
    {
        var changed = new List<SignRow>();
        var today = asOf.Plus(-1).Number;
        var cleared = new Dictionary<(Guid Customer, string Kind), SignRow>(open);
        foreach (var (customer, atStake, sign) in found)
        {
            var isKnown = cleared.Remove((customer, sign.Kind), out var before);
            var row = new SignRow(
                customer, sign.Kind, isKnown ? before!.SinceDay : Math.Min(today, sign.Since.Number), sign.Severity, isKnown ? before!.SeenDay : today, null, atStake, sign.Numbers);
            if (!row.Tells(before))
            {
                changed.Add(row);
            }
        }

        changed.AddRange(cleared.Values.Select(row => row with { ClearedDay = today }));
        return changed;
    }

    private void WriteSigns(List<SignRow> changed, Dictionary<(Guid Customer, string Kind), SignRow> open, Action<WriteTransaction> check, CancellationToken cancellation)
    {
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

    private sealed record SignRow(Guid Customer, string Kind, int SinceDay, int Severity, int SeenDay, int? ClearedDay, long AtStake, IReadOnlyList<double> Numbers)
    {
        /// <summary>Whether another row says the same.</summary>
        public bool Tells(SignRow? other) => other is not null
            && (Customer, Kind, SinceDay, Severity) == (other.Customer, other.Kind, other.SinceDay, other.Severity)
            && (SeenDay, ClearedDay, AtStake) == (other.SeenDay, other.ClearedDay, other.AtStake) && Numbers.SequenceEqual(other.Numbers);
    }

    /// <summary>Everybody's outlooks, and what they were computed from.</summary>
    internal sealed record ComputedOutlooks(
        PurchaseHistory History, Day AsOf, int Window, SignThresholds Thresholds, Fitted Fit, OutlookBuilder Builder, CustomerOutlook[] Outlooks);

    /// <summary>The models as last fitted, and to what.</summary>
    internal sealed record Fitted(
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
