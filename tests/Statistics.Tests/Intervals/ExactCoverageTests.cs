using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Tests.Intervals;

/// <summary>Coverage of closed-form intervals, exact: the probabilities of all outcomes whose interval holds the truth, added up.
/// No interval of whole counts can cover 95 % at every truth; theory promises about 95 % on average, and says how low it may dip.</summary>
public sealed class ExactCoverageTests
{
    [Theory]
    [InlineData(20, .83)]
    [InlineData(50, .83)]
    [InlineData(200, .83)]
    public void Wilsons_interval_covers_about_95_percent_on_average(int trials, double least)
    {
        // Agresti and Coull (1998), figure 2: the mean is near .95, and dips to about .83 occur only beside 0 and 1.
        var intervals = Enumerable.Range(0, trials + 1).Select(successes => Proportions.Wilson(successes, trials).Value).ToList();
        var coverage = Enumerable.Range(1, 499).Select(thousandth => Coverage(thousandth / 500.0)).ToList();
        Assert.InRange(coverage.Average(), .945, .96);
        Assert.True(coverage.Min() > least, $"{coverage.Min()}");
        Assert.True(Enumerable.Range(50, 401).Min(thousandth => Coverage(thousandth / 500.0)) > .92);

        double Coverage(double share) => Enumerable.Range(0, trials + 1).Where(successes => intervals[successes].Contains(share)).Sum(successes => Binomial(successes, trials, share));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(20, 30)]
    public void Newcombes_interval_covers_about_95_percent_on_average(int first, int second)
    {
        // Newcombe (1998): method 10 covers .9602 on average, and .8673 at the worst of his 9,200 points.
        var coverage = new List<double>();
        for (var i = 1; i < 20; i++)
        {
            for (var j = 1; j < 20; j++)
            {
                var (p, q, sum) = (i / 20.0, j / 20.0, 0.0);
                for (var a = 0; a <= first; a++)
                {
                    for (var b = 0; b <= second; b++)
                    {
                        sum += Proportions.Newcombe(a, first, b, second).Value.Contains(p - q) ? Binomial(a, first, p) * Binomial(b, second, q) : 0;
                    }
                }

                coverage.Add(sum);
            }
        }

        Assert.InRange(coverage.Average(), .95, .97);
        Assert.True(coverage.Min() > .8673, $"{coverage.Min()}");
    }

    [Theory]
    [InlineData(2.0, 3.0)]
    [InlineData(6.0, 4.0)]
    [InlineData(15.0, 30.0)]
    [InlineData(40.0, 10.0)]
    public void The_interval_of_a_difference_of_rates_covers_about_95_percent(double first, double second)
    {
        // Expected counts over exposures of 10 and 20: all outcomes within twelve standard deviations.
        var (covered, truth) = (0.0, (first / 10) - (second / 20));
        var (most, mostOther) = ((int)(first + 12 + (12 * Math.Sqrt(first))), (int)(second + 12 + (12 * Math.Sqrt(second))));
        for (var a = 0; a <= most; a++)
        {
            for (var b = 0; b <= mostOther; b++)
            {
                covered += Rates.Difference(a, 10, b, 20).Value.Contains(truth) ? Poisson(a, first) * Poisson(b, second) : 0;
            }
        }

        Assert.InRange(covered, .935, .985);

        static double Poisson(int count, double mean) => Math.Exp((count * Math.Log(mean)) - mean - Enumerable.Range(1, count).Sum(each => Math.Log(each)));
    }

    [Fact]
    public void The_score_interval_of_a_rate_is_the_one_of_its_formula()
    {
        // x = 10, z = 1.959964: 11.920729 ± 1.959964 √10.960365, over 39.
        var interval = Rates.Score(10, 39).Value;

        Assert.Equal(.139279, interval.Low, 5);
        Assert.Equal(.472041, interval.High, 5);
        Assert.Equal(0, Rates.Score(0, 5).Value.Low);
        Assert.Equal("interval.no_exposure", Rates.Score(1, 0).Refusal!.Code);
        Assert.Equal("interval.no_exposure", Rates.Difference(1, 5, 1, 0).Refusal!.Code);
    }

    [Theory]
    [InlineData(.5, .2, 30)]
    [InlineData(.2, .2, 60)]
    [InlineData(.7, .1, 40)]
    [InlineData(.05, .05, 60)]
    public void The_interval_of_a_net_promoter_score_covers_about_95_percent(double promoters, double detractors, int answers)
    {
        // Rocks (2016): the adjusted Wald interval stays near or above its level from small samples on.
        var coverage = 0.0;
        for (var p = 0; p <= answers; p++)
        {
            for (var d = 0; d <= answers - p; d++)
            {
                var chance = Math.Exp(Gamma.Log(answers + 1.0) - Gamma.Log(p + 1.0) - Gamma.Log(d + 1.0) - Gamma.Log(answers - p - d + 1.0)
                    + (p * Math.Log(promoters)) + (d * Math.Log(detractors)) + ((answers - p - d) * Math.Log(1 - promoters - detractors)));
                coverage += NetPromoterScore.Of(p, answers - p - d, d).Value.Interval.Contains(100 * (promoters - detractors)) ? chance : 0;
            }
        }

        Assert.InRange(coverage, .935, .99);
    }

    private static double Binomial(int successes, int trials, double share) => Math.Exp(
        Gamma.Log(trials + 1.0) - Gamma.Log(successes + 1.0) - Gamma.Log(trials - successes + 1.0) + (successes * Math.Log(share)) + ((trials - successes) * Math.Log(1 - share)));
}
