using MathNet.Numerics;
using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Tests.Lifetime;

/// <summary>Models against formulas found another way.</summary>
public sealed class ModelTests
{
    private static readonly BgNbd Bg = new(.243, 4.414, .793, 2.426);

    private static readonly MbgNbd Mbg = new(.5248, 6.1831, .8914, 1.6140);

    private static readonly ParetoNbd Pareto = new(.553, 10.578, .606, 11.669);

    private static readonly MbgCnbd Regular = new(1.3, 9, .9, 3, 3);

    private static readonly PurchaseSummary[] Customers = [new(0, 0, 20), new(1, 3, 38.86), new(2, 30.43, 38.86), new(9, 35, 38), new(40, 38, 39)];

    public static TheoryData<LifetimeModel> Models => [Bg, Mbg, Pareto, Regular, new BgCnbd(1.3, 9, .9, 3, 2), new ParetoNbd(2, 3, 1, 30), new BgNbd(2, 10, 1, 3)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Probabilities_of_all_numbers_of_purchases_add_up_to_one_and_to_the_expected_number(LifetimeModel model)
    {
        foreach (var customer in Customers)
        {
            var chances = Enumerable.Range(0, 400).Select(n => model.ProbabilityOf(n, customer, 26)).ToList();
            Assert.Equal(1, chances.Sum(), 8);
            Assert.All(chances, chance => Assert.InRange(chance, 0, 1));
            Assert.Equal(model.ExpectedPurchases(customer, 26), chances.Select((chance, n) => n * chance).Sum(), 6);
        }
    }

    // Oracle: each customer by itself. Customers with the same x and T share work, whatever their t_x.
    [Theory]
    [MemberData(nameof(Models))]
    public void Forecasts_of_many_are_the_forecasts_of_each(LifetimeModel model)
    {
        PurchaseSummary[] many = [.. Customers, new(2, 12, 38.86), new(9, 20, 38), new(9, 35, 36), .. Customers];

        Assert.All(many.Zip(Forecast.Purchases(model, many, 26)), pair => Assert.Equal(model.ExpectedPurchases(pair.First, 26), pair.Second, 1e-12));
        Assert.All(many.Zip(Forecast.ProbabilitiesAlive(model, many)), pair => Assert.Equal(model.ProbabilityAlive(pair.First), pair.Second, 1e-12));
    }

    // Oracle: Fader, Hardie and Lee (2005), eq. 10, with the hypergeometric function summed by its definition.
    [Fact]
    public void BG_NBD_expects_what_the_closed_form_of_the_paper_says()
    {
        foreach (var customer in Customers)
        {
            var (x, t) = (customer.Repeats, 30.0);
            var z = t / (4.414 + customer.Age + t);
            var bracket = 1 - (Math.Pow((4.414 + customer.Age) / (4.414 + customer.Age + t), .243 + x) * Hypergeometric(.243 + x, 2.426 + x, .793 + 2.426 + x - 1, z));
            var expected = (.793 + 2.426 + x - 1) / (.793 - 1) * bracket * Bg.ProbabilityAlive(customer);
            Assert.Equal(expected, Bg.ExpectedPurchases(customer, t), 9);
        }
    }

    // Oracle: Fader and Hardie (2005), A Note on Deriving the Pareto/NBD Model, eq. 16 to 18, with hypergeometric functions.
    [Theory]
    [InlineData(.553, 10.578, .606, 11.669)]
    [InlineData(2.5, 12, .8, 3)]
    [InlineData(.4, 3, 4, 40)]
    public void Pareto_NBD_has_the_likelihood_of_the_paper(double r, double alpha, double s, double beta)
    {
        var model = new ParetoNbd(r, alpha, s, beta);
        foreach (var customer in Customers)
        {
            var x = customer.Repeats;
            var (most, least, power) = alpha >= beta ? (alpha, beta, s + 1) : (beta, alpha, r + x);
            double Term(double time) => Hypergeometric(r + s + x, power, r + s + x + 1, (most - least) / (most + time)) / Math.Pow(most + time, r + s + x);
            var brace = (Math.Pow(alpha + customer.Age, -r - x) * Math.Pow(beta + customer.Age, -s))
                + (s / (r + s + x) * (Term(customer.LastPurchase) - Term(customer.Age)));
            var expected = SpecialFunctions.GammaLn(r + x) - SpecialFunctions.GammaLn(r) + (r * Math.Log(alpha)) + (s * Math.Log(beta)) + Math.Log(brace);
            Assert.Equal(expected, model.LogLikelihood(customer), 7);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Simulated_customers_buy_as_often_as_is_expected(LifetimeModel model)
    {
        var random = new Random(21);
        var times = new List<double>();
        foreach (var customer in Customers.Take(4))
        {
            var (sum, none) = (0.0, 0);
            const int Runs = 20_000;
            var squares = 0.0;
            for (var run = 0; run < Runs; run++)
            {
                times.Clear();
                model.Simulate(customer, 26, random, 10_000, times);
                sum += times.Count;
                squares += (double)times.Count * times.Count;
                none += times.Count == 0 ? 1 : 0;
            }

            var error = 4.5 * Math.Sqrt(((squares / Runs) - (sum / Runs * sum / Runs)) / Runs);
            Assert.Equal(model.ExpectedPurchases(customer, 26), sum / Runs, error);
            Assert.Equal(model.ProbabilityOf(0, customer, 26), none / (double)Runs, .016);
        }
    }

    // Oracle: Pareto/NBD in closed form, P(alive) λ̄ ∫ e^(−δt) ((β+T)/(β+T+t))^s dt, by many small steps.
    [Fact]
    public void Discounted_residual_transactions_are_the_integral_of_the_paper()
    {
        var (delta, sum) = (.0027, 0.0);
        const double Step = .05;
        for (var t = Step / 2; t < 12_000; t += Step)
        {
            sum += Step * Math.Exp(-delta * t) * Math.Pow((11.669 + 38.86) / (11.669 + 38.86 + t), .606);
        }

        var expected = sum * Pareto.ProbabilityAlive(Customers[2]) * (.553 + 2) / (10.578 + 38.86);
        Assert.Equal(expected, ResidualTransactions.Discounted(Pareto, Customers[2], delta), 5);
        Assert.Equal(expected, ResidualTransactions.Discounted(Pareto, Customers[2], delta, 15_000), 3);
    }

    // Oracle: for BG/NBD the expected purchases are discounted by the rate at which they rise, in small steps.
    [Fact]
    public void Discounted_residual_transactions_of_BG_NBD_add_up_purchase_by_purchase()
    {
        var (delta, sum, before) = (.02, 0.0, 0.0);
        for (var t = .25; t < 1200; t += .25)
        {
            var now = Bg.ExpectedPurchases(Customers[2], t);
            sum += Math.Exp(-delta * (t - .125)) * (now - before);
            before = now;
        }

        Assert.Equal(sum, ResidualTransactions.Discounted(Bg, Customers[2], delta), 4);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_time_to_the_next_purchase_reaches_its_chance(LifetimeModel model)
    {
        foreach (var customer in Customers)
        {
            if (NextPurchase.Time(model, customer, .3) is { } time)
            {
                Assert.Equal(.3, NextPurchase.ProbabilityWithin(model, customer, time), 6);
            }
            else
            {
                Assert.True(NextPurchase.ProbabilityWithin(model, customer, 1e5) < .31);
            }
        }
    }

    [Fact]
    public void A_model_of_regularity_one_is_the_model_of_chance()
    {
        foreach (var customer in Customers)
        {
            Assert.Equal(Mbg.LogLikelihood(customer), new MbgCnbd(Mbg.R, Mbg.Alpha, Mbg.A, Mbg.B, 1).LogLikelihood(customer), 12);
            Assert.Equal(Bg.ExpectedPurchases(customer, 20), new BgCnbd(Bg.R, Bg.Alpha, Bg.A, Bg.B, 1).ExpectedPurchases(customer, 20), 12);
        }
    }

    // Oracle: a hundred thousand days by hand: for s = 1 the formula divides by nought, and its limit is the logarithm.
    [Fact]
    public void Pareto_NBD_with_s_of_one_has_its_limit()
    {
        var (just, above) = (new ParetoNbd(2, 3, 1, 30), new ParetoNbd(2, 3, 1 + 1e-7, 30));
        Assert.Equal(above.ExpectedPurchases(Customers[2], 50), just.ExpectedPurchases(Customers[2], 50), 5);
    }

    private static double Hypergeometric(double a, double b, double c, double z)
    {
        var (sum, term) = (1.0, 1.0);
        for (var n = 0; n < 20_000 && Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= (a + n) * (b + n) / (c + n) / (n + 1) * z;
            sum += term;
        }

        return sum;
    }
}
