using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Tests.Propensity;

public class CalibrationTests
{
    /// <summary>Oracle: by hand; 1, 0 violates and is pooled to a half.</summary>
    [Fact]
    public void Violators_are_pooled()
    {
        var calibration = IsotonicCalibration.Fit([1, 2, 3, 4], [false, true, false, true]);

        Assert.Equal([0, 0.5, 1], calibration.Levels);
        Assert.Equal(0, calibration.Probability(-9));
        Assert.Equal(0.5, calibration.Probability(2.5));
        Assert.Equal(0.25, calibration.Probability(1.5));
        Assert.Equal(1, calibration.Probability(9));
    }

    /// <summary>Oracle: the max-min formula of isotonic regression (Robertson, Wright and Dykstra 1988, theorem 1.4.4).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_steps_are_those_of_the_max_min_formula(int seed)
    {
        var random = new Random(seed);
        double[] scores = [.. Enumerable.Range(0, 60).Select(row => (double)row)];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < score / 60)];

        var calibration = IsotonicCalibration.Fit(scores, labels);

        double Mean(int begin, int end) => Enumerable.Range(begin, end - begin + 1).Average(row => labels[row] ? 1.0 : 0);
        for (var at = 0; at < 60; at++)
        {
            var expected = Enumerable.Range(0, at + 1).Max(begin => Enumerable.Range(at, 60 - at).Min(end => Mean(begin, end)));
            Assert.Equal(expected, calibration.Probability(at), 1e-12);
        }
    }

    [Fact]
    public void Equal_scores_get_one_probability() =>
        Assert.Equal(0.25, IsotonicCalibration.Fit([5, 5, 5, 5], [true, false, false, false]).Probability(5));

    /// <summary>Oracle: a simulation with a known curve.</summary>
    [Fact]
    public void Platt_finds_the_curve_again()
    {
        var random = new Random(3);
        double[] margins = [.. Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() * 6) - 3)];
        bool[] labels = [.. margins.Select(margin => random.NextDouble() < Logistic.Probability((0.5 * margin) - 1))];

        var calibration = PlattCalibration.Fit(margins, labels);

        Assert.True(calibration.HasConverged);
        Assert.Equal(0.5, calibration.Slope, 0.05);
        Assert.Equal(-1, calibration.Intercept, 0.05);
    }

    [Fact]
    public void Few_separated_or_equal_margins_give_a_finite_curve()
    {
        foreach (var (margins, labels) in new (double[], bool[])[] { ([0, 0, 0], [true, false, true]), ([-1, 1], [false, true]), ([3], [true]), ([-5, -5, 5, 5], [false, false, true, true]), ([], []) })
        {
            Assert.InRange(PlattCalibration.Fit(margins, labels).Probability(1), 0, 1);
        }
    }

    [Fact]
    public void Calibration_on_other_rows_mends_what_boosting_overstated()
    {
        var (table, labels, _) = Given.Interacting(6000, 4);
        int[] first = [.. Enumerable.Range(0, 2000)], second = [.. Enumerable.Range(2000, 2000)], third = [.. Enumerable.Range(4000, 2000)];
        bool[] Of(int[] rows) => [.. rows.Select(row => labels[row])];
        var model = BoostedTrees.Fit(table.Rows(first), Of(first), new BoostingSettings { LearningRate = 0.5, LeastLeafWeight = 0.1 }).Value;
        var raw = PropensityQuality.Measure(Logistic.Probabilities(model.Margins(table.Rows(third))), Of(third))!;

        var calibration = PlattCalibration.Fit(model.Margins(table.Rows(second)), Of(second));
        var mended = PropensityQuality.Measure([.. model.Margins(table.Rows(third)).Select(calibration.Probability)], Of(third))!;

        Assert.True(mended.LogLoss < raw.LogLoss);
        Assert.True(mended.CalibrationError < raw.CalibrationError / 2);
    }
}
