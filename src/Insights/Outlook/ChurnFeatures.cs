using Regulars.Kernel;
using Regulars.Statistics.Propensity;

namespace Regulars.Insights.Outlook;

/// <summary>What the risk of leaving is learned from: each feature a number of a customer's behaviour, with the evidence by which it
/// is told.</summary>
internal static class ChurnFeatures
{
    private const double OutOfTen = 10;

    /// <summary>Every feature. Of one theme only the strongest is told as a reason.</summary>
    public static IReadOnlyList<Feature> All { get; } =
    [
        new("rhythm", "silence", (in behaviour) => behaviour.MeanGap is > 0 and var gap ? Math.Log(1 + (behaviour.DaysSince / gap)) : double.NaN, behaviour => [behaviour.MeanGap!.Value, behaviour.Last.Number]),
        new("rhythm", "since", (in behaviour) => Math.Log(1 + behaviour.DaysSince), behaviour => [behaviour.Last.Number]),
        new("rhythm", "slowing", (in behaviour) => behaviour is { RecentGap: { } recent, EarlierGap: > 0 and var earlier } ? Math.Log((1 + recent) / (1 + earlier)) : double.NaN, behaviour => [behaviour.EarlierGap!.Value, behaviour.RecentGap!.Value]),
        new("habit", "orders", (in behaviour) => Math.Log(behaviour.PurchaseDays), behaviour => [behaviour.PurchaseDays]),
        new("habit", "tenure", (in behaviour) => Math.Log(1 + behaviour.Tenure), behaviour => [behaviour.First.Number]),
        new("spend", "value", (in behaviour) => Math.Log(1 + behaviour.MeanValue), behaviour => [behaviour.MeanValue]),
        new("spend", "smaller", (in behaviour) => behaviour is { RecentValue: { } recent, EarlierValue: > 0 and var earlier } ? Math.Log((1 + recent) / (1 + earlier)) : double.NaN, behaviour => [behaviour.EarlierValue!.Value, behaviour.RecentValue!.Value]),
        new("returns", "returned", (in behaviour) => Math.Min(1, behaviour.ReturnedShare), behaviour => [behaviour.ReturnedShare]),
        new("troubles", "troubles", (in behaviour) => Math.Log(1 + behaviour.Troubles), behaviour => behaviour.TroublesSince is { } since ? [behaviour.Troubles, since.Number] : null),
        new("visits", "visits", (in behaviour) => Math.Log(1 + behaviour.Visits), behaviour => [behaviour.Visits]),
        new("said", "score", (in behaviour) => behaviour.LastScore ?? double.NaN, behaviour => behaviour.LastScored is { } on ? [OutOfTen * behaviour.LastScore!.Value, on.Number] : null),
        new("parcels", "late", (in behaviour) => Math.Log(1 + behaviour.LateDays), behaviour => behaviour.LateOn is { } on ? [behaviour.LateDays, on.Number] : null),
        new("complaints", "complaint", (in behaviour) => behaviour.Complaints + (behaviour.Competitor is null ? 0 : 1), behaviour => behaviour.LastComplaint is { } on ? [behaviour.Complaints, on.Number] : null),
    ];

    /// <summary>A table with one row per customer and the features that tell customers apart.</summary>
    public static FeatureTable Table(IReadOnlyList<Behaviour> rows, IReadOnlyList<Feature> features) => Table([.. rows], [.. Enumerable.Range(0, rows.Count)], features);

    /// <summary>The same of some of the customers.</summary>
    /// <param name="customers">All customers.</param>
    /// <param name="which">The places of those who are the rows.</param>
    /// <param name="features">The features.</param>
    public static FeatureTable Table(Behaviour[] customers, int[] which, IReadOnlyList<Feature> features)
    {
        var columns = new FeatureColumn[features.Count];
        Meanwhile.For(columns.Length, column =>
        {
            var (values, read) = (new double[which.Length], features[column].Read);
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = read(in customers[which[row]]);
            }

            columns[column] = new NumberColumn(features[column].Name, values);
        });
        return new FeatureTable(columns);
    }

    /// <summary>The features that are not the same for everybody.</summary>
    public static IReadOnlyList<Feature> Varying(IReadOnlyList<Behaviour> rows) =>
        [.. All.Where(feature => rows.Select(row => feature.Read(in row)).Where(double.IsFinite).Distinct().Skip(1).Any())];

    /// <summary>The features that raise a customer's risk most, at most one of a theme, each with its evidence.</summary>
    /// <param name="behaviour">The customer's behaviour.</param>
    /// <param name="features">The features of the model.</param>
    /// <param name="contributions">What each adds to the log-odds of leaving.</param>
    /// <param name="most">At most so many.</param>
    public static IReadOnlyList<RiskReason> Reasons(Behaviour behaviour, IReadOnlyList<Feature> features, IReadOnlyList<double> contributions, int most) =>
    [
        .. features.Zip(contributions)
            .Where(pair => pair.Second >= LeastContribution && double.IsFinite(pair.First.Read(in behaviour)))
            .OrderByDescending(pair => pair.Second)
            .DistinctBy(pair => pair.First.Theme)
            .Select(pair => pair.First.Evidence(behaviour) is { } numbers ? new RiskReason(pair.First.Name, pair.Second, numbers) : null)
            .OfType<RiskReason>()
            .Take(most),
    ];

    /// <summary>Less than a tenth of a log-odds is no reason worth a sentence.</summary>
    private const double LeastContribution = 0.1;

    /// <summary>Reads a number of a behaviour, which is too large to be copied for it.</summary>
    internal delegate double Reading(in Behaviour behaviour);

    /// <summary>One feature.</summary>
    /// <param name="Theme">What it is about.</param>
    /// <param name="Name">Its key; the sentence is the text <c>risk.reason.NAME</c>.</param>
    /// <param name="Read">Its value; not a number where it is not known.</param>
    /// <param name="Evidence">The numbers of its sentence; null where there is nothing to tell.</param>
    internal sealed record Feature(string Theme, string Name, Reading Read, Func<Behaviour, double[]?> Evidence);
}

/// <summary>Why a customer's risk is higher than that of others.</summary>
/// <param name="Name">The key of the feature; the sentence is the text <c>risk.reason.NAME</c>.</param>
/// <param name="Contribution">What it adds to the log-odds of leaving.</param>
/// <param name="Numbers">The numbers of the sentence; amounts in minor units, days as their numbers.</param>
public sealed record RiskReason(string Name, double Contribution, IReadOnlyList<double> Numbers);
