using System.Numerics;
using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

public class TreeReasonsTests
{
    /// <summary>Oracle: the definition of Shapley (1953), summed over all sets of known columns, where unknown ones follow the training rows.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 12)]
    [InlineData(3, 40)]
    public void Reasons_are_the_values_of_Shapley(int seed, int leaves)
    {
        var (table, labels, _) = Given.Interacting(800, seed);
        var model = BoostedTrees.Fit(table, labels, new BoostingSettings { Trees = 6, Leaves = leaves, LeastLeafWeight = 0.5 }).Value;
        var binned = BinnedTable.Of(table, model.Bins, 1);
        for (var row = 0; row < 25; row++)
        {
            var reasons = model.Explain(table, row);
            for (var column = 0; column < 5; column++)
            {
                Assert.Equal(model.Trees.Sum(tree => Shapley(tree, binned, row, column, 5)), reasons.Contributions[column], 1e-12);
            }
        }
    }

    [Fact]
    public void Reasons_add_up_to_the_margin_and_a_column_in_no_split_has_exactly_none()
    {
        var (table, labels, _) = Given.Interacting(1500, 4);
        var model = BoostedTrees.Fit(table, labels).Value;
        var margins = model.Margins(table);

        Assert.All(Enumerable.Range(0, 100), row =>
        {
            var reasons = model.Explain(table, row);
            Assert.Equal(margins[row], reasons.Margin, 1e-11);
            Assert.Equal(0.0, reasons.Contributions[3]);
        });
        Assert.Equal(model.Baseline, margins.Average(), 1e-9);
    }

    private static double Shapley(RegressionTree tree, BinnedTable table, int row, int column, int columns)
    {
        var sum = 0.0;
        for (var known = 0u; known < 1u << columns; known++)
        {
            if ((known >> column & 1) == 0)
            {
                var size = BitOperations.PopCount(known);
                var weight = Factorial(size) * Factorial(columns - size - 1) / Factorial(columns);
                sum += weight * (Expected(tree, table, row, known | (1u << column), 0) - Expected(tree, table, row, known, 0));
            }
        }

        return sum;
    }

    private static double Expected(RegressionTree tree, BinnedTable table, int row, uint known, int at)
    {
        var node = tree.Nodes[at];
        if (node.IsLeaf)
        {
            return node.Value;
        }

        if ((known >> node.Column & 1) != 0)
        {
            return Expected(tree, table, row, known, node.GoLeft.Contains(table.Column(node.Column)[row]) ? node.Left : node.Right);
        }

        return ((tree.Nodes[node.Left].Cover * Expected(tree, table, row, known, node.Left))
            + (tree.Nodes[node.Right].Cover * Expected(tree, table, row, known, node.Right))) / node.Cover;
    }

    private static double Factorial(int number) => number <= 1 ? 1 : number * Factorial(number - 1);
}
