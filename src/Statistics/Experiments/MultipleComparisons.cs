namespace Regulars.Statistics.Experiments;

/// <summary>Probabilities adjusted for having been looked at together.</summary>
public static class MultipleComparisons
{
    /// <summary>Adjusted so that the chance of even one false finding is held (Holm 1979): compare each with the accepted chance of error.</summary>
    /// <param name="probabilities">The probabilities of the tests, within [0, 1].</param>
    /// <returns>The adjusted probabilities, in the same order.</returns>
    /// <exception cref="ArgumentException">A probability is not within [0, 1].</exception>
    public static double[] Holm(IReadOnlyList<double> probabilities)
    {
        var (order, adjusted) = (Order(probabilities), new double[probabilities.Count]);
        var highest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - rank) * probabilities[order[rank]]));
            adjusted[order[rank]] = highest;
        }

        return adjusted;
    }

    /// <summary>Adjusted so that the expected share of false findings among the findings is held (Benjamini and Hochberg 1995).</summary>
    /// <param name="probabilities">The probabilities of the tests, within [0, 1].</param>
    /// <returns>The adjusted probabilities, in the same order.</returns>
    /// <exception cref="ArgumentException">A probability is not within [0, 1].</exception>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> probabilities)
    {
        var (order, adjusted) = (Order(probabilities), new double[probabilities.Count]);
        var lowest = 1.0;
        for (var rank = order.Length - 1; rank >= 0; rank--)
        {
            lowest = Math.Min(lowest, probabilities[order[rank]] * order.Length / (rank + 1));
            adjusted[order[rank]] = lowest;
        }

        return adjusted;
    }

    private static int[] Order(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return probabilities.Any(probability => probability is not (>= 0 and <= 1))
            ? throw new ArgumentException("Every probability lies between 0 and 1.", nameof(probabilities))
            : [.. Enumerable.Range(0, probabilities.Count).OrderBy(test => probabilities[test])];
    }
}
