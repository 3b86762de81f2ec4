using System.Text;
using Regulars.Statistics.Experiments;
using Regulars.Statistics.Intervals;
using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Tests.Experiments;

public sealed class ExperimentTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("0123456789abcdef");

    [Fact]
    public void Of_ten_thousand_experiments_without_effect_five_in_a_hundred_find_one()
    {
        var random = new Random(1);
        var found = 0;
        for (var run = 0; run < 10_000; run++)
        {
            var treated = SampleMoments.Of([.. Enumerable.Range(0, 60).Select(_ => Draw.Gamma(random, 2))]);
            var heldOut = SampleMoments.Of([.. Enumerable.Range(0, 60).Select(_ => Draw.Gamma(random, 2))]);
            found += Effect.OfMeans(treated, heldOut).Value.Probability < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / 10_000.0, .044, .056);
    }

    [Fact]
    public void Of_ten_thousand_experiments_on_shares_without_effect_five_in_a_hundred_find_one()
    {
        var random = new Random(2);
        var found = 0;
        for (var run = 0; run < 10_000; run++)
        {
            var treated = Enumerable.Range(0, 400).Count(_ => random.NextDouble() < .3);
            var heldOut = Enumerable.Range(0, 400).Count(_ => random.NextDouble() < .3);
            found += Effect.OfShares(treated, 400, heldOut, 400).Value.Probability < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / 10_000.0, .044, .056);
    }

    [Fact]
    public void CUPED_leaves_one_less_rho_squared_of_the_variance_and_five_in_a_hundred_false_findings()
    {
        var random = new Random(3);
        var found = 0;
        for (var run = 0; run < 1_000; run++)
        {
            double[] before = [.. Enumerable.Range(0, 200).Select(_ => Draw.Gamma(random, 3))];
            double[] after = [.. before.Select(x => (2 * x) + Draw.Normal(random))];
            bool[] isTreated = [.. before.Select((_, i) => i % 2 == 0)];
            var cuped = Cuped.Of(after, before, isTreated).Value;
            Assert.Equal(1 - (cuped.Correlation * cuped.Correlation), cuped.VarianceRatio, 10);
            found += cuped.Effect.Probability < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / 1_000.0, .03, .07);
    }

    [Fact]
    public void CUPED_is_what_its_formulas_say()
    {
        // Oracle: worked by hand. cov = 10/3, var(X) = 5/3, so θ = 2; Y − θ (X − 2.5) = 4, 5, 4, 5 with X̄ = 2.5.
        var cuped = Cuped.Of([1, 4, 5, 8], [1, 2, 3, 4], [true, false, true, false]).Value;
        Assert.Equal(2.2, cuped.Theta, 12);
        Assert.Equal(Math.Sqrt(121.0 / 125), cuped.Correlation, 12);
    }

    [Theory]
    [InlineData("normal", 0.1)]
    [InlineData("skewed", 0.1)]
    [InlineData("conversions", 0.02)]
    public void Looking_after_every_outcome_finds_no_more_than_five_in_a_hundred(string outcomes, double spread) =>
        Peek(outcomes, spread, 1_000, 3_000);

    [Theory]
    [Trait("Category", "Statistics")]
    [InlineData("normal", 0.1)]
    [InlineData("skewed", 0.1)]
    [InlineData("skewed", 1)]
    [InlineData("conversions", 0.02)]
    [InlineData("conversions", 0.2)]
    public void Looking_after_every_one_of_very_many_outcomes_finds_no_more_than_five_in_a_hundred(string outcomes, double spread) =>
        Peek(outcomes, spread, 10_000, 20_000);

    [Fact]
    public void Always_valid_probability_and_interval_agree()
    {
        var (treated, heldOut) = (new SampleMoments(1000, 1.15, 1), new SampleMoments(1000, 1, 1));
        var probability = AlwaysValid.Probability(treated, heldOut, .1).Value;
        Assert.InRange(probability, .001, .5);
        var interval = AlwaysValid.Interval(treated, heldOut, .1, 1 - probability).Value;
        Assert.Equal(0, interval.Low, 9);
        Assert.True(AlwaysValid.Interval(treated, heldOut, .1).Value.Low < Means.Welch(treated, heldOut).Value.Low);
        Assert.Equal("experiment.too_early", AlwaysValid.Interval(treated with { Count = 99 }, heldOut, .1).Refusal?.Code);
    }

    [Fact]
    public void Strata_take_their_differences_out_of_the_variance()
    {
        var random = new Random(4);
        double[][] outcomes = [.. Enumerable.Range(0, 4).Select(cell => Enumerable.Range(0, 100).Select(_ => (cell / 2 * 10) + Draw.Normal(random)).ToArray())];
        var strata = Stratification.Effect([new Stratum(SampleMoments.Of(outcomes[0]), SampleMoments.Of(outcomes[1])), new Stratum(SampleMoments.Of(outcomes[2]), SampleMoments.Of(outcomes[3]))]).Value;
        var plain = Effect.OfMeans(SampleMoments.Of([.. outcomes[0], .. outcomes[2]]), SampleMoments.Of([.. outcomes[1], .. outcomes[3]])).Value;
        Assert.Equal(plain.Difference, strata.Difference, 9);
        Assert.InRange(strata.StandardError, .08, .12);
        Assert.True(plain.StandardError > 4 * strata.StandardError);
        Assert.Equal("experiment.stratum_too_small", Stratification.Effect([new Stratum(new SampleMoments(1, 1, 0), new SampleMoments(5, 1, 1))]).Refusal?.Code);
    }

    [Fact]
    public void A_broken_split_is_found()
    {
        // Oracle: Fabijan et al. (2019), section 1: 821,588 against 815,482 has a probability of 1.8e-6 (two arms of equal share).
        var broken = SampleRatio.Check([821_588, 815_482], [1, 1]).Value;
        Assert.True(broken.IsBroken);
        Assert.Equal(1.8e-6, broken.Probability, 1e-7);
        Assert.False(SampleRatio.Check([5_000, 5_150, 10_050], [1, 1, 2]).Value.IsBroken);
        Assert.Equal("experiment.no_customers", SampleRatio.Check([0, 0], [1, 1]).Refusal?.Code);
    }

    [Fact]
    public void Probabilities_looked_at_together_are_adjusted_as_in_R()
    {
        // Oracle: p.adjust of R 4 for c(0.05, 0.01, 0.04, 0.02, 0.03), worked by hand from the definitions.
        Assert.Equal([.09, .05, .09, .08, .09], MultipleComparisons.Holm([.05, .01, .04, .02, .03]).Select(one => Math.Round(one, 12)));
        Assert.Equal([.05, .05, .05, .05, .05], MultipleComparisons.BenjaminiHochberg([.05, .01, .04, .02, .03]).Select(one => Math.Round(one, 12)));
        Assert.Equal([.004, .5], MultipleComparisons.BenjaminiHochberg([.002, .5]).Select(one => Math.Round(one, 12)));
        Assert.Empty(MultipleComparisons.Holm([]));
    }

    // Oracle: Cohen (1988), table 2.4.1 (26, 64 and 393 or, exactly, 394 per group); for shares the formula of Fleiss.
    [Theory]
    [InlineData(.8, 26)]
    [InlineData(.5, 64)]
    [InlineData(.2, 394)]
    public void An_experiment_on_means_needs_as_many_as_the_tables_say(double effect, long perArm)
    {
        Assert.Equal(perArm, SampleSize.ForMeans(1, effect).Value);
        Assert.InRange(SampleSize.PowerForMeans(1, effect, perArm), .8, .815);
        Assert.True(SampleSize.PowerForMeans(1, effect, perArm - 1) < .8);
    }

    [Fact]
    public void An_experiment_on_shares_needs_as_many_as_the_formula_says()
    {
        Assert.Equal(3841, SampleSize.ForShares(.10, .12).Value);
        Assert.Equal(.8, SampleSize.PowerForShares(.10, .12, 3841), 3);
        Assert.Equal("experiment.hopeless", SampleSize.ForShares(.1, .1).Refusal?.Code);
        Assert.Equal("experiment.hopeless", SampleSize.ForMeans(1, 0).Refusal?.Code);
    }

    [Fact]
    public void Assignment_is_stable_fair_and_independent_between_experiments()
    {
        // Oracle: Python's hmac module.
        Assert.Equal(FractionOfAnna, Assignment.Fraction(Key, "spring", "anna"), 15);
        var cells = new long[3, 2];
        for (var customer = 0; customer < 20_000; customer++)
        {
            var arm = Assignment.Arm(Key, "spring", $"c{customer}", [1, 1, 2]);
            Assert.Equal(arm, Assignment.Arm(Key, "spring", $"c{customer}", [1, 1, 2]));
            cells[arm, Assignment.Arm(Key, "autumn", $"c{customer}", [.5, .5])]++;
        }

        // Six cells of a table whose rows and columns are independent, and of planned size.
        Assert.False(SampleRatio.Check([cells[0, 0], cells[0, 1], cells[1, 0], cells[1, 1], cells[2, 0], cells[2, 1]], [1, 1, 1, 1, 2, 2]).Value.IsBroken);
        Assert.NotEqual(Assignment.Fraction(Key, "spring", "anna"), Assignment.Fraction(Key, "sprin", "ganna"));
        Assert.Equal(1, Assignment.Arm(Key, "spring", "anna", [0, 1, 0]));
    }

    [Fact]
    public void A_Qini_curve_is_what_counting_says()
    {
        // Oracle: counted by hand. By score: treated 1, held out 0, treated 1, held out 1.
        var uplift = Uplift.Of([4, 3, 2, 1], [1, 0, 1, 1], [true, false, true, false]).Value;
        Assert.Equal([new QiniPoint(0, 0), new(.25, .25), new(.5, .25), new(.75, .5), new(1, .25)], uplift.Curve);
        Assert.Equal((.25 * (.125 + .25 + .375 + .375)) - .125, uplift.Coefficient, 12);
    }

    [Fact]
    public void Scores_that_tell_have_a_positive_Qini_coefficient_and_an_effect_that_falls_by_deciles()
    {
        var random = new Random(6);
        double[] scores = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        bool[] isTreated = [.. scores.Select(_ => random.NextDouble() < .5)];
        double[] outcomes = [.. scores.Select((score, i) => random.NextDouble() < .2 + (isTreated[i] ? .3 * score : 0) ? 1.0 : 0)];
        var told = Uplift.Of(scores, outcomes, isTreated).Value;
        var random1 = Uplift.Of([.. scores.Select(_ => random.NextDouble())], outcomes, isTreated).Value;
        Assert.InRange(told.Coefficient, .008, .018);
        Assert.InRange(random1.Coefficient, -.004, .004);
        Assert.True(told.Deciles[0].Effect!.Difference > told.Deciles[9].Effect!.Difference + .1);
        Assert.All(told.Deciles, decile => Assert.True(decile.HighestScore >= decile.LowestScore));
    }

    [Fact]
    public void Effects_without_data_or_variation_are_refused()
    {
        Assert.Equal("experiment.too_few", Effect.OfMeans(new SampleMoments(1, 1, 0), new SampleMoments(5, 1, 1)).Refusal?.Code);
        Assert.Equal("experiment.no_variation", Effect.OfMeans(new SampleMoments(5, 1, 0), new SampleMoments(5, 2, 0)).Refusal?.Code);
        Assert.Equal("interval.no_trials", Effect.OfShares(0, 0, 1, 5).Refusal?.Code);
        Assert.Equal("experiment.no_variation", Cuped.Of([1, 2, 3, 4], [1, 1, 1, 1], [true, true, false, false]).Refusal?.Code);
        Assert.Equal("experiment.no_customers", Uplift.Of([1], [1], [true]).Refusal?.Code);
        Assert.Equal(1, Effect.OfShares(0, 10, 0, 10).Value.Probability, 12);
    }

    private const double FractionOfAnna = 0.4064881883764856;

    private static void Peek(string outcomes, double spread, int runs, int perArm)
    {
        var found = new int[runs];
        var naive = new int[runs];
        Parallel.For(0, runs, run =>
        {
            var random = new Random(1000 + run);
            double Next() => outcomes switch
            {
                "normal" => Draw.Normal(random),
                "skewed" => Draw.Exponential(random),
                _ => random.NextDouble() < .05 ? 1 : 0,
            };
            var (treated, heldOut) = (new Running(), new Running());
            for (var i = 0; i < perArm; i++)
            {
                treated.Add(Next());
                heldOut.Add(Next());
                if (AlwaysValid.Interval(treated.Moments, heldOut.Moments, spread) is { IsGiven: true, Value: var interval })
                {
                    found[run] |= interval.Contains(0) ? 0 : 1;
                    var (difference, error) = (treated.Moments.Mean - heldOut.Moments.Mean, Math.Sqrt(treated.Moments.VarianceOfMean + heldOut.Moments.VarianceOfMean));
                    naive[run] |= Math.Abs(difference) > 1.96 * error ? 1 : 0;
                }
            }
        });
        TestContext.Current.SendDiagnosticMessage($"{outcomes} {spread}: always valid {found.Average():0.0000}, plain {naive.Average():0.000}");
        Assert.True(found.Average() <= .05, $"{found.Average()}");
        Assert.True(naive.Average() > .15, $"{naive.Average()}");
    }

    private struct Running
    {
        private long count;
        private double mean;
        private double squares;

        public readonly SampleMoments Moments => new(count, mean, count > 1 ? squares / (count - 1) : 0);

        public void Add(double value)
        {
            var distance = value - mean;
            mean += distance / ++count;
            squares += distance * (value - mean);
        }
    }
}
