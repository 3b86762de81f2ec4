using Regulars.Insights.Actions;
using Regulars.Insights.Measures;
using Regulars.Insights.Signs;
using Regulars.Kernel;
using Regulars.Statistics.Lifetime;
using PurchaseHistory = Regulars.Insights.Measures.PurchaseHistory;

namespace Regulars.Insights.Outlook;

/// <summary>Computes every customer's outlook and signs from the history, the traces and the models. Pure.</summary>
internal sealed class OutlookBuilder
{
    private const int DaysInYear = 365;

    private const int MostReasons = 3;

    /// <summary>Who spends more than this share of the present customers is dear.</summary>
    private const double DearShare = 0.8;

    private const int LongYears = 3;

    private readonly List<CustomerId> customers = [];

    private readonly List<Behaviour> behaviours = [];

    private readonly List<PurchaseSummary> purchases = [];

    private readonly List<SpendSummary> spends = [];

    private readonly List<Engagement> engagement = [];

    private readonly CustomerTraces traces;

    private readonly int windowDays;

    public OutlookBuilder(PurchaseHistory history, CustomerTraces traces, Day asOf, int windowDays)
    {
        (this.traces, this.windowDays) = (traces, windowDays);
        customers.EnsureCapacity(history.Count);
        behaviours.EnsureCapacity(history.Count);
        purchases.EnsureCapacity(history.Count);
        spends.EnsureCapacity(history.Count);
        engagement.EnsureCapacity(history.Count);
        for (var position = 0; position < history.Count; position++)
        {
            var customer = history.Customer(position);
            if (Behaviour.Of(history.Of(position), traces.Of(customer), asOf) is { } behaviour)
            {
                customers.Add(customer);
                behaviours.Add(behaviour);
                var (bought, spent) = PurchaseForecast.Summarise(history.Of(position), asOf)!.Value;
                purchases.Add(bought);
                spends.Add(spent);
                engagement.Add(Engaged(traces.Of(customer), asOf));
            }
        }
    }

    /// <summary>Every customer's outlook.</summary>
    public IReadOnlyList<CustomerOutlook> Outlooks(PurchaseForecast forecast, ChurnFit? churn)
    {
        var index = LoyaltyIndex.Of(behaviours, [.. behaviours.Select(own => (double)own.NetValue)], engagement, traces.Measures(TraceKind.Visit));
        var quadrants = LoyaltyIndex.Quadrants(behaviours, engagement, windowDays);
        var (risks, reasons) = Risks(churn);
        var outlooks = new CustomerOutlook[customers.Count];
        var model = forecast.Unavailable is null ? forecast.Purchases : null;
        var alive = model is null ? null : Forecast.ProbabilitiesAlive(model, purchases);
        var inYear = model is null ? null : Forecast.Purchases(model, purchases, PurchaseForecast.WeeksPerYear);
        var inYears = model is null ? null : Forecast.Purchases(model, purchases, LongYears * PurchaseForecast.WeeksPerYear);
        var spend = forecast.Spend;
        Parallel.For(0, outlooks.Length, i =>
        {
            var mean = spend?.ExpectedMean(spends[i]);
            outlooks[i] = new CustomerOutlook
            {
                Customer = customers[i].Value,
                IsPresent = behaviours[i].DaysSince < windowDays,
                YearValue = behaviours[i].YearValue,
                Alive = Rounded(alive?[i], 4),
                Purchases = Rounded(inYear?[i], 3),
                ValueYear = (long?)Rounded(inYear?[i] * mean, 0),
                ValueThreeYears = (long?)Rounded(inYears?[i] * mean, 0),
                Risk = Rounded(risks[i], 4),
                Reasons = reasons[i] ?? [],
                LoyaltyIndex = Math.Round(index[i].Index, 1),
                Coverage = Math.Round(index[i].Coverage, 3),
                Quadrant = quadrants[i],
            };
        });
        return outlooks;
    }

    /// <summary>Every customer's signs, in the order of the outlooks.</summary>
    public IReadOnlyList<Sign>[] SignsOf(SignDetector detector) => [.. behaviours.Select(IReadOnlyList<Sign> (own) => detector.Find(own))];

    /// <summary>The signs with whose they are and what that customer spent in the last year.</summary>
    public IEnumerable<(Guid Customer, long AtStake, Sign Sign)> WithStakes(IReadOnlyList<Sign>[] signs) =>
        signs.SelectMany((own, i) => own.Select(sign => (customers[i].Value, behaviours[i].YearValue, sign)));

    /// <summary>What could be done for each customer, with what they spent in the last year.</summary>
    /// <param name="outlooks">Their outlooks, as <see cref="Outlooks"/> gave them.</param>
    /// <param name="signs">Their signs, as <see cref="SignsOf"/> gave them.</param>
    public IEnumerable<(Guid Customer, long Worth, ActionProposal Proposal)> Proposals(IReadOnlyList<CustomerOutlook> outlooks, IReadOnlyList<Sign>[] signs)
    {
        var spent = behaviours.Where(own => own.DaysSince < windowDays).Select(own => (double)own.YearValue);
        var rules = new ActionRules((long)(Quantile.Of(spent, DearShare) ?? 0));
        for (var i = 0; i < customers.Count; i++)
        {
            foreach (var proposal in rules.For(behaviours[i], outlooks[i], signs[i]))
            {
                yield return (customers[i].Value, behaviours[i].YearValue, proposal);
            }
        }
    }

    private (double?[] Risks, IReadOnlyList<RiskReason>?[] Reasons) Risks(ChurnFit? churn)
    {
        var (risks, reasons) = (new double?[customers.Count], new IReadOnlyList<RiskReason>?[customers.Count]);
        if (churn is null)
        {
            return (risks, reasons);
        }

        int[] present = [.. Enumerable.Range(0, customers.Count).Where(i => behaviours[i].DaysSince < windowDays)];
        foreach (var part in present.Chunk(50_000))
        {
            var told = churn.Risks([.. part.Select(i => behaviours[i])]);
            for (var i = 0; i < part.Length; i++)
            {
                risks[part[i]] = told[i];
            }

            int[] high = [.. part.Where(i => risks[i] > churn.Quality.BaseRate)];
            var why = churn.Reasons([.. high.Select(i => behaviours[i])], MostReasons);
            for (var i = 0; i < high.Length; i++)
            {
                reasons[high[i]] = why[i];
            }
        }

        return (risks, reasons);
    }

    private static double? Rounded(double? value, int digits) => value is { } known && double.IsFinite(known) ? Math.Round(known, digits) : null;

    private static Engagement Engaged(ReadOnlySpan<TraceEvent> events, Day asOf)
    {
        var (visits, praise) = (0, 0);
        foreach (var happened in events)
        {
            if (happened.Day < asOf && asOf - happened.Day <= DaysInYear)
            {
                visits += happened.Kind is TraceKind.Visit ? 1 : 0;
                praise += happened.Kind is TraceKind.Praise ? 1 : 0;
            }
        }

        return new Engagement(visits, praise);
    }
}
