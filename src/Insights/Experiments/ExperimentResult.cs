using Regulars.Statistics.Experiments;
using Regulars.Statistics.Intervals;

namespace Regulars.Insights.Experiments;

/// <summary>What an experiment has shown: mean spend of the treated less that of the held out, with its interval. Amounts are in minor units.</summary>
/// <param name="Treated">Customers for whom it was done.</param>
/// <param name="HeldOut">Customers for whom it was not.</param>
/// <param name="TreatedMean">Mean spend of the treated.</param>
/// <param name="HeldOutMean">Mean spend of the held out.</param>
/// <param name="Difference">The effect per customer, adjusted for what each spent before where that helps; null where it cannot be told.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="IsAdjusted">Whether it was adjusted for what each spent before (CUPED).</param>
/// <param name="VarianceRatio">By the adjustment the variance became this share of what it was.</param>
/// <param name="IsOver">Whether the days are over; until then the interval holds however often it is looked at.</param>
/// <param name="Unavailable">Why there is no effect: <c>too_few</c> or <c>broken_split</c>; null where there is one.</param>
public sealed record ExperimentResult(
    int Treated, int HeldOut, double TreatedMean, double HeldOutMean, double? Difference, double? Low, double? High,
    bool IsAdjusted, double? VarianceRatio, bool IsOver, string? Unavailable)
{
    private const int FewestPerArm = 20;

    /// <summary>Measures an experiment.</summary>
    /// <param name="after">What each customer spent in the days after the start.</param>
    /// <param name="before">What each spent in as many days before it.</param>
    /// <param name="isTreated">Who was treated.</param>
    /// <param name="heldOutShare">The share that was to be held out.</param>
    /// <param name="isOver">Whether the days are over.</param>
    internal static ExperimentResult Of(double[] after, double[] before, bool[] isTreated, double heldOutShare, bool isOver)
    {
        double[] Arm(double[] values, bool treated) => [.. values.Where((_, i) => isTreated[i] == treated)];
        var (treated, held) = (SampleMoments.Of(Arm(after, true)), SampleMoments.Of(Arm(after, false)));
        ExperimentResult Told(double? difference, Interval? interval, double? ratio, string? unavailable) => new(
            (int)treated.Count, (int)held.Count, treated.Mean, held.Mean, difference, interval?.Low, interval?.High, ratio is not null, ratio, isOver, unavailable);
        if (treated.Count < FewestPerArm || held.Count < FewestPerArm)
        {
            return Told(null, null, null, "too_few");
        }

        if (SampleRatio.Check([treated.Count, held.Count], [1 - heldOutShare, heldOutShare]) is { IsGiven: true, Value.IsBroken: true })
        {
            return Told(null, null, null, "broken_split");
        }

        var adjusted = Cuped.Adjust(after, before);
        var values = adjusted.IsGiven ? adjusted.Value.Adjusted : after;
        double? ratio = adjusted.IsGiven ? 1 - (adjusted.Value.Correlation * adjusted.Value.Correlation) : null;
        var (treatedMoments, heldMoments) = (SampleMoments.Of(Arm(values, true)), SampleMoments.Of(Arm(values, false)));
        if (isOver)
        {
            var effect = Effect.OfMeans(treatedMoments, heldMoments);
            return effect.IsGiven ? Told(effect.Value.Difference, effect.Value.Interval, ratio, null) : Told(null, null, null, "too_few");
        }

        // The same customers spend on, so that the variance grows to what is planned instead of shrinking to it: of the mixture
        // it is then the spread of the sum that is fixed beforehand (Howard et al. 2021, the two-sided normal mixture).
        var planned = Math.Sqrt(SampleMoments.Of(Arm(before, true)).VarianceOfMean + SampleMoments.Of(Arm(before, false)).VarianceOfMean);
        var variance = treatedMoments.VarianceOfMean + heldMoments.VarianceOfMean;
        var anytime = planned > 0 && variance > 0
            ? AlwaysValid.Interval(treatedMoments, heldMoments, variance * AlwaysValid.SpreadFor(planned) / (planned * planned))
            : default;
        return anytime.IsGiven ? Told(treatedMoments.Mean - heldMoments.Mean, anytime.Value, ratio, null) : Told(null, null, null, "too_few");
    }
}
