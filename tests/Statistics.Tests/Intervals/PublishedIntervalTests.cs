using Regulars.Statistics.Intervals;

namespace Regulars.Statistics.Tests.Intervals;

public sealed class PublishedIntervalTests
{
    // Oracle: shared/metrics.md, section Attitude.
    [Theory]
    [InlineData(162, 108, 54, 33.333, 24.945, 41.110, 3)]
    [InlineData(50, 30, 20, 30, 14.051, 44.201, 3)]
    [InlineData(19, 12, 5, 38.889, 13.158, 58.637, 3)]
    [InlineData(5, 0, 0, 100, 17.49, 100, 2)]
    public void A_net_promoter_score_has_the_published_interval(int promoters, int passives, int detractors, double score, double low, double high, int digits)
    {
        var told = NetPromoterScore.Of(promoters, passives, detractors).Value;
        Assert.Equal(score, told.Score, 3);
        Assert.Equal(low, told.Interval.Low, digits);
        Assert.Equal(high, told.Interval.High, digits);
    }

    // Oracle: Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3.
    [Theory]
    [InlineData(81, 263, .2553, .3662)]
    [InlineData(15, 148, .0624, .1605)]
    [InlineData(0, 20, 0, .1611)]
    [InlineData(1, 29, .0061, .1718)]
    public void A_share_has_the_published_score_interval(int successes, int trials, double low, double high)
    {
        var interval = Proportions.Wilson(successes, trials).Value;
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    // Oracle: Newcombe (1998), Interval estimation for the difference between independent proportions, table II, method 10.
    [Theory]
    [InlineData(56, 70, 48, 80, .0524, .3339)]
    [InlineData(9, 10, 3, 10, .1705, .8090)]
    [InlineData(6, 7, 2, 7, .0582, .8062)]
    [InlineData(5, 56, 0, 29, -.0381, .1926)]
    [InlineData(0, 10, 0, 20, -.1611, .2775)]
    [InlineData(0, 10, 0, 10, -.2775, .2775)]
    [InlineData(10, 10, 0, 20, .6791, 1)]
    [InlineData(10, 10, 0, 10, .6075, 1)]
    public void A_difference_of_shares_has_the_published_interval(int successes, int trials, int otherSuccesses, int otherTrials, double low, double high)
    {
        var interval = Proportions.Newcombe(successes, trials, otherSuccesses, otherTrials).Value;
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    // Oracle: R's t.test(extra ~ group, data = sleep), as printed in its documentation: t = -1.8608, df = 17.776, p = 0.07939,
    // interval -3.3654832 to 0.2054832.
    [Fact]
    public void The_difference_of_two_means_has_Welchs_interval()
    {
        var first = SampleMoments.Of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        var second = SampleMoments.Of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        var interval = Means.Welch(first, second).Value;
        Assert.Equal(-3.3654832, interval.Low, 7);
        Assert.Equal(0.2054832, interval.High, 7);
        var effect = Statistics.Experiments.Effect.OfMeans(first, second).Value;
        Assert.Equal(-1.8608, effect.Statistic, 4);
        Assert.Equal(0.07939, effect.Probability, 5);
    }

    // Oracle: tables of Student's distribution.
    [Theory]
    [InlineData(1, .95, 12.7062047)]
    [InlineData(5, .95, 2.5705818)]
    [InlineData(30, .99, 2.7499957)]
    [InlineData(1e9, .95, 1.9599640)]
    public void Quantiles_of_Student_are_those_of_the_tables(double degrees, double level, double quantile) =>
        Assert.Equal(quantile, Statistics.Numerics.StudentT.TwoSided(level, degrees), 6);

    [Fact]
    public void Without_data_there_is_a_refusal_and_no_number()
    {
        Assert.Equal("interval.no_trials", Proportions.Wilson(0, 0).Refusal?.Code);
        Assert.Equal("interval.no_trials", Proportions.Newcombe(1, 1, 0, 0).Refusal?.Code);
        Assert.Equal("interval.too_few_values", Means.Student(SampleMoments.Of([1.0])).Refusal?.Code);
        Assert.Equal("interval.too_few_values", Means.Welch(SampleMoments.Of([1.0]), SampleMoments.Of([1.0, 2])).Refusal?.Code);
        Assert.Equal("nps.no_answers", NetPromoterScore.Of(0, 0, 0).Refusal?.Code);
        Assert.Equal("interval.no_denominator", Means.Ratio([1, 2], [0, 0]).Refusal?.Code);
    }
}
