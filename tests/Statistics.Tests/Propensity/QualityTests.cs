using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

public class QualityTests
{
    /// <summary>Oracle: all pairs, a tie counting half.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Auc_is_the_share_of_pairs_in_the_right_order(int seed)
    {
        var random = new Random(seed);
        double[] probabilities = [.. Enumerable.Range(0, 80).Select(_ => random.Next(8) / 8.0)];
        bool[] labels = [.. probabilities.Select(_ => random.Next(3) == 0)];
        var pairs = from high in Enumerable.Range(0, 80)
                    from low in Enumerable.Range(0, 80)
                    where labels[high] && !labels[low]
                    select probabilities[high] > probabilities[low] ? 1 : probabilities[high] == probabilities[low] ? 0.5 : 0;

        Assert.Equal(pairs.Average(), PropensityQuality.Measure(probabilities, labels)!.Auc, 1e-12);
    }

    /// <summary>Oracle: by hand.</summary>
    [Fact]
    public void The_other_measures_are_those_of_their_definitions()
    {
        var quality = PropensityQuality.Measure([0.9, 0.2, 0.6, 0.4], [true, false, false, true])!;

        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.4)) / 4, quality.LogLoss, 1e-12);
        Assert.Equal((0.01 + 0.04 + 0.36 + 0.36) / 4, quality.Brier, 1e-12);
        Assert.Equal(2, quality.TopDecileLift, 1e-12);
        Assert.Equal((0.1 + 0.2 + 0.6 + 0.6) / 4, quality.CalibrationError, 1e-12);
    }

    [Fact]
    public void Equal_probabilities_lift_nothing() =>
        Assert.Equal(1, PropensityQuality.Measure([.. Enumerable.Repeat(0.3, 50)], [.. Enumerable.Range(0, 50).Select(row => row < 7)])!.TopDecileLift, 1e-12);

    [Fact]
    public void A_certain_error_costs_much_but_not_everything() =>
        Assert.InRange(PropensityQuality.Measure([0, 1], [true, false])!.LogLoss, 34, 35);

    [Fact]
    public void One_outcome_alone_cannot_be_ranked()
    {
        Assert.Null(PropensityQuality.Measure([0.5], [true]));
        Assert.Throws<ArgumentException>(() => PropensityQuality.Measure([double.NaN, 0.1], [true, false]));
    }

    [Fact]
    public void Each_row_is_tried_once_and_folds_have_equal_shares()
    {
        bool[] labels = [.. Enumerable.Range(0, 103).Select(row => row % 5 == 0)];

        var folds = Folds.Stratified(labels, 4, seed: 9);

        Assert.Equal(Enumerable.Range(0, 103), folds.SelectMany(fold => fold.Trial).Order());
        Assert.All(folds, fold => Assert.Empty(fold.Training.Intersect(fold.Trial)));
        Assert.All(folds, fold => Assert.InRange(fold.Trial.Count(row => labels[row]), 5, 6));
        Assert.Equal(folds.Select(fold => fold.Trial), Folds.Stratified(labels, 4, seed: 9).Select(fold => fold.Trial));
    }

    [Fact]
    public void An_outcome_that_was_not_yet_settled_does_not_leak()
    {
        DateOnly On(int day) => new(2026, 1, day);

        var fold = Folds.ByTime([On(1), On(5), On(10), On(12)], [On(4), On(11), On(15), On(20)], On(10));

        Assert.Equal([0], fold.Training);
        Assert.Equal([2, 3], fold.Trial);
        Assert.Throws<ArgumentException>(() => Folds.ByTime([On(2)], [On(1)], On(3)));
    }

    [Fact]
    public void Given_folds_are_in_the_order_of_their_numbers() =>
        Assert.Equal(["1", "2", "10"], Folds.Given(["10", "1", "2", "1"]).Select(fold => fold.Name));
}
