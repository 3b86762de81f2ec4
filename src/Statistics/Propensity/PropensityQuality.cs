using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>How well probabilities foretold outcomes on rows that the model was not trained on.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Auc">The chance that a row with the outcome has the higher probability than one without; a tie counts half.</param>
/// <param name="LogLoss">The mean of minus the logarithm of the probability of what happened; probabilities are kept 10⁻¹⁵ away from 0 and 1.</param>
/// <param name="Brier">The mean squared difference of probability and outcome (Brier 1950).</param>
/// <param name="TopDecileLift">The share with the outcome among the tenth of the rows with the highest probabilities, divided by the share among all.</param>
/// <param name="CalibrationError">The expected calibration error: over ten equally wide bins of probability, the mean distance of probability and outcome, weighted by rows.</param>
public sealed record PropensityQuality(int Rows, double Auc, double LogLoss, double Brier, double TopDecileLift, double CalibrationError)
{
    private const double LeastProbability = 1e-15;

    private const int Bins = 10;

    /// <summary>Measures probabilities against outcomes.</summary>
    /// <returns>The measures; null when all outcomes are the same, so that nothing can be ranked.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a probability is none.</exception>
    public static PropensityQuality? Measure(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels)
    {
        Require.SameLength(probabilities.Count, labels.Count, nameof(labels));
        if (!probabilities.All(probability => probability is >= 0 and <= 1))
        {
            throw new ArgumentException("Every probability must lie between 0 and 1.", nameof(probabilities));
        }

        var positives = labels.Count(label => label);
        if (positives == 0 || positives == labels.Count)
        {
            return null;
        }

        var rows = Enumerable.Range(0, labels.Count).ToArray();
        return new PropensityQuality(
            labels.Count,
            AucOf(probabilities, labels),
            rows.Average(row => -Math.Log(Math.Clamp(labels[row] ? probabilities[row] : 1 - probabilities[row], LeastProbability, 1))),
            rows.Average(row => Math.Pow(probabilities[row] - (labels[row] ? 1 : 0), 2)),
            LiftOf(probabilities, labels, 0.1),
            CalibrationErrorOf(probabilities, labels));
    }

    /// <summary>The statistic of Mann and Whitney (1947), divided by the number of pairs.</summary>
    private static double AucOf(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels)
    {
        var (below, pairs, positives) = (0L, 0.0, 0L);
        foreach (var (positive, negative) in Tied(probabilities, labels).Reverse())
        {
            pairs += positive * (below + (negative / 2.0));
            below += negative;
            positives += positive;
        }

        return pairs / ((double)positives * below);
    }

    /// <summary>Where the border cuts through equal probabilities, each of them is taken in part.</summary>
    private static double LiftOf(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels, double share)
    {
        var (wanted, taken, caught) = (Math.Ceiling(share * labels.Count), 0.0, 0.0);
        foreach (var (positive, negative) in Tied(probabilities, labels))
        {
            var part = Math.Min(1, (wanted - taken) / (positive + negative));
            caught += part * positive;
            taken += part * (positive + negative);
            if (taken >= wanted)
            {
                break;
            }
        }

        return caught / wanted / ((double)labels.Count(label => label) / labels.Count);
    }

    /// <summary>Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015.</summary>
    private static double CalibrationErrorOf(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels)
    {
        var differences = new double[Bins];
        for (var row = 0; row < labels.Count; row++)
        {
            differences[Math.Min(Bins - 1, (int)(probabilities[row] * Bins))] += probabilities[row] - (labels[row] ? 1 : 0);
        }

        return differences.Sum(Math.Abs) / labels.Count;
    }

    /// <summary>How many rows with and without the outcome share a probability, from the highest down.</summary>
    private static IEnumerable<(long Positive, long Negative)> Tied(IReadOnlyList<double> probabilities, IReadOnlyList<bool> labels) =>
        Enumerable.Range(0, labels.Count)
            .GroupBy(row => probabilities[row])
            .OrderByDescending(group => group.Key)
            .Select(group => (group.LongCount(row => labels[row]), group.LongCount(row => !labels[row])));
}
