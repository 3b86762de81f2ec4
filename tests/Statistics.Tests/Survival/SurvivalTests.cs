using Regulars.Statistics.Survival;

namespace Regulars.Statistics.Tests.Survival;

/// <summary>Oracle: the remission times of Freireich et al. (1963), as worked in Kalbfleisch and Prentice, and Klein and Moeschberger:
/// the 6-MP arm's curve, and the log-rank statistic 16.79.</summary>
public sealed class SurvivalTests
{
    private static readonly Duration[] Treated =
    [
        .. new[] { 6, 6, 6, 7, 10, 13, 16, 22, 23 }.Select(time => new Duration(time, true)),
        .. new[] { 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35 }.Select(time => new Duration(time, false)),
    ];

    private static readonly Duration[] Placebo =
        [.. new[] { 1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23 }.Select(time => new Duration(time, true))];

    [Fact]
    public void The_curve_of_the_treated_is_the_published_one()
    {
        var curve = KaplanMeier.Of(Treated).Value;
        Assert.Equal([6, 7, 10, 13, 16, 22, 23], curve.Steps.Select(step => step.Time));
        Assert.Equal([21, 17, 15, 12, 11, 7, 6], curve.Steps.Select(step => step.AtRisk));
        Assert.Equal([.857, .807, .753, .690, .627, .538, .448], curve.Steps.Select(step => Math.Round(step.Survival, 3)));
        Assert.Equal([.0764, .0869, .0963, .1068, .1141, .1282, .1346], curve.Steps.Select(step => Math.Round(step.StandardError, 4)));
        Assert.Equal(23, curve.Median);
        Assert.Equal(8, KaplanMeier.Of(Placebo).Value.Median);

        // survfit(conf.type = "log-log") of R's survival at the first step: 0.620 to 0.952.
        Assert.Equal(.620, curve.Steps[0].Band.Low, 3);
        Assert.Equal(.952, curve.Steps[0].Band.High, 3);
    }

    [Fact]
    public void The_log_rank_statistic_is_the_published_one()
    {
        var test = LogRank.Test([Treated, Placebo]).Value;
        Assert.Equal(16.79, test.Statistic, 2);
        Assert.Equal(1, test.Degrees);
        Assert.Equal(10.75, test.Expected[1], 2);
        Assert.Equal(4.17e-5, test.Probability, 6);
    }

    [Fact]
    public void Splitting_a_group_in_halves_adds_a_degree_of_freedom_and_keeps_the_sums()
    {
        var test = LogRank.Test([[.. Treated.Where((_, i) => i % 2 == 0)], [.. Treated.Where((_, i) => i % 2 == 1)], Placebo]).Value;
        Assert.Equal(2, test.Degrees);
        Assert.Equal(test.Observed.Sum(), test.Expected.Sum(), 9);
        Assert.True(test.Statistic >= 16.79);
    }

    [Fact]
    public void Without_censoring_the_curve_is_the_share_still_there()
    {
        var curve = KaplanMeier.Of(Placebo).Value;
        Assert.All(curve.Steps, step => Assert.Equal(Placebo.Count(one => one.Time > step.Time) / 21.0, step.Survival, 12));
        Assert.Equal(1, curve.SurvivalAt(.5));
        Assert.Equal(0, curve.SurvivalAt(100));
    }

    [Fact]
    public void The_hazard_by_tenure_gives_the_curve_of_whole_periods()
    {
        var table = TenureHazard.Of([.. Treated.Select(one => new Tenure((int)one.Time, one.HasEnded))]).Value;
        var curve = KaplanMeier.Of(Treated).Value;
        Assert.Equal(35, table.Periods.Count);
        Assert.All(table.Periods, period => Assert.Equal(curve.SurvivalAt(period.Period), period.Retention, 12));
        Assert.Equal(3.0 / 21, table.Periods[5].Hazard, 12);
        Assert.All(table.Periods, period => Assert.True(period.RetentionBand.Low <= period.Retention && period.Retention <= period.RetentionBand.High));
    }

    [Fact]
    public void Nobody_to_watch_is_refused()
    {
        Assert.Equal("survival.nobody", KaplanMeier.Of([]).Refusal?.Code);
        Assert.Equal("survival.nobody", TenureHazard.Of([new Tenure(0, false)]).Refusal?.Code);
        Assert.Equal("survival.nothing_to_compare", LogRank.Test([Treated, []]).Refusal?.Code);
        Assert.Null(KaplanMeier.Of([new Duration(3, false)]).Value.Median);
        Assert.Throws<ArgumentException>(() => KaplanMeier.Of([new Duration(double.NaN, true)]));
    }
}
