using System.Diagnostics;
using System.Globalization;
using Regulars.Statistics.Propensity;

namespace Regulars.Bench;

/// <summary>Training on 100,000 customers with 50 columns, against plain loops over all cells.</summary>
internal static class PropensityBench
{
    private const int Rows = 100_000;

    private const int Columns = 50;

    private const int Trees = 200;

    public static Task RunAsync(BenchPlace place)
    {
        var (table, labels) = Customers();
        var pass = SecondsOf(() => PlainPass(table));
        _ = BoostedTrees.Fit(table, labels, new BoostingSettings { Trees = 5 });
        var trees = SecondsOf(() => BoostedTrees.Fit(table, labels, new BoostingSettings { Trees = Trees, Leaves = 31, LearningRate = 0.1 }));
        Print("propensity-trees", trees, Trees * pass, "200 trees of 31 leaves, one plain pass over all cells for each tree; cost grows with trees × rows × columns");
        var logistic = SecondsOf(() => LogisticRegression.Fit(table, labels));
        Print("propensity-logistic", logistic, pass, "one plain pass over all cells; cost grows with iterations × rows × columns²");
        return Task.CompletedTask;
    }

    private static void Print(string name, double seconds, double plainSeconds, string what) => BenchPlace.Print(
        name, seconds / plainSeconds, "times",
        string.Create(CultureInfo.InvariantCulture, $"{what}: {plainSeconds * 1000:0} ms; the fit: {seconds * 1000:0} ms"));

    /// <summary>The shorter of two runs.</summary>
    private static double SecondsOf(Action run) => Enumerable.Range(0, 2).Min(_ =>
    {
        var begun = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    });

    /// <summary>Each cell chooses one of 255 sums, to which two numbers are added: what a tree does at its root.</summary>
    private static void PlainPass(FeatureTable table)
    {
        foreach (var column in table.Columns.Cast<NumberColumn>())
        {
            var values = (double[])column.Values;
            var sums = new double[512];
            for (var row = 0; row < values.Length; row++)
            {
                var bin = (int)((values[row] + 1) * 127) * 2;
                sums[bin] += values[row];
                sums[bin + 1] += 0.25;
            }
        }
    }

    private static (FeatureTable Table, bool[] Labels) Customers()
    {
        var random = new Random(1);
        double[][] columns = [.. Enumerable.Range(0, Columns).Select(_ => Enumerable.Range(0, Rows).Select(_ => (random.NextDouble() * 2) - 1).ToArray())];
        bool[] labels = [.. Enumerable.Range(0, Rows).Select(row =>
            random.NextDouble() < Logistic.Probability((4 * columns[0][row] * columns[1][row]) + columns[2][row] + Math.Sin(3 * columns[3][row])))];
        return (new FeatureTable([.. columns.Select((values, at) => new NumberColumn($"column {at}", values))]), labels);
    }
}
