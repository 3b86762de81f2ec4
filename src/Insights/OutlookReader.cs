using Regulars.Insights.Outlook;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Statistics.Lifetime;
using Regulars.Storage;
using PurchaseHistory = Regulars.Insights.Measures.PurchaseHistory;

namespace Regulars.Insights;

/// <summary>Tells one customer's outlook: what is kept of them, and what is computed for who looks: intervals, the next purchase,
/// and why a risk is high.</summary>
internal sealed class OutlookReader(OutlookStore outlooks, SignStore signs, ModelStore models, Database database)
{
    private const int DaysPerWeek = 7;

    private const int LongYears = 3;

    /// <summary>The next purchase is told as the span between these chances.</summary>
    private const double EarlyChance = 0.25;

    private const double LateChance = 0.75;

    /// <summary>The outlook; null where nothing is computed.</summary>
    public OutlookTold? Read(CustomerId customer)
    {
        if (outlooks.Of(customer) is not { } row || models.Forecast is not { } forecast)
        {
            return null;
        }

        var (churn, asOf) = (models.Churn, models.AsOf);
        var told = new OutlookTold
        {
            Row = row,
            AsOf = asOf,
            Model = forecast.Unavailable is null ? forecast.Model : null,
            HorizonDays = churn is { Unavailable: null } ? churn.HorizonDays : null,
            RiskUnavailable = churn?.Unavailable,
            BaseRate = churn is { Unavailable: null } ? churn.BaseRate : null,
            Margin = outlooks.Margin(customer),
            Signs = signs.Of(customer),
        };
        var days = outlooks.History(customer).Of(0);
        told = WithRisk(told, customer, days);
        if (forecast.Unavailable is not null || PurchaseForecast.Summarise(days, asOf) is not var (purchases, spent))
        {
            return told;
        }

        Day? By(double chance) => NextPurchase.Time(forecast.Purchases, purchases, chance) is { } weeks && weeks < LongYears * PurchaseForecast.WeeksPerYear
            ? asOf.Plus((int)Math.Round(weeks * DaysPerWeek))
            : null;
        // Lists show what is kept, which may have moved a little since; who looks at one customer sees it to the day.
        var model = forecast.Purchases;
        var (inYear, inYears) = (Purchases(1), Purchases(LongYears));
        var mean = forecast.Spend?.ExpectedMean(spent);
        return told with
        {
            Row = told.Row with
            {
                Alive = Forecast.ProbabilitiesAlive(model, [purchases])[0],
                Purchases = inYear,
                ValueYear = (long?)(inYear * mean),
                ValueThreeYears = (long?)(inYears * mean),
            },
            Year = forecast.ValueOf(purchases, spent, 1),
            ThreeYears = forecast.ValueOf(purchases, spent, LongYears),
            NextFrom = By(EarlyChance),
            NextTo = By(LateChance),
        };

        double Purchases(int years) => Forecast.Purchases(model, [purchases], years * PurchaseForecast.WeeksPerYear)[0];
    }

    /// <summary>The risk to the day, and its reasons, where one is kept.</summary>
    private OutlookTold WithRisk(OutlookTold told, CustomerId customer, ReadOnlySpan<PurchaseHistory.Entry> days)
    {
        if (told.Row.Risk is null || models.Risk is not { } churn)
        {
            return told;
        }

        var traces = new CustomerTraces();
        new EventStore(database).Reload(traces, [customer.Value]);
        if (Behaviour.Of(days, traces.Of(customer), told.AsOf) is not { } behaviour)
        {
            return told;
        }

        var (risk, reasons) = churn.Explain(behaviour);
        return told with { Row = told.Row with { Risk = Math.Round(risk, 4) }, Reasons = reasons };
    }
}

/// <summary>One customer's outlook as it is shown.</summary>
internal sealed record OutlookTold
{
    public required OutlookRow Row { get; init; }

    public required Day AsOf { get; init; }

    public string? Model { get; init; }

    public int? HorizonDays { get; init; }

    public string? RiskUnavailable { get; init; }

    public double? BaseRate { get; init; }

    public long? Margin { get; init; }

    public LifetimeValue? Year { get; init; }

    public LifetimeValue? ThreeYears { get; init; }

    public Day? NextFrom { get; init; }

    public Day? NextTo { get; init; }

    /// <summary>Why the risk is higher than that of others.</summary>
    public IReadOnlyList<RiskReason> Reasons { get; init; } = [];

    public required IReadOnlyList<SignRow> Signs { get; init; }
}
