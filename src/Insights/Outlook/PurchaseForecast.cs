using System.Globalization;
using System.Text.Json.Serialization;
using Regulars.Insights.Measures;
using Regulars.Kernel;
using Regulars.Statistics.Lifetime;
using LifetimeHistory = Regulars.Statistics.Lifetime.PurchaseHistory;
using PurchaseHistory = Regulars.Insights.Measures.PurchaseHistory;

namespace Regulars.Insights.Outlook;

/// <summary>The models of how often customers buy, until when, and for how much, fitted to the shop's own history; kept so that any
/// customer's future can be told without fitting again.</summary>
public sealed record PurchaseForecast
{
    /// <summary>Weeks in a year, the unit of the models.</summary>
    public const double WeeksPerYear = 365.25 / 7;

    private const int DaysPerWeek = 7;

    /// <summary>A sample of so many customers is enough to fit to.</summary>
    private const int MostCustomers = 50_000;

    private const int Draws = 200;

    private const int FewestCustomers = 30;

    /// <summary>What customers had done before this day was known.</summary>
    public required Day AsOf { get; init; }

    /// <summary>Why there is no forecast; null when there is: <c>too_few</c>, <c>no_repeats</c> or <c>short_history</c>.</summary>
    public string? Unavailable { get; init; }

    /// <summary>The name of the model: mbgnbd, paretonbd or mbgcnbd, whichever forecast the last third of the history best.</summary>
    public string Model { get; init; } = "";

    /// <summary>Its regularity k, for models with regular purchases.</summary>
    public int Regularity { get; init; } = 1;

    /// <summary>The estimates of r, α, a, b or r, α, s, β, then of p, q, γ where values can be told.</summary>
    public IReadOnlyList<double> Parameters { get; init; } = [];

    /// <summary>The same, drawn from what is known of them.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Drawn { get; init; } = [];

    /// <summary>How the forecast fared on the last third of the history, made without it.</summary>
    public ForecastQuality? Quality { get; init; }

    /// <summary>Whether values can be told, and not only numbers of purchases.</summary>
    [JsonIgnore]
    public bool TellsValues => Parameters.Count == 7;

    /// <summary>The model of purchases at its estimates.</summary>
    [JsonIgnore]
    public LifetimeModel Purchases => PurchasesAt(Parameters);

    /// <summary>The model of values at its estimates; null where values cannot be told.</summary>
    [JsonIgnore]
    public GammaGamma? Spend => TellsValues ? SpendAt(Parameters) : null;

    /// <summary>A customer's value in years to come, with its interval; null where values cannot be told.</summary>
    /// <param name="purchases">The customer's purchases so far.</param>
    /// <param name="spent">What they were worth, in minor units.</param>
    /// <param name="years">How many years.</param>
    public LifetimeValue? ValueOf(PurchaseSummary purchases, SpendSummary spent, double years)
    {
        if (!TellsValues)
        {
            return null;
        }

        // The same customer gets the same interval every time.
        var random = new Random((purchases.Repeats * 7919) ^ AsOf.Number);
        var value = LifetimeValue.Of(
            new ValueDraw(Purchases, SpendAt(Parameters)), [.. Drawn.Select(draw => new ValueDraw(PurchasesAt(draw), SpendAt(draw)))],
            purchases, spent, years * WeeksPerYear, 0, random, 5);
        return value.IsGiven ? value.Value : null;
    }

    /// <summary>What the models need of one customer; times in weeks, values in minor units.</summary>
    internal static (PurchaseSummary Purchases, SpendSummary Spend)? Summarise(ReadOnlySpan<PurchaseHistory.Entry> days, Day asOf)
    {
        var (count, spent) = (0, 0L);
        var (first, last) = (default(Day), default(Day));
        foreach (var entry in days)
        {
            if (entry.Day < asOf && entry.IsPurchaseDay)
            {
                first = count == 0 ? entry.Day : first;
                last = entry.Day;
                spent += count == 0 ? 0 : entry.Gross;
                count++;
            }
        }

        return count == 0 ? null : (
            new PurchaseSummary(count - 1, (double)(last - first) / DaysPerWeek, (double)(asOf - first - 1) / DaysPerWeek),
            new SpendSummary(count - 1, count > 1 ? (double)spent / (count - 1) : 0));
    }

    /// <summary>Fits and judges.</summary>
    internal static PurchaseForecast Fit(PurchaseHistory history, Day asOf)
    {
        var sample = Sample(history, asOf);
        if (sample.Customers < FewestCustomers)
        {
            return new PurchaseForecast { AsOf = asOf, Unavailable = "too_few" };
        }

        var lastDay = asOf.Number - 1;
        var choice = ModelChoice.For(sample, lastDay);
        if (!choice.IsGiven)
        {
            return new PurchaseForecast { AsOf = asOf, Unavailable = choice.Refusal!.Code is "lifetime.no_repeats" ? "no_repeats" : "short_history" };
        }

        // BG/NBD takes everybody who bought once for alive, and would call none of them lost.
        var best = choice.Value.Candidates.Where(candidate => candidate is { HoldOut: not null, Name: not "bgnbd" })
            .OrderByDescending(candidate => candidate.Converged).ThenByDescending(candidate => candidate.HoldOut!.LogScore).FirstOrDefault();
        var customers = sample.At(lastDay);
        if (best is null || ModelChoice.Fit(best.Name, PurchaseSummary.Together([.. customers.Select(customer => customer.Purchases)])) is not { IsGiven: true, Value: var fit })
        {
            return new PurchaseForecast { AsOf = asOf, Unavailable = "no_repeats" };
        }

        var spend = GammaGamma.Fit([.. customers.Select(customer => customer.Spend).Where(spent => spent is { Purchases: > 0, Mean: > 0 })]);
        var values = spend.IsGiven && spend.Value.Model.PopulationMean is not null ? spend.Value : null;
        var random = new Random(asOf.Number);
        return new PurchaseForecast
        {
            AsOf = asOf,
            Model = best.Name,
            Regularity = fit.Model is BetaDropoutModel regular ? regular.Regularity : 1,
            Parameters = [.. fit.Model.Parameters, .. values is null ? [] : values.Model.Parameters],
            Drawn = values is null ? [] : [.. Enumerable.Range(0, Draws).Select(IReadOnlyList<double> (_) => [.. fit.Draw(random).Parameters, .. values.Draw(random).Parameters])],
            Quality = ForecastQuality.Judge(sample, best.Name, lastDay),
        };
    }

    private static LifetimeHistory Sample(PurchaseHistory history, Day asOf)
    {
        var sample = new LifetimeHistory();
        var step = 1 + (history.Count / MostCustomers);
        for (var position = 0; position < history.Count; position += step)
        {
            var name = position.ToString(CultureInfo.InvariantCulture);
            foreach (var entry in history.Of(position))
            {
                if (entry.IsPurchaseDay && entry.Day < asOf)
                {
                    sample.Add(name, entry.Day.Number, entry.Gross);
                }
            }
        }

        return sample;
    }

    private LifetimeModel PurchasesAt(IReadOnlyList<double> parameters) => LifetimeModel.Of(Model, [.. parameters.Take(4)], Regularity);

    private static GammaGamma SpendAt(IReadOnlyList<double> parameters) => new(parameters[4], parameters[5], parameters[6]);
}
