using Regulars.Statistics.Watching;

namespace Regulars.Statistics.Tests.Watching;

public class SeasonalBandTests
{
    private static readonly double[] Week = [0, 3, 5, 2, 9, -4, -7];

    /// <summary>Oracle: simulation of independent normal values about a trend and a week.</summary>
    [Theory]
    [InlineData(35, 7, 0.05)]
    [InlineData(91, 7, 0.05)]
    [InlineData(56, 7, 0.01)]
    [InlineData(30, 1, 0.05)]
    public void False_alarms_come_at_the_rate_asked(int length, int season, double rate) => Rate(length, season, rate, 3000, 0.25);

    [Theory]
    [InlineData(35, 7, 0.05)]
    [InlineData(60, 12, 0.05)]
    [InlineData(91, 7, 0.01)]
    [InlineData(182, 7, 0.01)]
    [InlineData(365, 7, 0.01)]
    [Trait("Category", "Statistics")]
    public void False_alarms_come_at_the_rate_asked_in_twenty_thousand_runs(int length, int season, double rate) => Rate(length, season, rate, 20_000, 0.2);

    [Fact]
    public void A_value_far_from_its_day_of_the_week_alarms()
    {
        var band = SeasonalBand.Next(Series(84, new Random(1)), 7, 0.01)!;

        Assert.False(band.IsAlarm(100 + 42 + Week[0]));
        Assert.True(band.IsAlarm(100 + 42 + Week[4]));
        Assert.Equal(0.5, band.TrendPerStep, 0.02);
        Assert.Equal(1, band.Spread, 0.4);
    }

    [Fact]
    public void A_tenth_of_wild_values_hardly_moves_the_band()
    {
        var plain = Series(140, new Random(2));
        var wild = plain.Select((value, at) => at % 10 == 3 ? value + 1000 : value).ToArray();

        var (one, other) = (SeasonalBand.Next(plain, 7)!, SeasonalBand.Next(wild, 7)!);

        Assert.Equal(one.Expected, other.Expected, 1.0);
        Assert.InRange(other.Spread / one.Spread, 0.8, 1.6);
    }

    [Fact]
    public void Missing_values_are_left_out()
    {
        var gaps = Series(84, new Random(3));
        gaps[5] = gaps[40] = double.NaN;

        Assert.Equal(SeasonalBand.Next(Series(84, new Random(3)), 7)!.Expected, SeasonalBand.Next(gaps, 7)!.Expected, 0.5);
    }

    [Fact]
    public void Scale_changes_nothing_but_the_unit()
    {
        var series = Series(84, new Random(4));
        var (one, thousand) = (SeasonalBand.Next(series, 7)!, SeasonalBand.Next([.. series.Select(value => value * 1000)], 7)!);

        Assert.Equal(one.Low * 1000, thousand.Low, 1e-6);
        Assert.Equal(one.High * 1000, thousand.High, 1e-6);
    }

    [Fact]
    public void A_short_history_has_no_band_and_a_constant_one_has_no_width()
    {
        Assert.Null(SeasonalBand.Next(Series(34, new Random(5)), 7));
        Assert.Null(SeasonalBand.Next([], 7));
        var band = SeasonalBand.Next([.. Enumerable.Repeat(5.0, 70)], 7)!;
        Assert.Equal((5.0, 5.0, 5.0), (band.Low, band.Expected, band.High));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeasonalBand.Next([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeasonalBand.Next([], 7, 0));
    }

    private static void Rate(int length, int season, double rate, int runs, double tolerance)
    {
        var (alarms, random) = (0, new Random(length));
        for (var run = 0; run < runs; run++)
        {
            var series = Series(length + 1, random, season);
            alarms += SeasonalBand.Next(series[..^1], season, rate)!.IsAlarm(series[^1]) ? 1 : 0;
        }

        var chance = 3 * Math.Sqrt(rate / runs);
        Assert.InRange((double)alarms / runs, (rate * (1 - tolerance)) - chance, (rate * (1 + tolerance)) + chance);
    }

    private static double[] Series(int length, Random random, int season = 7) =>
        [.. Enumerable.Range(0, length).Select(at => 100 + (at * 0.5) + Week[at % season % 7] + Noise.Normal(random))];
}
