using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

public class KeptModelTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_that_was_kept_tells_the_same_margins_and_reasons(bool isTrees)
    {
        var (table, labels) = Mixed(800);
        IPropensityModel model = isTrees ? BoostedTrees.Fit(table, labels).Value : LogisticRegression.Fit(table, labels).Value;

        var read = KeptModel.Read(KeptModel.Write(model));

        Assert.Equal(model.Columns, read.Columns);
        Assert.Equal(model.Margins(table), read.Margins(table));
        for (var row = 0; row < 20; row++)
        {
            var (expected, told) = (model.Explain(table, row), read.Explain(table, row));
            Assert.Equal(expected.Baseline, told.Baseline);
            Assert.Equal(expected.Contributions, told.Contributions);
        }
    }

    [Fact]
    public void What_begins_with_no_kind_of_model_is_refused() => Assert.Throws<ArgumentException>(() => KeptModel.Read([7]));

    /// <summary>Many rows are looked up in tables, few go down the trees; trees with more leaves than a table has room for always do.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(100)]
    public void Many_rows_have_the_margins_that_each_has_alone(int leaves)
    {
        var (table, labels) = Mixed(4000);
        var model = BoostedTrees.Fit(table, labels, new BoostingSettings { Trees = 20, Leaves = leaves, LeastLeafWeight = 1 }).Value;
        Assert.Equal(leaves > 64, model.Trees.Any(tree => (tree.Nodes.Length + 1) / 2 > 64));

        var margins = model.Margins(table);

        for (var row = 0; row < table.Count; row += 37)
        {
            Assert.Equal(model.Margins(table.Rows([row]))[0], margins[row]);
        }
    }

    private static (FeatureTable Table, bool[] Labels) Mixed(int rows)
    {
        var random = new Random(5);
        double[] a = [.. Enumerable.Range(0, rows).Select(row => row % 11 == 0 ? double.NaN : random.NextDouble())];
        double[] b = [.. Enumerable.Range(0, rows).Select(_ => (double)random.Next(5))];
        string?[] kinds = [.. Enumerable.Range(0, rows).Select(row => row % 7 == 0 ? null : $"kind {random.Next(9)}")];
        bool[] labels = [.. Enumerable.Range(0, rows).Select(row => random.NextDouble() < ((double.IsFinite(a[row]) ? a[row] : 0.3) + (b[row] / 5) + (kinds[row] is "kind 3" ? 0.5 : 0)) / 2)];
        return (new FeatureTable([new NumberColumn("a", a), new NumberColumn("b", b), new CategoryColumn("kind", kinds)]), labels);
    }
}
