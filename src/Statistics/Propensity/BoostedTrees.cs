using System.Runtime.Intrinsics;
using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>Gradient-boosted trees with the logistic loss over binned columns (Friedman, "Greedy function approximation: a gradient boosting machine", 2001; second derivatives as in Chen and Guestrin, KDD 2016).</summary>
/// <remarks>Missing values and categories need no preparation. Cost of a tree: rows × columns × about half the depth, and leaves × columns × 256.</remarks>
public sealed class BoostedTrees : IPropensityModel
{
    private readonly ColumnBins[] columnBins;

    private readonly RegressionTree[] ensemble;

    private readonly double start;

    internal BoostedTrees(ColumnBins[] bins, IReadOnlyList<RegressionTree> trees, double start, bool isStoppedEarly)
    {
        (columnBins, ensemble, this.start, IsStoppedEarly) = (bins, [.. trees], start, isStoppedEarly);
        Columns = [.. bins.Select(column => column.Name)];
        Baseline = ensemble.Aggregate(start, (sum, tree) => sum + tree.Expectation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of trees.</summary>
    public int TreeCount => ensemble.Length;

    /// <summary>Whether the validation rows said to stop before all trees were grown.</summary>
    public bool IsStoppedEarly { get; }

    /// <summary>The mean margin over the training rows.</summary>
    public double Baseline { get; }

    internal IReadOnlyList<RegressionTree> Trees => ensemble;

    internal IReadOnlyList<ColumnBins> Bins => columnBins;

    /// <summary>Trains on rows and their outcomes; refused when those to grow from are too few or all alike.</summary>
    /// <exception cref="ArgumentException">There are not as many labels as rows, or a setting is out of its range.</exception>
    public static Outcome<BoostedTrees> Fit(FeatureTable table, IReadOnlyList<bool> labels, BoostingSettings? settings = null)
    {
        Require.SameLength(table.Count, labels.Count, nameof(labels));
        settings ??= new BoostingSettings();
        settings.Check();
        var growing = table.Count - (int)(table.Count * settings.ValidationShare);
        return TrainingData.RefusalOf([.. labels.Take(growing)]) is { } refusal
            ? refusal
            : Boosting.Run(table, [.. labels], growing, settings);
    }

    /// <summary>Finds on rows drawn by chance, which no tree is grown from, after how many trees to stop, and then grows so many from all rows.</summary>
    /// <remarks>For rows without an order in time; else see <see cref="BoostingSettings.ValidationShare"/>, which this sets to a fifth where it is 0.</remarks>
    /// <exception cref="ArgumentException">There are not as many labels as rows, or a setting is out of its range.</exception>
    public static Outcome<BoostedTrees> FitToStop(FeatureTable table, IReadOnlyList<bool> labels, BoostingSettings? settings = null)
    {
        Require.SameLength(table.Count, labels.Count, nameof(labels));
        settings ??= new BoostingSettings { Trees = 1000 };
        var order = Folds.Shuffled(table.Count, settings.Seed);
        var share = settings.ValidationShare > 0 ? settings.ValidationShare : 0.2;
        var tried = Fit(table.Rows(order), [.. order.Select(row => labels[row])], settings with { ValidationShare = share });
        return tried.IsGiven
            ? Fit(table, labels, settings with { ValidationShare = 0, Trees = Math.Max(1, tried.Value.TreeCount) })
            : tried;
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    internal static BoostedTrees Read(BinaryReader reader) => new(
        [.. KeptModel.Repeat(reader, ColumnBins.Read)], KeptModel.Repeat(reader, RegressionTree.Read), reader.ReadDouble(), reader.ReadBoolean());

    /// <summary>Writes all that tells margins and reasons.</summary>
    internal void Write(BinaryWriter writer)
    {
        KeptModel.Repeat(writer, columnBins, bins => bins.Write(writer));
        KeptModel.Repeat(writer, ensemble, tree => tree.Write(writer));
        writer.Write(start);
        writer.Write(IsStoppedEarly);
    }

    /// <inheritdoc/>
    public double[] Margins(FeatureTable table)
    {
        const int RowsAtOnce = 1024;
        var binned = BinnedTable.Of(table, columnBins, 0);
        var margins = new double[table.Count];
        var lookups = table.Count < RowsAtOnce ? [] : Array.ConvertAll(ensemble, TreeLookup.Of);
        Workers.Share((table.Count + RowsAtOnce - 1) / RowsAtOnce, 0, piece =>
        {
            var from = piece * RowsAtOnce;
            var mine = margins.AsSpan(from, Math.Min(RowsAtOnce, margins.Length - from));
            Span<ulong> room = stackalloc ulong[RowsAtOnce];
            mine.Fill(start);
            for (var tree = 0; tree < ensemble.Length; tree++)
            {
                if (lookups.Length > 0 && lookups[tree] is { } lookup)
                {
                    lookup.AddTo(mine, binned, from, room);
                    continue;
                }

                for (var row = 0; row < mine.Length; row++)
                {
                    mine[row] += ensemble[tree].ValueOf(binned, from + row);
                }
            }
        });
        return margins;
    }

    /// <summary>Why a row has its margin: the exact Shapley values of the trees, where what is unknown follows the training rows down each path
    /// (Lundberg, Erion and Lee, "Consistent individualized feature attribution for tree ensembles", 2018).</summary>
    public Reasons Explain(FeatureTable table, int row)
    {
        var reasons = new TreeReasons(BinnedTable.Of(table.Rows([row]), columnBins, 1), 0);
        var contributions = new double[columnBins.Length];
        foreach (var tree in ensemble)
        {
            reasons.Add(tree, contributions);
        }

        return new Reasons(Baseline, contributions);
    }
}
