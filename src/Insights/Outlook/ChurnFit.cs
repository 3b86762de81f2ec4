using Regulars.Insights.Measures;
using Regulars.Kernel;
using Regulars.Statistics.Propensity;

namespace Regulars.Insights.Outlook;

/// <summary>The risk of leaving, learned from the shop's own past: at several days each customer then present is looked at, and whether
/// they bought in the time that followed is what is learned. Judged on the newest of these days by models that saw only older ones.</summary>
internal sealed class ChurnFit
{
    private const int MostMoments = 5;

    private const int LeastHistoryDays = 60;

    private const int FewestOfEither = 20;

    private const int MostReasons = 3;

    /// <summary>A sample of so many customers is enough to learn from.</summary>
    private const int MostCustomers = 40_000;

    private static readonly LogisticSettings Logistic = new();

    private static readonly BoostingSettings Trees = new() { Trees = 150, Leaves = 8, LearningRate = 0.05, LeastLeafWeight = 10 };

    private readonly IPropensityModel model;

    private readonly IReadOnlyList<ChurnFeatures.Feature> features;

    private ChurnFit(IPropensityModel model, IReadOnlyList<ChurnFeatures.Feature> features, ChurnQuality quality) =>
        (this.model, this.features, Quality) = (model, features, quality);

    /// <summary>How good it is.</summary>
    public ChurnQuality Quality { get; }

    /// <summary>What was learned, as it is kept.</summary>
    public KeptChurn Kept => new([.. features.Select(feature => feature.Name)], KeptModel.Write(model));

    /// <summary>What was kept.</summary>
    public static ChurnFit Of(KeptChurn kept, ChurnQuality quality) =>
        new(KeptModel.Read(kept.Model), [.. kept.Features.Select(name => ChurnFeatures.All.First(feature => feature.Name == name))], quality);

    /// <summary>Learns; the quality alone, with the reason, where the past does not suffice.</summary>
    public static (ChurnFit? Fit, ChurnQuality Quality) Learn(PurchaseHistory history, CustomerTraces traces, Day asOf, int windowDays, int horizonDays)
    {
        var moments = Enumerable.Range(1, MostMoments).Select(back => asOf.Plus(-horizonDays * back))
            .Where(moment => history.FirstDay is { } opened && moment - opened >= LeastHistoryDays).ToList();
        if (moments.Count < 2)
        {
            return (null, ChurnQuality.None(horizonDays, "short_history"));
        }

        var trial = Rows(history, traces, moments[0], windowDays, horizonDays);
        var training = new Moment([], []);
        foreach (var moment in moments.Skip(1))
        {
            training.Add(Rows(history, traces, moment, windowDays, horizonDays));
        }

        if (!trial.Suffices || !training.Suffices)
        {
            return (null, ChurnQuality.None(horizonDays, "too_few"));
        }

        var varying = ChurnFeatures.Varying(training.Customers);
        var candidates = new List<(string Name, PropensityQuality Quality, double[] Risks)>();
        foreach (var (name, fit) in new (string, Func<FeatureTable, bool[], IPropensityModel?>)[] { ("logistic", FitLogistic), ("trees", FitTrees) })
        {
            if (fit(ChurnFeatures.Table(training.Customers, varying), [.. training.Leaves]) is { } tried
                && Probabilities(tried, trial.Customers, varying) is var risks && PropensityQuality.Measure(risks, trial.Leaves) is { } measured)
            {
                candidates.Add((name, measured, risks));
            }
        }

        if (candidates.Count == 0)
        {
            return (null, ChurnQuality.None(horizonDays, "too_few"));
        }

        var best = candidates.MinBy(candidate => candidate.Quality.LogLoss);
        var simple = varying.Where(feature => feature.Name is "since").ToList();
        var baseline = simple.Count == 1 && FitLogistic(ChurnFeatures.Table(training.Customers, simple), [.. training.Leaves]) is { } recency
            ? PropensityQuality.Measure(Probabilities(recency, trial.Customers, simple), trial.Leaves)
            : null;
        var quality = new ChurnQuality
        {
            HorizonDays = horizonDays,
            Model = best.Name,
            TrialDay = moments[0],
            Customers = trial.Leaves.Count,
            BaseRate = trial.Leaves.Average(leaves => leaves ? 1.0 : 0),
            Auc = best.Quality.Auc,
            LogLoss = best.Quality.LogLoss,
            Brier = best.Quality.Brier,
            TopDecileLift = best.Quality.TopDecileLift,
            CalibrationError = best.Quality.CalibrationError,
            BaselineAuc = baseline?.Auc,
            BaselineLogLoss = baseline?.LogLoss,
            Calibration = CalibrationTenth.Of(best.Risks, [.. trial.Leaves.Select(leaves => leaves ? 1.0 : 0)]),
        };
        training.Add(trial);
        var (table, left) = (ChurnFeatures.Table(training.Customers, varying), training.Leaves.ToArray());
        return (best.Name is "trees" ? FitTrees(table, left) : FitLogistic(table, left)) is { } model ? (new ChurnFit(model, varying, quality), quality) : (null, ChurnQuality.None(horizonDays, "too_few"));
    }

    /// <summary>The risk of some customers, from 0 to 1.</summary>
    /// <param name="customers">All customers.</param>
    /// <param name="which">The places of those who are asked for.</param>
    public double[] Risks(Behaviour[] customers, int[] which) =>
        Statistics.Propensity.Logistic.Probabilities(model.Margins(ChurnFeatures.Table(customers, which, features)));

    /// <summary>The risk of one customer, and why it is higher than that of others; no reasons where it is not higher than usual.</summary>
    public (double Risk, IReadOnlyList<RiskReason> Reasons) Explain(Behaviour customer)
    {
        var why = model.Explain(ChurnFeatures.Table([customer], features), 0);
        var risk = Statistics.Propensity.Logistic.Probability(why.Margin);
        return (risk, risk > Quality.BaseRate ? ChurnFeatures.Reasons(customer, features, why.Contributions, MostReasons) : []);
    }

    private static Moment Rows(PurchaseHistory history, CustomerTraces traces, Day moment, int windowDays, int horizonDays)
    {
        var rows = new Moment([], []);
        var step = 1 + (history.Count / MostCustomers);
        for (var position = 0; position < history.Count; position += step)
        {
            if (Behaviour.Of(history.Of(position), traces.Of(history.Customer(position)), moment) is { } behaviour && behaviour.DaysSince < windowDays)
            {
                var stays = false;
                foreach (var entry in history.Of(position))
                {
                    stays |= entry.IsPurchaseDay && entry.Day >= moment && entry.Day < moment.Plus(horizonDays);
                }

                rows.Customers.Add(behaviour);
                rows.Leaves.Add(!stays);
            }
        }

        return rows;
    }

    private static IPropensityModel? FitLogistic(FeatureTable table, bool[] leaves) =>
        LogisticRegression.Fit(table, leaves, Logistic) is { IsGiven: true, Value: var fit } ? fit : null;

    private static IPropensityModel? FitTrees(FeatureTable table, bool[] leaves) =>
        BoostedTrees.Fit(table, leaves, Trees) is { IsGiven: true, Value: var fit } ? fit : null;

    private static double[] Probabilities(IPropensityModel model, IReadOnlyList<Behaviour> customers, IReadOnlyList<ChurnFeatures.Feature> features) =>
        customers.Count == 0 ? [] : Statistics.Propensity.Logistic.Probabilities(model.Margins(ChurnFeatures.Table(customers, features)));

    private sealed record Moment(List<Behaviour> Customers, List<bool> Leaves)
    {
        public bool Suffices => Leaves.Count(leaves => leaves) >= FewestOfEither && Leaves.Count(leaves => !leaves) >= FewestOfEither;

        public void Add(Moment other)
        {
            Customers.AddRange(other.Customers);
            Leaves.AddRange(other.Leaves);
        }
    }
}

/// <summary>A learned risk as it is kept: the features it asks for and the model.</summary>
internal sealed record KeptChurn(IReadOnlyList<string> Features, byte[] Model);

/// <summary>How good the risk of leaving is, measured on customers whose later life the model had not seen.</summary>
public sealed record ChurnQuality
{
    /// <summary>Risk is the probability of buying nothing in so many days.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Why there is no risk; null when there is: <c>short_history</c> or <c>too_few</c>.</summary>
    public string? Unavailable { get; init; }

    /// <summary>logistic or trees, whichever judged better.</summary>
    public string? Model { get; init; }

    /// <summary>The day at which it was judged.</summary>
    public Day? TrialDay { get; init; }

    /// <summary>Customers it was judged on.</summary>
    public int Customers { get; init; }

    /// <summary>The share of them that bought nothing.</summary>
    public double BaseRate { get; init; }

    /// <summary>The probability that a leaving customer has the higher risk of two.</summary>
    public double Auc { get; init; }

    /// <summary>Mean negative log-probability of what happened.</summary>
    public double LogLoss { get; init; }

    /// <summary>Mean squared distance of the risk from what happened.</summary>
    public double Brier { get; init; }

    /// <summary>How many times the base rate left among the tenth with the highest risk.</summary>
    public double TopDecileLift { get; init; }

    /// <summary>Mean distance between risk and share, over tenths.</summary>
    public double CalibrationError { get; init; }

    /// <summary>The same of a model that knows only the days since the last purchase.</summary>
    public double? BaselineAuc { get; init; }

    /// <summary>Its mean negative log-probability.</summary>
    public double? BaselineLogLoss { get; init; }

    /// <summary>Risk and share by tenths of the risk.</summary>
    public IReadOnlyList<CalibrationTenth> Calibration { get; init; } = [];

    internal static ChurnQuality None(int horizonDays, string reason) => new() { HorizonDays = horizonDays, Unavailable = reason };
}

/// <summary>A tenth of the customers by forecast: what was foreseen on average and what came.</summary>
public sealed record CalibrationTenth(int Customers, double Foreseen, double Came)
{
    /// <summary>Customers by tenths of what was foreseen, the lowest first.</summary>
    internal static IReadOnlyList<CalibrationTenth> Of(double[] foreseen, double[] came)
    {
        int[] order = [.. Enumerable.Range(0, foreseen.Length).OrderBy(row => foreseen[row])];
        return
        [
            .. Enumerable.Range(0, 10)
                .Select(tenth => order[(int)(tenth * (long)order.Length / 10)..(int)((tenth + 1) * (long)order.Length / 10)])
                .Where(rows => rows.Length > 0)
                .Select(rows => new CalibrationTenth(rows.Length, rows.Average(row => foreseen[row]), rows.Average(row => came[row]))),
        ];
    }
}
