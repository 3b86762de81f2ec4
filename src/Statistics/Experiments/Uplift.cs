using Regulars.Statistics.Intervals;

namespace Regulars.Statistics.Experiments;

/// <summary>A point of a Qini curve.</summary>
/// <param name="Share">The share of customers who would be treated, from those with the highest scores down.</param>
/// <param name="Gain">The outcome gained by treating them, per customer of all.</param>
public readonly record struct QiniPoint(double Share, double Gain);

/// <summary>The effect among a tenth of customers by their score.</summary>
/// <param name="Decile">1 for the highest scores, to 10.</param>
/// <param name="HighestScore">The highest score among them.</param>
/// <param name="LowestScore">The lowest score among them.</param>
/// <param name="Effect">The effect of the treatment among them; null where an arm has fewer than two or nothing varies.</param>
public sealed record UpliftDecile(int Decile, double HighestScore, double LowestScore, Effect? Effect);

/// <summary>How well scores tell whom a treatment helps, judged by an experiment.</summary>
/// <param name="Curve">The Qini curve, from (0, 0) to all customers (Radcliffe 2007, Using Control Groups to Target on Predicted Lift):
/// among the first k by score, the outcome of the treated less that of the held out scaled to as many treated.</param>
/// <param name="Coefficient">The area between the curve and the straight line of treating at random; above nought when scores tell.</param>
/// <param name="Deciles">The effect by tenths of the scores.</param>
public sealed record Uplift(IReadOnlyList<QiniPoint> Curve, double Coefficient, IReadOnlyList<UpliftDecile> Deciles)
{
    /// <summary>Judges scores by the outcomes of an experiment. Equal scores stand at one point of the curve.</summary>
    /// <param name="scores">The score of each customer, made before the outcome.</param>
    /// <param name="outcomes">The outcome of each.</param>
    /// <param name="isTreated">Whether each was treated, at random; else held out.</param>
    /// <returns>The judgement; refused when an arm is empty.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is no number.</exception>
    public static Outcome<Uplift> Of(double[] scores, double[] outcomes, bool[] isTreated)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(isTreated);
        if (scores.Length != outcomes.Length || scores.Length != isTreated.Length || scores.Any(score => !double.IsFinite(score)) || outcomes.Any(outcome => !double.IsFinite(outcome)))
        {
            throw new ArgumentException("Each customer has a score, an outcome and an arm, all of them finite numbers.", nameof(scores));
        }

        if (!isTreated.Contains(true) || !isTreated.Contains(false))
        {
            return new Refusal("experiment.no_customers", "Both arms need customers.");
        }

        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(customer => scores[customer])];
        var curve = Follow(order, scores, outcomes, isTreated);
        var area = 0.0;
        for (var i = 1; i < curve.Count; i++)
        {
            area += (curve[i].Share - curve[i - 1].Share) * (curve[i].Gain + curve[i - 1].Gain) / 2;
        }

        return new Uplift(curve, area - (curve[^1].Gain / 2), [.. Enumerable.Range(1, 10).Select(decile => Tenth(decile, order, scores, outcomes, isTreated))]);
    }

    private static List<QiniPoint> Follow(int[] order, double[] scores, double[] outcomes, bool[] isTreated)
    {
        var curve = new List<QiniPoint> { new(0, 0) };
        var (treated, heldOut, ofTreated, ofHeldOut) = (0L, 0L, 0.0, 0.0);
        for (var i = 0; i < order.Length; i++)
        {
            var customer = order[i];
            (treated, ofTreated) = isTreated[customer] ? (treated + 1, ofTreated + outcomes[customer]) : (treated, ofTreated);
            (heldOut, ofHeldOut) = isTreated[customer] ? (heldOut, ofHeldOut) : (heldOut + 1, ofHeldOut + outcomes[customer]);
            if (i + 1 == order.Length || scores[order[i + 1]] != scores[customer])
            {
                var gain = ofTreated - (heldOut > 0 ? ofHeldOut * treated / heldOut : 0);
                curve.Add(new QiniPoint((i + 1.0) / order.Length, gain / order.Length));
            }
        }

        return curve;
    }

    private static UpliftDecile Tenth(int decile, int[] order, double[] scores, double[] outcomes, bool[] isTreated)
    {
        var customers = order[(int)((decile - 1L) * order.Length / 10)..(int)((long)decile * order.Length / 10)];
        var effect = Experiments.Effect.OfMeans(
            SampleMoments.Of([.. customers.Where(customer => isTreated[customer]).Select(customer => outcomes[customer])]),
            SampleMoments.Of([.. customers.Where(customer => !isTreated[customer]).Select(customer => outcomes[customer])]));
        return new UpliftDecile(
            decile,
            customers.Length > 0 ? scores[customers[0]] : scores[order[0]],
            customers.Length > 0 ? scores[customers[^1]] : scores[order[0]],
            effect.IsGiven ? effect.Value : null);
    }
}
