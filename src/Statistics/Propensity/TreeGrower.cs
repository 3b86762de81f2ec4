using System.Runtime.Intrinsics;
using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>Grows trees, each time splitting the leaf that gains most (Shi, "Best-first decision tree learning", 2007; Ke et al., "LightGBM", NeurIPS 2017).</summary>
/// <remarks>Each column's sums are taken by one thread in the order of rows, so the trees do not depend on the number of threads.
/// Only the smaller child's sums are counted; the other's are what is left of the parent's.</remarks>
internal sealed class TreeGrower
{
    private readonly BoostingSettings settings;

    private readonly BinnedTable table;

    private readonly IReadOnlyList<ColumnBins> bins;

    private readonly Stack<Vector128<double>[]> unused = new();

    private readonly Vector128<double>[] ordered;

    private readonly int[] aside;

    private List<TreeNode> nodes = [];

    private int[] rows = [];

    private int[][] groups = [];

    public TreeGrower(BoostingSettings settings, BinnedTable table, IReadOnlyList<ColumnBins> bins)
    {
        (this.settings, this.table, this.bins) = (settings, table, bins);
        (ordered, aside) = (new Vector128<double>[table.Count], new int[table.Count]);
    }

    /// <summary>Grows a tree from rows, which are put in the order of its leaves, and columns.</summary>
    /// <param name="from">The rows.</param>
    /// <param name="columns">The columns that may be asked.</param>
    /// <param name="derivatives">The first and second derivatives of each row's loss by its margin.</param>
    /// <param name="onLeaf">Is told each leaf's value and rows.</param>
    public RegressionTree Grow(int[] from, int[] columns, Vector128<double>[] derivatives, Action<double, ReadOnlyMemory<int>> onLeaf)
    {
        (rows, nodes, groups) = (from, [], [.. columns.Chunk(BinSums.ColumnsAtOnce)]);
        var total = Vector128<double>.Zero;
        foreach (var row in rows)
        {
            total += derivatives[row];
        }

        var leaves = new List<Leaf> { Add(0, rows.Length, total, 0) };
        Search(leaves[0], null, derivatives);
        while (leaves.Count < settings.Leaves && leaves.MaxBy(leaf => leaf.Best.Gain) is { Best.Gain: > 0 } chosen)
        {
            leaves.Remove(chosen);
            var (left, right) = Divide(chosen);
            leaves.Add(left);
            leaves.Add(right);
            if (leaves.Count < settings.Leaves && left.Depth < settings.Depth)
            {
                var (small, large) = left.Count <= right.Count ? (left, right) : (right, left);
                large.Sums = chosen.Sums;
                Search(small, large, derivatives);
            }
            else
            {
                unused.Push(chosen.Sums!);
            }
        }

        foreach (var leaf in leaves)
        {
            onLeaf(nodes[leaf.Node].Value, rows.AsMemory(leaf.Begin, leaf.Count));
            if (leaf.Sums is { } sums)
            {
                unused.Push(sums);
            }
        }

        return new RegressionTree([.. nodes]);
    }

    private Leaf Add(int begin, int count, Vector128<double> total, int depth)
    {
        nodes.Add(new TreeNode(-1, default, 0, 0, -total[0] / (total[1] + settings.Regularisation) * settings.LearningRate, count));
        return new Leaf(nodes.Count - 1, begin, count, depth, total);
    }

    /// <summary>Counts the sums of a leaf, takes them from its sibling's, and finds the best splits of both.</summary>
    private void Search(Leaf small, Leaf? large, Vector128<double>[] derivatives)
    {
        for (var at = 0; at < small.Count; at++)
        {
            ordered[at] = derivatives[rows[small.Begin + at]];
        }

        small.Sums = unused.TryPop(out var spare) ? spare : new Vector128<double>[bins.Count * ColumnBins.Most];
        var best = new (Split Small, Split Large)[groups.Length];
        Workers.Share(groups.Length, settings.Threads, group =>
        {
            BinSums.Count(table, groups[group], rows.AsSpan(small.Begin, small.Count), ordered, small.Sums);
            foreach (var column in groups[group])
            {
                best[group].Small = Better(best[group].Small, BestOf(small, column));
                if (large is not null)
                {
                    BinSums.Subtract(SumsOf(large, column), SumsOf(small, column));
                    best[group].Large = Better(best[group].Large, BestOf(large, column));
                }
            }
        });
        foreach (var (mine, other) in best)
        {
            small.Best = Better(small.Best, mine);
            if (large is not null)
            {
                large.Best = Better(large.Best, other);
            }
        }
    }

    private static Split Better(Split first, Split second) => second.Gain > first.Gain ? second : first;

    private Split BestOf(Leaf leaf, int column) => new SplitSearch(settings, SumsOf(leaf, column), leaf.Total).Best(column, bins[column].HasOrder);

    private Span<Vector128<double>> SumsOf(Leaf leaf, int column) => leaf.Sums.AsSpan(column * ColumnBins.Most, bins[column].Count);

    /// <summary>Puts the rows that go left before the others, each in their order, and makes both leaves.</summary>
    private (Leaf Left, Leaf Right) Divide(Leaf leaf)
    {
        Span<byte> goesLeft = stackalloc byte[ColumnBins.Most];
        for (var bin = 0; bin < ColumnBins.Most; bin++)
        {
            goesLeft[bin] = leaf.Best.GoLeft.Contains(bin) ? (byte)1 : (byte)0;
        }

        var column = table.Column(leaf.Best.Column);
        var mine = rows.AsSpan(leaf.Begin, leaf.Count);
        var (lefts, rights) = (0, 0);
        for (var at = 0; at < mine.Length; at++)
        {
            // Both are written and one is kept: a guess of the processor would often be wrong.
            var row = mine[at];
            var left = goesLeft[column[row]];
            aside[rights] = row;
            mine[lefts] = row;
            lefts += left;
            rights += 1 - left;
        }

        aside.AsSpan(0, rights).CopyTo(mine[lefts..]);
        var (leftLeaf, rightLeaf) = (
            Add(leaf.Begin, lefts, leaf.Best.Left, leaf.Depth + 1),
            Add(leaf.Begin + lefts, rights, leaf.Total - leaf.Best.Left, leaf.Depth + 1));
        nodes[leaf.Node] = nodes[leaf.Node] with { Column = leaf.Best.Column, GoLeft = leaf.Best.GoLeft, Left = leftLeaf.Node, Right = rightLeaf.Node };
        return (leftLeaf, rightLeaf);
    }

    private sealed class Leaf(int node, int begin, int count, int depth, Vector128<double> total)
    {
        public int Node => node;

        public int Begin => begin;

        public int Count => count;

        public int Depth => depth;

        public Vector128<double> Total => total;

        public Vector128<double>[]? Sums { get; set; }

        public Split Best { get; set; }
    }
}
