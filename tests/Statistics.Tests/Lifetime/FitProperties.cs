using FsCheck;
using FsCheck.Fluent;
using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Tests.Lifetime;

/// <summary>What must hold for whatever data come; FsCheck prints the seed with which a failure is seen again.</summary>
public sealed class FitProperties
{
    private static readonly string[] Names = ["bgnbd", "mbgnbd", "paretonbd", "bgcnbd", "mbgcnbd"];

    /// <summary>Any customers: huge x, tiny T, all alike, all the same day, one alone.</summary>
    private static readonly Gen<PurchaseSummary> AnyCustomer =
        from age in Gen.OneOf(Gen.Choose(0, 5).Select(days => (double)days), Gen.Choose(1, 10_000).Select(days => days / 7.0), Gen.Elements(1e-9, 1e-3, 1e5))
        from repeats in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 3), Gen.Choose(0, 100), Gen.Elements(1_000, 100_000))
        from share in Gen.Choose(0, 1000)
        select age == 0 || repeats == 0
            ? new PurchaseSummary(age == 0 ? 0 : repeats, 0, age) with { Repeats = 0 }
            : new PurchaseSummary(repeats, Math.Min(age, age * share / 1000), age) { SumOfLogGaps = repeats * Math.Log(Math.Max(1e-9, age * share / 1000) / repeats) };

    private static readonly Gen<double> AnyParameter = Gen.Elements(1e-4, .05, .3, 1, 2.5, 40, 1e4);

    [Fact]
    public void A_fit_to_any_customers_answers_or_refuses_and_never_says_NaN()
    {
        var cases = from customers in AnyCustomer.NonEmptyListOf() from name in Gen.Elements(Names) select (customers, name);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var fit = ModelChoice.Fit(one.name, one.customers);
            if (fit.Refusal is { } refusal)
            {
                Assert.NotEmpty(refusal.Sentence);
                return;
            }

            Assert.True(double.IsFinite(fit.Value.LogLikelihood));
            Assert.Equal(fit.Value.Converged, fit.Value.Reason is null);
            Assert.All(fit.Value.Model.Parameters, parameter => Assert.True(parameter > 0 && double.IsFinite(parameter)));
            if (fit.Value.Covariance is { } covariance)
            {
                for (var i = 0; i < 4; i++)
                {
                    Assert.True(covariance[i, i] > 0);
                    Assert.All(Enumerable.Range(0, 4), j => Assert.True(Math.Abs(covariance[i, j]) <= Math.Sqrt(covariance[i, i] * covariance[j, j]) * (1 + 1e-9)));
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Whatever_the_parameters_probabilities_are_probabilities_and_forecasts_are_numbers()
    {
        var cases =
            from customer in AnyCustomer
            from a in AnyParameter from b in AnyParameter from c in AnyParameter from d in AnyParameter
            from horizon in Gen.Elements(0, 1e-6, 1, 40, 400.0)
            from k in Gen.Choose(1, 4)
            select (customer, a, b, c, d, horizon, k);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var (customer, a, b, c, d, horizon, k) = one;
            if (customer.Repeats > 100 && customer.Age < .1 * customer.Repeats)
            {
                return;
            }

            foreach (var model in new LifetimeModel[] { new BgNbd(a, b, c, d), new MbgNbd(a, b, c, d), new ParetoNbd(a, b, c, d), new MbgCnbd(a, b, c, d, k) })
            {
                Assert.InRange(model.ProbabilityAlive(customer), 0, 1);
                Assert.True(double.IsFinite(model.LogLikelihood(customer)), $"{model}");
                var expected = model.ExpectedPurchases(customer, horizon);
                Assert.True(expected >= 0 && double.IsFinite(expected), $"{model} {expected}");
                Assert.InRange(model.ProbabilityOf(0, customer, horizon), 0, 1);
                Assert.InRange(model.ProbabilityOf(3, customer, horizon), 0, 1);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Another_unit_of_time_changes_nothing_but_the_unit()
    {
        var random = new Random(31);
        foreach (var truth in new LifetimeModel[] { new MbgNbd(.9, 6, 1.2, 3.5), new ParetoNbd(1.2, 8, 1.4, 30), new MbgCnbd(1, 5, 1.2, 3.5, 2) })
        {
            var weeks = RecoveryTests.Simulate(truth, 600, random);
            PurchaseSummary[] days = [.. weeks.Select(one => new PurchaseSummary(one.Repeats, 7 * one.LastPurchase, 7 * one.Age) { SumOfLogGaps = one.SumOfLogGaps + (one.Repeats * Math.Log(7)) })];
            var (byWeek, byDay) = (ModelChoice.Fit(truth.Name, weeks).Value, ModelChoice.Fit(truth.Name, days).Value);
            Assert.Equal(byWeek.LogLikelihood - (weeks.Sum(one => one.Repeats) * Math.Log(7)), byDay.LogLikelihood, 5);
            double[] scales = truth is ParetoNbd ? [1, 7, 1, 7] : [1, 7, 1, 1];
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(1, byDay.Model.Parameters[i] / byWeek.Model.Parameters[i] / scales[i], 5);
                Assert.Equal(1, byDay.StandardErrors![i] / byWeek.StandardErrors![i] / scales[i], 4);
            }

            Assert.Equal(byWeek.Model.ExpectedPurchases(weeks[0], 10), byDay.Model.ExpectedPurchases(days[0], 70), 5);
        }
    }

    [Fact]
    public void Weights_count_as_so_many_equal_customers_and_threads_change_no_bit()
    {
        var customers = RecoveryTests.Simulate(new ParetoNbd(1.2, 8, 1.4, 30), 400, new Random(32));
        var twice = ParetoNbd.Fit([.. customers, .. customers]).Value;
        var weighted = ParetoNbd.Fit([.. customers.Select(one => one with { Weight = 2 })]).Value;
        Assert.Equal(twice.Model, weighted.Model);
        Assert.Equal(twice.LogLikelihood, weighted.LogLikelihood);
        var many = RecoveryTests.Simulate(new BgNbd(.8, 6, 1.5, 3), 20_000, new Random(33));
        Assert.Equal(BgNbd.Fit(many).Value.Model, BgNbd.Fit(Enumerable.Reverse(many).ToArray()).Value.Model);
    }

    // Oracle: second differences of the model's own log-likelihood, which shares no code with the fit's gradient.
    [Theory]
    [InlineData("bgnbd")]
    [InlineData("mbgnbd")]
    [InlineData("paretonbd")]
    public void Standard_errors_are_those_of_numerical_differentiation(string name)
    {
        var customers = Cdnow.Summaries;
        var fit = ModelChoice.Fit(name, customers).Value;
        var information = new Statistics.Numerics.SymmetricMatrix(4);
        double[] at = [.. fit.Model.Parameters];
        double Value(int i, double byI, int j, double byJ)
        {
            double[] moved = [.. at];
            moved[i] *= Math.Exp(byI);
            moved[j] *= Math.Exp(byJ);
            return customers.Sum(fit.Model.With(moved).LogLikelihood);
        }

        const double Step = 2e-3;
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                information[i, j] = -(Value(i, Step, j, Step) - Value(i, Step, j, -Step) - Value(i, -Step, j, Step) + Value(i, -Step, j, -Step)) / (4 * Step * Step);
            }
        }

        var covariance = information.Inverse()!;
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(1, at[i] * Math.Sqrt(covariance[i, i]) / fit.StandardErrors![i], 2);
        }
    }

    // Of few customers a parameter may be known so badly that its standard error is a thousand times the estimate.
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(3)]
    public void Spending_drawn_from_what_is_hardly_known_is_still_a_model(double spread)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var fit = GammaGamma.Fit([.. Enumerable.Range(0, 2 + random.Next(30))
                .Select(_ => new SpendSummary(1 + random.Next(3), 1000 * Math.Exp(spread * (random.NextDouble() - 0.5))))]);
            if (fit.IsGiven)
            {
                Assert.All(Enumerable.Range(0, 100), _ => Assert.All(fit.Value.Draw(random).Parameters, parameter => Assert.InRange(parameter, double.Epsilon, double.MaxValue)));
            }
        }
    }

    [Fact]
    public void Degenerate_customers_are_refused_by_name()
    {
        Assert.Equal("lifetime.no_time", BgNbd.Fit([]).Refusal?.Code);
        Assert.Equal("lifetime.no_time", ParetoNbd.Fit([new PurchaseSummary(0, 0, 0), new PurchaseSummary(0, 0, 0)]).Refusal?.Code);
        Assert.Equal("lifetime.no_repeats", MbgNbd.Fit([new PurchaseSummary(0, 0, 5), new PurchaseSummary(0, 0, 9)]).Refusal?.Code);
        Assert.False(MbgNbd.Fit([new PurchaseSummary(3, 4, 5)]).Value.Converged);
        Assert.Equal("spend.no_spread", GammaGamma.Fit([new SpendSummary(1, 5), new SpendSummary(1, 5)]).Refusal?.Code);
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([new PurchaseSummary(1, 6, 5)]));
        Assert.Throws<ArgumentException>(() => BgNbd.Fit([new PurchaseSummary(1, double.NaN, 5)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BgNbd(0, 1, 1, 1));
    }
}
