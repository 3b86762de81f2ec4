using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Tests.Intervals;

public sealed class BootstrapTests
{
    [Fact]
    public void The_bootstrap_of_a_mean_agrees_with_Students_interval()
    {
        var random = new Random(11);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => Draw.Normal(random))];
        var student = Means.Student(SampleMoments.Of(values)).Value;
        foreach (var interval in new[] { Bootstrap.Percentile(values, Enumerable.Average, random).Value, Bootstrap.BiasCorrected(values, Enumerable.Average, random).Value })
        {
            Assert.Equal(student.Low, interval.Low, .015);
            Assert.Equal(student.High, interval.High, .015);
        }
    }

    [Fact]
    public void Bias_correction_covers_the_skewed_better_than_plain_percentiles()
    {
        // Theory: the mean of skewed values is covered less than 95 % in small samples, and BCa errs less than percentiles.
        var random = new Random(12);
        var (percentile, corrected) = (0, 0);
        for (var run = 0; run < 300; run++)
        {
            double[] values = [.. Enumerable.Range(0, 25).Select(_ => Draw.Exponential(random))];
            percentile += Bootstrap.Percentile(values, Enumerable.Average, random, 400).Value.Contains(1) ? 1 : 0;
            corrected += Bootstrap.BiasCorrected(values, Enumerable.Average, random, 400).Value.Contains(1) ? 1 : 0;
        }

        Assert.True(corrected >= percentile);
        Assert.InRange(corrected / 300.0, .88, .99);
    }

    [Fact]
    public void The_delta_method_covers_a_ratio()
    {
        var random = new Random(13);
        var held = 0;
        for (var run = 0; run < 1000; run++)
        {
            double[] orders = [.. Enumerable.Range(0, 300).Select(_ => 1 + Math.Floor(Draw.Exponential(random)))];
            double[] revenue = [.. orders.Select(count => 20 * Draw.Gamma(random, 2 * count))];
            held += Means.Ratio(revenue, orders).Value.Interval.Contains(40) ? 1 : 0;
        }

        Assert.InRange(held, 930, 970);
    }
}
