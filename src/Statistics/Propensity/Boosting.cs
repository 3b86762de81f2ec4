using System.Runtime.Intrinsics;
using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>Adds tree after tree, each towards what the ones before leave unexplained.</summary>
internal static class Boosting
{
    private const int RowsAtOnce = 4096;

    /// <summary>Grows trees from the first rows; the others say when to stop.</summary>
    public static BoostedTrees Run(FeatureTable table, bool[] labels, int growing, BoostingSettings settings)
    {
        var growingTable = growing == table.Count ? table : table.Rows([.. Enumerable.Range(0, growing)]);
        var bins = new ColumnBins[table.Columns.Count];
        Workers.Share(bins.Length, settings.Threads, column => bins[column] = ColumnBins.Learn(growingTable.Columns[column]));
        var binned = BinnedTable.Of(table, bins, settings.Threads);
        var grower = new TreeGrower(settings, binned, bins);
        var random = new Random(settings.Seed);
        var start = Logistic.Margin((double)labels.Take(growing).Count(label => label) / growing);
        var margins = new double[table.Count];
        margins.AsSpan().Fill(start);
        var derivatives = new Vector128<double>[growing];
        var trees = new List<RegressionTree>();
        var (bestLoss, bestCount) = (double.PositiveInfinity, 0);
        while (trees.Count < settings.Trees)
        {
            Derive(margins, labels, derivatives, settings.Threads);
            var rows = Draw(growing, settings.RowShare, random);
            var tree = grower.Grow(rows, Draw(bins.Length, settings.ColumnShare, random), derivatives, (value, leafRows) => Add(margins, value, leafRows.Span));
            AddOthers(margins, tree, binned, rows, growing, settings.Threads);
            trees.Add(tree);
            if (growing == table.Count)
            {
                continue;
            }

            var loss = Enumerable.Range(growing, table.Count - growing).Average(row => Logistic.Loss(margins[row], labels[row]));
            (bestLoss, bestCount) = loss < bestLoss ? (loss, trees.Count) : (bestLoss, bestCount);
            if (trees.Count - bestCount >= settings.Patience)
            {
                break;
            }
        }

        return growing == table.Count
            ? new BoostedTrees(bins, trees, start, isStoppedEarly: false)
            : new BoostedTrees(bins, [.. trees.Take(bestCount)], start, bestCount < settings.Trees);
    }

    /// <summary>The derivatives of the logistic loss by the margin: p − y and p(1 − p).</summary>
    private static void Derive(double[] margins, bool[] labels, Vector128<double>[] derivatives, int threads) =>
        Workers.Share((derivatives.Length + RowsAtOnce - 1) / RowsAtOnce, threads, piece =>
        {
            for (var row = piece * RowsAtOnce; row < Math.Min(derivatives.Length, (piece + 1) * RowsAtOnce); row++)
            {
                var probability = 1 / (1 + Math.Exp(-margins[row]));
                derivatives[row] = Vector128.Create(probability - (labels[row] ? 1 : 0), probability * (1 - probability));
            }
        });

    /// <summary>A share of the numbers from 0, in rising order, at least one of them.</summary>
    private static int[] Draw(int count, double share, Random random)
    {
        var all = Enumerable.Range(0, count).ToArray();
        if (share >= 1)
        {
            return all;
        }

        random.Shuffle(all);
        var drawn = all[..Math.Max(1, (int)(count * share))];
        Array.Sort(drawn);
        return drawn;
    }

    private static void Add(double[] margins, double value, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            margins[row] += value;
        }
    }

    /// <summary>Adds the tree to the rows that it was not grown from.</summary>
    private static void AddOthers(double[] margins, RegressionTree tree, BinnedTable table, int[] rows, int growing, int threads)
    {
        var isAdded = new bool[margins.Length];
        if (rows.Length == growing)
        {
            isAdded.AsSpan(0, growing).Fill(true);
        }
        else
        {
            foreach (var row in rows)
            {
                isAdded[row] = true;
            }
        }

        Workers.Share((margins.Length + RowsAtOnce - 1) / RowsAtOnce, threads, piece =>
        {
            for (var row = piece * RowsAtOnce; row < Math.Min(margins.Length, (piece + 1) * RowsAtOnce); row++)
            {
                if (!isAdded[row])
                {
                    margins[row] += tree.ValueOf(table, row);
                }
            }
        });
    }
}
