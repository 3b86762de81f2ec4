using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

/// <summary>Customers made up for tests, whose outcomes follow known rules.</summary>
internal static class Given
{
    /// <summary>Numbers, some missing, kinds and a column without use; the outcome depends on an interaction, which no weighted sum of columns sees.</summary>
    public static (FeatureTable Table, bool[] Labels, double[] Margins) Interacting(int rows, int seed)
    {
        var random = new Random(seed);
        var (first, second, third, constant) = (new double[rows], new double[rows], new double[rows], new double[rows]);
        var (kinds, margins, labels) = (new string?[rows], new double[rows], new bool[rows]);
        for (var row = 0; row < rows; row++)
        {
            (first[row], second[row], third[row]) = (random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble());
            kinds[row] = random.Next(5) switch { 0 => null, var kind => "kind " + kind };
            margins[row] = (Math.Sign(first[row] * second[row]) * 2) + (third[row] > 0.7 ? 1 : -0.5) + (kinds[row] is "kind 1" or "kind 3" ? 1 : -1);
            labels[row] = random.NextDouble() < Logistic.Probability(margins[row]);
            third[row] = random.Next(10) == 0 ? double.NaN : third[row];
        }

        return (new FeatureTable([
            new NumberColumn("first", first), new NumberColumn("second", second), new NumberColumn("third", third),
            new NumberColumn("constant", constant), new CategoryColumn("kind", kinds)]), labels, margins);
    }

    /// <summary>Two normal columns and the outcome of a logistic model with known coefficients.</summary>
    public static (FeatureTable Table, bool[] Labels) Linear(int rows, int seed, double intercept, double first, double second)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (a, b) = (Enumerable.Range(0, rows).Select(_ => Normal()).ToArray(), Enumerable.Range(0, rows).Select(_ => Normal()).ToArray());
        return (new FeatureTable([new NumberColumn("a", a), new NumberColumn("b", b)]),
            [.. Enumerable.Range(0, rows).Select(row => random.NextDouble() < Logistic.Probability(intercept + (first * a[row]) + (second * b[row])))]);
    }
}
