using Regulars.Statistics.Watching;

namespace Regulars.Statistics.Tests.Watching;

public class ChangePointsTests
{
    /// <summary>Oracle: simulation of independent normal values without change.</summary>
    [Theory]
    [InlineData(30, 0.05, 1500)]
    [InlineData(100, 0.05, 1000)]
    public void A_series_without_change_shows_one_at_the_rate_asked(int length, double rate, int runs) => Rate(length, rate, runs);

    [Theory]
    [InlineData(60, 0.05, 10_000)]
    [InlineData(120, 0.01, 10_000)]
    [InlineData(365, 0.05, 5_000)]
    [Trait("Category", "Statistics")]
    public void A_series_without_change_shows_one_at_the_rate_asked_in_thousands_of_runs(int length, double rate, int runs) => Rate(length, rate, runs);

    [Fact]
    public void Changes_are_found_where_they_are()
    {
        var random = new Random(2);
        double[] series = [.. Enumerable.Range(0, 200).Select(at => (at < 60 ? 10 : at < 90 ? 14 : 8) + Noise.Normal(random))];

        var changes = ChangePoints.Find(series, random);

        Assert.Equal(2, changes.Count);
        Assert.InRange(changes[0].At, 58, 62);
        Assert.InRange(changes[1].At, 88, 92);
        Assert.Equal(10, changes[0].Before, 0.5);
        Assert.Equal(14, changes[0].After, 0.8);
        Assert.Equal(changes[0].After, changes[1].Before);
        Assert.Equal(8, changes[1].After, 0.5);
    }

    [Fact]
    public void Level_and_unit_of_the_series_do_not_matter()
    {
        var random = new Random(3);
        double[] series = [.. Enumerable.Range(0, 80).Select(at => (at < 40 ? 0 : 3) + Noise.Normal(random))];

        var plain = ChangePoints.Find(series, 4.3);
        var other = ChangePoints.Find([.. series.Select(value => (value * 1e6) - 1e9)], 4.3);

        Assert.Equal(plain.Select(change => change.At), other.Select(change => change.At));
        Assert.NotEmpty(plain);
    }

    [Fact]
    public void A_step_without_noise_is_found_and_a_constant_has_none()
    {
        Assert.Equal(20, Assert.Single(ChangePoints.Find([.. Enumerable.Range(0, 40).Select(at => at < 20 ? 1.0 : 2)], new Random(1))).At);
        Assert.Empty(ChangePoints.Find([.. Enumerable.Repeat(3.0, 40)], new Random(1)));
        Assert.Empty(ChangePoints.Find([1, 9, 1], new Random(1)));
        Assert.Throws<ArgumentException>(() => ChangePoints.Find([.. Enumerable.Repeat(double.NaN, 40)], new Random(1)));
    }

    private static void Rate(int length, double rate, int runs)
    {
        var random = new Random(length);
        var threshold = ChangePoints.Threshold(length, random, rate);
        var shown = Enumerable.Range(0, runs).Count(_ => ChangePoints.Find([.. Enumerable.Range(0, length).Select(_ => Noise.Normal(random))], threshold).Count > 0);

        // The threshold comes from 2,000 series itself, and so does most of the tolerance.
        Assert.InRange((double)shown / runs, rate - (3 * Math.Sqrt(rate * ((1.0 / runs) + (1.0 / 2000)))), rate + (3 * Math.Sqrt(rate * ((1.0 / runs) + (1.0 / 2000)))));
    }
}
