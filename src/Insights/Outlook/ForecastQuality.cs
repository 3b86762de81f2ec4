using Regulars.Kernel;
using Regulars.Statistics.Lifetime;

namespace Regulars.Insights.Outlook;

/// <summary>How the forecast of purchases fared: made at a day in the past and held against what then happened, beside two guesses
/// that need no model.</summary>
public sealed record ForecastQuality
{
    private const int PartsOfHistory = 3;

    /// <summary>The day at which the forecast was made.</summary>
    public required Day Day { get; init; }

    /// <summary>For how many days.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Customers known then.</summary>
    public int Customers { get; init; }

    /// <summary>Purchases forecast.</summary>
    public double Foreseen { get; init; }

    /// <summary>Purchases that came.</summary>
    public double Came { get; init; }

    /// <summary>Mean distance between forecast and purchases per customer.</summary>
    public double MeanAbsoluteError { get; init; }

    /// <summary>The same for the guess that everyone buys as often as in as long a time just before.</summary>
    public double RepeatError { get; init; }

    /// <summary>Purchases by that guess.</summary>
    public double RepeatForeseen { get; init; }

    /// <summary>The same for the guess by recency alone: those who bought lately buy as their like did, the others never.</summary>
    public double RecencyError { get; init; }

    /// <summary>Purchases by that guess.</summary>
    public double RecencyForeseen { get; init; }

    /// <summary>Forecast and purchases by tenths of the forecast, the lowest first.</summary>
    public IReadOnlyList<CalibrationTenth> Tenths { get; init; } = [];

    /// <summary>The probability of buying at all and the share that did, by tenths.</summary>
    public IReadOnlyList<CalibrationTenth> Buying { get; init; } = [];

    /// <summary>Judges a model on the last third of a history.</summary>
    internal static ForecastQuality? Judge(PurchaseHistory history, string model, int lastDay) =>
        history.FirstDay is { } first && lastDay - first >= PartsOfHistory ? Judge(history, model, lastDay - ((lastDay - first) / PartsOfHistory), lastDay) : null;

    /// <summary>Judges a model fitted to what was known at the end of a day by what happened until the end of another.</summary>
    internal static ForecastQuality? Judge(PurchaseHistory history, string model, int split, int lastDay)
    {
        var days = lastDay - split;
        var customers = history.At(split, TimeUnit.Week, lastDay);
        var fit = ModelChoice.Fit(model, PurchaseSummary.Together([.. customers.Select(customer => customer.Purchases)]));
        if (!fit.IsGiven || customers.Count == 0)
        {
            return null;
        }

        var horizon = days / (double)TimeUnit.Week.Days();
        var foreseen = Forecast.Purchases(fit.Value.Model, [.. customers.Select(customer => customer.Purchases)], horizon);
        var came = customers.Select(customer => (double)customer.HoldOutPurchases).ToArray();
        var buying = customers.Select(customer => NextPurchase.ProbabilityWithin(fit.Value.Model, customer.Purchases, horizon)).ToArray();
        var repeat = Before(history, customers, split, days);
        var recency = ByRecency(history, customers, repeat, split, days);
        return new ForecastQuality
        {
            Day = new Day(split + 1),
            HorizonDays = days,
            Customers = customers.Count,
            Foreseen = foreseen.Sum(),
            Came = came.Sum(),
            MeanAbsoluteError = Error(foreseen, came),
            RepeatError = Error(repeat, came),
            RepeatForeseen = repeat.Sum(),
            RecencyError = Error(recency, came),
            RecencyForeseen = recency.Sum(),
            Tenths = CalibrationTenth.Of(foreseen, came),
            Buying = CalibrationTenth.Of(buying, [.. came.Select(count => count > 0 ? 1.0 : 0)]),
        };
    }

    /// <summary>What each customer bought in as many days up to the split.</summary>
    private static double[] Before(PurchaseHistory history, IReadOnlyList<CustomerSummary> customers, int split, int days)
    {
        var earlier = history.At(split - days, TimeUnit.Week, split).ToDictionary(customer => customer.Customer, customer => customer.HoldOutPurchases, StringComparer.Ordinal);
        return [.. customers.Select(customer => earlier.TryGetValue(customer.Customer, out var bought) ? bought : customer.Purchases.Repeats + 1.0)];
    }

    /// <summary>Those with a purchase in as many days up to the split get the mean of what such customers bought in the period before; the others nothing.</summary>
    private static double[] ByRecency(PurchaseHistory history, IReadOnlyList<CustomerSummary> customers, double[] repeat, int split, int days)
    {
        var then = history.At(split - days, TimeUnit.Week, split);
        var weeks = days / (double)TimeUnit.Week.Days();
        var alike = then.Where(customer => customer.Purchases.Age - customer.Purchases.LastPurchase <= weeks).ToList();
        var mean = alike.Count == 0 ? 0 : alike.Average(customer => (double)customer.HoldOutPurchases);
        return [.. customers.Select((customer, i) => repeat[i] > 0 || customer.Purchases.Age - customer.Purchases.LastPurchase <= weeks ? mean : 0)];
    }

    private static double Error(double[] foreseen, double[] came) => foreseen.Zip(came, (a, b) => Math.Abs(a - b)).Average();
}
