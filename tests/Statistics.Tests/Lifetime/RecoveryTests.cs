using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Tests.Lifetime;

/// <summary>Parameters simulated and estimated again. The long form is run by <c>./test statistics</c>.</summary>
/// <remarks>Theory: intervals of maximum likelihood cover 95 % in large samples. Their distribution approaches its limit slowest for the
/// chance to leave, of which one customer shows little; so the intervals are taken over logarithms and the samples have 3,000 customers.</remarks>
public sealed class RecoveryTests
{
    private static readonly LifetimeModel[] Truths =
        [new BgNbd(.8, 6, 1.5, 3), new MbgNbd(.9, 6, 1.2, 3.5), new ParetoNbd(1.2, 8, 1.4, 30), new MbgCnbd(1, 5, 1.2, 3.5, 2)];

    public static TheoryData<string> Names => [.. Truths.Select(truth => truth.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Estimates_find_the_simulated_parameters(string name) => Recover(name, runs: 60, customers: 1_500, least: .88, most: 1);

    [Theory]
    [Trait("Category", "Statistics")]
    [MemberData(nameof(Names))]
    public void Intervals_hold_the_simulated_parameters_in_95_of_a_hundred_samples(string name) =>
        Recover(name, runs: 2_000, customers: 3_000, least: .94, most: .96);

    [Fact]
    public void Profile_and_bootstrap_intervals_lie_near_those_by_standard_errors()
    {
        var customers = Simulate(Truths[1], 3_000, new Random(5));
        var fit = MbgNbd.Fit(customers).Value;
        var bootstrap = fit.Bootstrap(customers, new Random(6), 60);
        Assert.Equal(60, bootstrap.Count);
        for (var parameter = 0; parameter < 4; parameter++)
        {
            var (wald, profile) = (fit.Interval(parameter)!.Value, fit.ProfileInterval(parameter)!.Value);
            Assert.Equal(Math.Log(wald.Low), Math.Log(profile.Low), .15);
            Assert.Equal(Math.Log(wald.High), Math.Log(profile.High), .15);
            var estimates = bootstrap.Select(one => one[parameter]).ToList();
            var deviation = Math.Sqrt(estimates.Average(one => one * one) - Math.Pow(estimates.Average(), 2));
            Assert.InRange(deviation / fit.StandardErrors![parameter], .65, 1.5);
        }
    }

    [Fact]
    public void At_the_ends_of_a_profile_interval_the_likelihood_has_fallen_by_half_a_quantile()
    {
        var customers = Simulate(Truths[0], 2_000, new Random(8));
        var fit = BgNbd.Fit(customers).Value;
        var end = fit.ProfileInterval(0)!.Value.High;

        // Oracle: the likelihood maximised over the other three parameters by coordinate search, through the model's own formula.
        double[] at = [end, .. fit.Model.Parameters.Skip(1)];
        var best = customers.Sum(new BgNbd(at[0], at[1], at[2], at[3]).LogLikelihood);
        for (var (step, round) = (.2, 0); step > 1e-4 && round < 400; round++)
        {
            var before = best;
            for (var i = 1; i < 4; i++)
            {
                foreach (var factor in new[] { Math.Exp(step), Math.Exp(-step) })
                {
                    double[] trial = [.. at];
                    trial[i] *= factor;
                    var value = customers.Sum(new BgNbd(trial[0], trial[1], trial[2], trial[3]).LogLikelihood);
                    (at, best) = value > best ? (trial, value) : (at, best);
                }
            }

            step = best > before ? step : step / 2;
        }

        Assert.Equal(1.9207, fit.LogLikelihood - best, .01);
    }

    private static void Recover(string name, int runs, int customers, double least, double most)
    {
        var truth = Truths.Single(one => one.Name == name);
        var held = new int[runs, 4];
        var (converged, regular) = (new bool[runs], new bool[runs]);
        Parallel.For(0, runs, run =>
        {
            var summaries = Simulate(truth, customers, new Random(100 + run));
            var fit = ModelChoice.Fit(name, summaries).Value;
            regular[run] = fit.Model is not BetaDropoutModel family || family.Regularity == (truth as BetaDropoutModel)!.Regularity;
            converged[run] = fit.Converged && fit.StandardErrors is not null;
            for (var parameter = 0; parameter < 4 && converged[run]; parameter++)
            {
                held[run, parameter] = fit.Interval(parameter)!.Value.Contains(truth.Parameters[parameter]) ? 1 : 0;
            }
        });
        var counted = converged.Count(one => one);
        var coverage = Enumerable.Range(0, 4).Select(parameter => Enumerable.Range(0, runs).Sum(run => held[run, parameter]) / (double)counted).ToList();
        TestContext.Current.SendDiagnosticMessage($"{name}: converged {counted} of {runs}, coverage {string.Join(' ', coverage.Select(one => one.ToString("0.0000")))}");
        Assert.True(regular.Count(one => one) >= .99 * runs);
        Assert.True(counted >= .99 * runs, $"{counted} of {runs} converged");
        Assert.All(coverage, share => Assert.InRange(share, least, most));
    }

    /// <summary>Customers of a model, first seen at any time of a year and watched to the end of two.</summary>
    internal static PurchaseSummary[] Simulate(LifetimeModel truth, int customers, Random random)
    {
        var times = new List<double>();
        var summaries = new PurchaseSummary[customers];
        for (var customer = 0; customer < customers; customer++)
        {
            var age = 104 - (52 * random.NextDouble());
            times.Clear();
            truth.Simulate(new PurchaseSummary(0, 0, 0), age, random, 100_000, times);
            var gaps = times.Count == 0 ? 0 : Math.Log(times[0]) + times.Zip(times.Skip(1), (one, next) => Math.Log(next - one)).Sum();
            summaries[customer] = new PurchaseSummary(times.Count, times.Count == 0 ? 0 : times[^1], age) { SumOfLogGaps = gaps };
        }

        return summaries;
    }
}
