using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>Turns scores into probabilities by the rising steps nearest to the outcomes (Zadrozny and Elkan, "Transforming classifier scores into accurate multiclass probability estimates", KDD 2002).</summary>
/// <remarks>Between two steps the probability is interpolated; outside it stays. It needs some hundreds of rows; with fewer, <see cref="PlattCalibration"/> errs less.</remarks>
public sealed class IsotonicCalibration
{
    private readonly double[] lasts;

    private readonly double[] firsts;

    private readonly double[] levels;

    private IsotonicCalibration(List<Step> steps) =>
        (firsts, lasts, levels) = ([.. steps.Select(step => step.First)], [.. steps.Select(step => step.Last)], [.. steps.Select(step => step.Mean)]);

    /// <summary>The rising levels of the steps, each a probability.</summary>
    public IReadOnlyList<double> Levels => levels;

    /// <summary>Fits the steps to rows that the model was not trained on, by pooling adjacent violators (Barlow, Bartholomew, Bremner and Brunk 1972).</summary>
    /// <param name="scores">Scores or margins; equal ones get one probability.</param>
    /// <param name="labels">Whether the outcome happened.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are no rows, or a score is not finite.</exception>
    public static IsotonicCalibration Fit(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        Require.SameLength(scores.Count, labels.Count, nameof(labels));
        if (scores.Count == 0 || !scores.All(double.IsFinite))
        {
            throw new ArgumentException("At least one score is needed, and every score must be finite.", nameof(scores));
        }

        var steps = new List<Step>();
        foreach (var group in Enumerable.Range(0, scores.Count).GroupBy(row => scores[row]).OrderBy(group => group.Key))
        {
            var step = new Step(group.Key, group.Key, group.Count(row => labels[row]), group.Count());
            while (steps.Count > 0 && steps[^1].Mean >= step.Mean)
            {
                step = new Step(steps[^1].First, step.Last, steps[^1].Positives + step.Positives, steps[^1].Rows + step.Rows);
                steps.RemoveAt(steps.Count - 1);
            }

            steps.Add(step);
        }

        return new IsotonicCalibration(steps);
    }

    /// <summary>The probability of a score.</summary>
    public double Probability(double score)
    {
        var at = Array.BinarySearch(firsts, score);
        at = at >= 0 ? at : ~at - 1;
        if (at < 0 || score <= lasts[at] || at == levels.Length - 1)
        {
            return levels[Math.Max(at, 0)];
        }

        var share = (score - lasts[at]) / (firsts[at + 1] - lasts[at]);
        return levels[at] + (share * (levels[at + 1] - levels[at]));
    }

    private sealed record Step(double First, double Last, int Positives, int Rows)
    {
        public double Mean => (double)Positives / Rows;
    }
}
