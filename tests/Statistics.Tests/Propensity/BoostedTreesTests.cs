using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

public class BoostedTreesTests
{
    /// <summary>Oracle: the best that can be done is the simulated probability itself.</summary>
    [Fact]
    public void Trees_beat_logistic_regression_where_columns_interact()
    {
        var (table, labels, margins) = Given.Interacting(6000, 1);
        var folds = Folds.Stratified(labels, 3, seed: 1);

        var trees = CrossValidation.Run(table, labels, folds, Trees()).Value;
        var logistic = CrossValidation.Run(table, labels, folds, LogisticModel).Value;
        var best = PropensityQuality.Measure(Logistic.Probabilities(margins), labels)!;

        Assert.True(trees.Auc.Mean > logistic.Auc.Mean + 0.1, $"{trees.Auc} {logistic.Auc}");
        Assert.True(trees.LogLoss.Mean < logistic.LogLoss.Mean - 0.08, $"{trees.LogLoss} {logistic.LogLoss}");
        Assert.InRange(trees.Auc.Mean, best.Auc - 0.03, best.Auc + 0.01);
    }

    [Fact]
    public void Trees_come_near_logistic_regression_on_its_own_ground()
    {
        var (table, labels) = Given.Linear(6000, 2, -1, 1, -1);
        var folds = Folds.Stratified(labels, 3, seed: 1);

        var trees = CrossValidation.Run(table, labels, folds, Trees(new BoostingSettings { Trees = 80, Leaves = 6 })).Value;
        var logistic = CrossValidation.Run(table, labels, folds, LogisticModel).Value;

        Assert.InRange(trees.Auc.Mean, logistic.Auc.Mean - 0.01, 1);
    }

    /// <summary>Oracle: one split of one column with one tree and full steps: −G/(H + λ) by hand, with p = ½ at the start.</summary>
    [Fact]
    public void A_leaf_takes_the_step_of_Newton()
    {
        var table = new FeatureTable([new NumberColumn("a", [.. Enumerable.Range(0, 100).Select(row => row < 50 ? 0.0 : 1)])]);
        bool[] labels = [.. Enumerable.Range(0, 100).Select(row => row < 50 ? row < 10 : row < 90)];

        var model = BoostedTrees.Fit(table, labels, new BoostingSettings { Trees = 1, LearningRate = 1, Regularisation = 2 }).Value;

        // On the left p − y sums to 25 − 10, on the right to 25 − 40; p(1 − p) to 12.5 in both.
        Assert.Equal(-15 / 14.5, model.Margins(table)[0], 1e-12);
        Assert.Equal(15 / 14.5, model.Margins(table)[99], 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_one_split_what_is_missing_goes_with_the_values_it_is_like(int alike)
    {
        var table = new FeatureTable([new NumberColumn("a", [.. Enumerable.Range(0, 300).Select(row => row % 3 == 0 ? double.NaN : row % 3)])]);
        bool[] labels = [.. Enumerable.Range(0, 300).Select(row => row % 3 == 0 || row % 3 == alike)];

        var margins = BoostedTrees.Fit(table, labels, new BoostingSettings { Trees = 1, Leaves = 2 }).Value.Margins(table);

        Assert.Equal(margins[alike], margins[0]);
        Assert.NotEqual(margins[3 - alike], margins[0]);
    }

    [Fact]
    public void Kinds_without_order_are_divided_as_the_outcome_has_it()
    {
        string?[] kinds = [.. Enumerable.Range(0, 1000).Select(row => row % 10 == 9 ? null : "k" + (row % 10))];
        bool[] labels = [.. Enumerable.Range(0, 1000).Select(row => row % 10 is 1 or 4 or 9)];
        var table = new FeatureTable([new CategoryColumn("kind", kinds)]);

        var model = BoostedTrees.Fit(table, labels, new BoostingSettings { Trees = 30, Leaves = 2 }).Value;

        Assert.All(model.Margins(table).Zip(labels), pair => Assert.Equal(pair.Second, pair.First > 0));
        Assert.True(double.IsFinite(model.Margins(new FeatureTable([new CategoryColumn("kind", ["never seen"])]))[0]));
    }

    [Fact]
    public void A_thousand_kinds_still_fit_into_the_bins()
    {
        var random = new Random(3);
        var table = new FeatureTable([new CategoryColumn("kind", [.. Enumerable.Range(0, 3000).Select(_ => "k" + random.Next(1000))])]);

        Assert.All(BoostedTrees.Fit(table, [.. Enumerable.Range(0, 3000).Select(row => row % 2 == 0)]).Value.Margins(table), margin => Assert.True(double.IsFinite(margin)));
    }

    [Fact]
    public void Validation_rows_say_when_to_stop()
    {
        var random = new Random(4);
        var table = new FeatureTable([new NumberColumn("noise", [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())])]);
        bool[] labels = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(2) == 0)];

        var model = BoostedTrees.Fit(table, labels, new BoostingSettings { ValidationShare = 0.25, Trees = 500, Patience = 10 }).Value;

        Assert.True(model.IsStoppedEarly);
        Assert.InRange(model.TreeCount, 1, 100);
    }

    [Fact]
    public void Validation_rows_teach_nothing()
    {
        var (table, labels, _) = Given.Interacting(1000, 6);
        bool[] turned = [.. labels.Select((label, row) => row < 750 ? label : !label)];
        var settings = new BoostingSettings { ValidationShare = 0.25, Trees = 5, Patience = 5 };

        var (one, other) = (BoostedTrees.Fit(table, labels, settings).Value, BoostedTrees.Fit(table, turned, settings).Value);

        Assert.Equal(one.Trees[0].Nodes.ToArray(), other.Trees[0].Nodes.ToArray());
    }

    [Fact]
    public void Neither_threads_nor_repetition_change_a_bit()
    {
        var (table, labels, _) = Given.Interacting(3000, 7);
        var settings = new BoostingSettings { Trees = 20, RowShare = 0.7, ColumnShare = 0.6, Seed = 5 };
        double[] With(int threads) => BoostedTrees.Fit(table, labels, settings with { Threads = threads }).Value.Margins(table);

        Assert.Equal(With(1), With(3));
        Assert.Equal(With(1), With(1));
        Assert.NotEqual(With(1), BoostedTrees.Fit(table, labels, settings with { Seed = 6 }).Value.Margins(table));
    }

    [Fact]
    public void Settings_and_labels_out_of_range_are_refused()
    {
        var (table, labels, _) = Given.Interacting(100, 8);

        Assert.Equal("propensity.one_class", BoostedTrees.Fit(table, new bool[100]).Refusal!.Code);
        Assert.Throws<ArgumentException>(() => BoostedTrees.Fit(table, labels[..50]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BoostedTrees.Fit(table, labels, new BoostingSettings { LearningRate = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => BoostedTrees.Fit(table, labels, new BoostingSettings { Leaves = 1 }));
        Assert.Throws<ArgumentException>(() => BoostedTrees.Fit(table, labels).Value.Margins(new FeatureTable([new NumberColumn("first", [1])])));
    }

    private static Func<FeatureTable, IReadOnlyList<bool>, Outcome<BoostedTrees>> Trees(BoostingSettings? settings = null) => (table, labels) => BoostedTrees.Fit(table, labels, settings);

    private static Outcome<LogisticRegression> LogisticModel(FeatureTable table, IReadOnlyList<bool> labels) => LogisticRegression.Fit(table, labels);
}
