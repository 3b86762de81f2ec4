using FsCheck;
using FsCheck.Fluent;
using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

public class PropensityProperties
{
    [Fact]
    public void Whatever_the_columns_probabilities_lie_between_0_and_1_and_reasons_add_up()
    {
        var number = Gen.Elements(0, 1, -1, 0.5, 1e9, -1e9, 1e-9, double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        var kind = Gen.Elements(null, "", "a", "b", "c");
        var tables =
            from rows in Gen.Choose(1, 40)
            from first in number.ArrayOf(rows)
            from second in number.ArrayOf(rows)
            from kinds in kind.ArrayOf(rows)
            from labels in Gen.Elements(true, false).ArrayOf(rows)
            select (Table: new FeatureTable([new NumberColumn("first", first), new NumberColumn("second", second), new CategoryColumn("kind", kinds)]), Labels: labels);
        Prop.ForAll(tables.ToArbitrary(), given =>
        {
            var trees = BoostedTrees.Fit(given.Table, given.Labels, new BoostingSettings { Trees = 5, LeastLeafWeight = 0.001, Threads = 1 });
            var logistic = LogisticRegression.Fit(given.Table, given.Labels, new LogisticSettings { Threads = 1 });
            Assert.Equal(trees.Refusal?.Code, logistic.Refusal?.Code);
            foreach (var model in trees.IsGiven ? new IPropensityModel[] { trees.Value, logistic.Value } : [])
            {
                var margins = model.Margins(given.Table);
                Assert.All(Logistic.Probabilities(margins), probability => Assert.InRange(probability, 0, 1));
                Assert.All(Enumerable.Range(0, margins.Length), row => Assert.Equal(margins[row], model.Explain(given.Table, row).Margin, 1e-9 * (1 + Math.Abs(margins[row]))));
            }
        }).QuickCheckThrowOnFailure();
    }
}
