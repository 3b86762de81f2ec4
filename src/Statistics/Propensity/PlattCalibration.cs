using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>Turns margins into probabilities by a logistic curve (Platt, "Probabilistic outputs for support vector machines", 1999).</summary>
/// <param name="Slope">How fast the log-odds grow with the margin.</param>
/// <param name="Intercept">The log-odds at the margin 0.</param>
/// <param name="HasConverged">Whether the gradient vanished within the iterations allowed.</param>
public sealed record PlattCalibration(double Slope, double Intercept, bool HasConverged)
{
    private const int MostIterations = 100;

    /// <summary>Fits the curve to rows that the model was not trained on. Outcomes are softened to (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2), as Platt has it, so that the curve stays finite.</summary>
    /// <param name="margins">The margins.</param>
    /// <param name="labels">Whether the outcome happened.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a margin is not finite.</exception>
    /// <remarks>Newton's method with halved steps (Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector machines", 2007).</remarks>
    public static PlattCalibration Fit(IReadOnlyList<double> margins, IReadOnlyList<bool> labels)
    {
        Require.SameLength(margins.Count, labels.Count, nameof(labels));
        if (!margins.All(double.IsFinite))
        {
            throw new ArgumentException("Every margin must be finite.", nameof(margins));
        }

        var positives = labels.Count(label => label);
        var (high, low) = ((positives + 1.0) / (positives + 2), 1.0 / (labels.Count - positives + 2));
        var targets = labels.Select(label => label ? high : low).ToArray();
        var (slope, intercept) = (0.0, Math.Log((positives + 1.0) / (labels.Count - positives + 1)));
        var loss = LossAt(margins, targets, slope, intercept);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var (bySlope, byIntercept, slopeSlope, slopeIntercept, interceptIntercept) = DerivativesAt(margins, targets, slope, intercept);
            if (Math.Max(Math.Abs(bySlope), Math.Abs(byIntercept)) < 1e-9 * (1 + labels.Count))
            {
                return new PlattCalibration(slope, intercept, true);
            }

            var determinant = (slopeSlope * interceptIntercept) - (slopeIntercept * slopeIntercept);
            var slopeStep = ((interceptIntercept * bySlope) - (slopeIntercept * byIntercept)) / determinant;
            var interceptStep = ((slopeSlope * byIntercept) - (slopeIntercept * bySlope)) / determinant;
            var share = 1.0;
            while (share > 1e-10 && !(LossAt(margins, targets, slope - (share * slopeStep), intercept - (share * interceptStep)) < loss))
            {
                share /= 2;
            }

            if (share <= 1e-10)
            {
                return new PlattCalibration(slope, intercept, true);
            }

            (slope, intercept) = (slope - (share * slopeStep), intercept - (share * interceptStep));
            loss = LossAt(margins, targets, slope, intercept);
        }

        return new PlattCalibration(slope, intercept, false);
    }

    /// <summary>The probability of a margin.</summary>
    public double Probability(double margin) => Logistic.Probability((Slope * margin) + Intercept);

    private static double LossAt(IReadOnlyList<double> margins, double[] targets, double slope, double intercept)
    {
        var loss = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            var margin = (slope * margins[row]) + intercept;
            loss += (targets[row] * Logistic.Loss(margin, true)) + ((1 - targets[row]) * Logistic.Loss(margin, false));
        }

        return loss;
    }

    private static (double BySlope, double ByIntercept, double SlopeSlope, double SlopeIntercept, double InterceptIntercept) DerivativesAt(
        IReadOnlyList<double> margins, double[] targets, double slope, double intercept)
    {
        // A little on the diagonal keeps the step finite where all margins are the same.
        var (first, second, a, b, c) = (0.0, 0.0, 1e-12, 0.0, 1e-12);
        for (var row = 0; row < targets.Length; row++)
        {
            var probability = Logistic.Probability((slope * margins[row]) + intercept);
            var (error, weight) = (probability - targets[row], probability * (1 - probability));
            first += error * margins[row];
            second += error;
            a += weight * margins[row] * margins[row];
            b += weight * margins[row];
            c += weight;
        }

        return (first, second, a, b, c);
    }
}
