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

    /// <summary>Looked at in one table.</summary>
    private const int CustomersAtOnce = 50_000;

    /// <summary>Who spends more than this share of the present customers is dear.</summary>
    private const double DearShare = 0.8;

    private const int LongYears = 3;

    private readonly CustomerId[] customers;

    private readonly Behaviour[] behaviours;

    private readonly PurchaseSummary[] purchases;

    private readonly SpendSummary[] spends;

    private readonly Engagement[] engagement;

    private readonly CustomerTraces traces;

    private readonly int windowDays;

    public OutlookBuilder(PurchaseHistory history, CustomerTraces traces, Day asOf, int windowDays)
    {
        (this.traces, this.windowDays) = (traces, windowDays);
        int[] bought = [.. Enumerable.Range(0, history.Count).Where(position => HasBought(history.Of(position), asOf))];
        customers = new CustomerId[bought.Length];
        behaviours = new Behaviour[bought.Length];
        purchases = new PurchaseSummary[bought.Length];
        spends = new SpendSummary[bought.Length];
        engagement = new Engagement[bought.Length];
        Meanwhile.For(bought.Length, i =>
        {
            var days = history.Of(bought[i]);
            customers[i] = history.Customer(bought[i]);
            var events = traces.Of(customers[i]);
            behaviours[i] = Behaviour.Of(days, events, asOf)!.Value;
            (purchases[i], spends[i]) = PurchaseForecast.Summarise(days, asOf)!.Value;
            engagement[i] = Engaged(events, asOf);
        });
    }

    /// <summary>Every customer's outlook.</summary>
    public CustomerOutlook[] Outlooks(PurchaseForecast forecast, ChurnFit? churn)
    {
        var index = LoyaltyIndex.Of(behaviours, engagement, traces.Measures(TraceKind.Visit));
        var quadrants = LoyaltyIndex.Quadrants(behaviours, engagement, windowDays);
        var risks = Risks(churn);
        var outlooks = new CustomerOutlook[customers.Length];
        var model = forecast.Unavailable is null ? forecast.Purchases : null;
        var (alive, inYear, inYears) = (default(double[]), default(double[]), default(double[]));
        if (model is not null)
        {
            Parallel.Invoke(
                () => inYear = Forecast.Purchases(model, purchases, PurchaseForecast.WeeksPerYear),
                () => inYears = Forecast.Purchases(model, purchases, LongYears * PurchaseForecast.WeeksPerYear),
                () => alive = Forecast.ProbabilitiesAlive(model, purchases));
        }

        var spend = forecast.Spend;
        Meanwhile.For(outlooks.Length, i =>
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
                LoyaltyIndex = Math.Round(index[i].Index, 1),
                Coverage = Math.Round(index[i].Coverage, 3),
                Quadrant = quadrants[i],
            };
        });
        return outlooks;
    }

    /// <summary>Every customer's signs, in the order of the outlooks.</summary>
    public IReadOnlyList<Sign>[] SignsOf(SignDetector detector)
    {
        var signs = new IReadOnlyList<Sign>[behaviours.Length];
        Meanwhile.For(signs.Length, i => signs[i] = detector.Find(behaviours[i]));
        return signs;
    }

    /// <summary>The signs with whose they are and what that customer spent in the last year.</summary>
    public IEnumerable<(Guid Customer, long AtStake, Sign Sign)> WithStakes(IReadOnlyList<Sign>[] signs) => WithYearValues(signs);

    /// <summary>What could be done for each customer, with what they spent in the last year.</summary>
    /// <param name="outlooks">Their outlooks, as <see cref="Outlooks"/> gave them.</param>
    /// <param name="signs">Their signs, as <see cref="SignsOf"/> gave them.</param>
    public IEnumerable<(Guid Customer, long Worth, ActionProposal Proposal)> Proposals(CustomerOutlook[] outlooks, IReadOnlyList<Sign>[] signs)
    {
        var spent = behaviours.Where(own => own.DaysSince < windowDays).Select(own => (double)own.YearValue);
        var rules = new ActionRules((long)(Quantile.Of(spent, DearShare) ?? 0));
        var proposals = new IReadOnlyList<ActionProposal>[customers.Length];
        Meanwhile.For(proposals.Length, i => proposals[i] = rules.For(behaviours[i], outlooks[i], signs[i]));
        return WithYearValues(proposals);
    }

    /// <summary>What was found of each customer, with whose it is and what they spent in the last year; most have nothing.</summary>
    private IEnumerable<(Guid Customer, long YearValue, T Found)> WithYearValues<T>(IReadOnlyList<T>[] found)
    {
        for (var i = 0; i < found.Length; i++)
        {
            for (var place = 0; place < found[i].Count; place++)
            {
                yield return (customers[i].Value, behaviours[i].YearValue, found[i][place]);
            }
        }
    }

    private double?[] Risks(ChurnFit? churn)
    {
        var risks = new double?[customers.Length];
        if (churn is null)
        {
            return risks;
        }

        foreach (var part in Enumerable.Range(0, customers.Length).Where(i => behaviours[i].DaysSince < windowDays).Chunk(CustomersAtOnce))
        {
            var told = churn.Risks(behaviours, part);
            for (var i = 0; i < part.Length; i++)
            {
                risks[part[i]] = told[i];
            }
        }

        return risks;
    }

    private static bool HasBought(ReadOnlySpan<PurchaseHistory.Entry> days, Day asOf)
    {
        foreach (var entry in days)
        {
            if (entry.Day < asOf && entry.IsPurchaseDay)
            {
                return true;
            }
        }

        return false;
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
