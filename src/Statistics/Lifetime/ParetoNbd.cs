using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>Pareto/NBD (Schmittlein, Morrison and Colombo 1987): purchases at random, and a lifetime that ends at any moment.</summary>
/// <remarks>
/// The rate of purchases λ is Gamma(r, α), the rate of leaving μ is Gamma(s, β). The likelihood, Fader and Hardie (2005), A Note on
/// Deriving the Pareto/NBD Model, eq. 15, is here the integral from which its hypergeometric functions come:
/// Γ(r+x)/Γ(r) α^r β^s { (α+T)^−(r+x) (β+T)^−s + s ∫_{t_x}^T (α+τ)^−(r+x) (β+τ)^−(s+1) dτ }.
/// Every term is positive, so no digits cancel however large x is.
/// </remarks>
public sealed record ParetoNbd : LifetimeModel
{
    private static readonly string[] Names = ["r", "alpha", "s", "beta"];

    /// <summary>The model with given parameters.</summary>
    /// <param name="r">r: the shape of the spread of purchase rates.</param>
    /// <param name="alpha">α: the rate of the spread of purchase rates, a time.</param>
    /// <param name="s">s: the shape of the spread of the rates of leaving.</param>
    /// <param name="beta">β: the rate of the spread of the rates of leaving, a time.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public ParetoNbd(double r, double alpha, double s, double beta)
    {
        R = CheckParameter(r, nameof(r));
        Alpha = CheckParameter(alpha, nameof(alpha));
        S = CheckParameter(s, nameof(s));
        Beta = CheckParameter(beta, nameof(beta));
    }

    /// <summary>r: the shape of the spread of purchase rates.</summary>
    public double R { get; }

    /// <summary>α: the rate of the spread of purchase rates, a time.</summary>
    public double Alpha { get; }

    /// <summary>s: the shape of the spread of the rates of leaving.</summary>
    public double S { get; }

    /// <summary>β: the rate of the spread of the rates of leaving, a time.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override string Name => "paretonbd";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames => Names;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [R, Alpha, S, Beta];

    /// <summary>Estimates the parameters by maximum likelihood.</summary>
    /// <param name="customers">Summaries; equal ones are weighted together.</param>
    /// <returns>The fit, which says whether it converged; refused where no customer bought twice.</returns>
    /// <exception cref="ArgumentException">A summary is impossible.</exception>
    public static Outcome<LifetimeFit<ParetoNbd>> Fit(IReadOnlyList<PurchaseSummary> customers) =>
        LifetimeFitting.Fit(customers, new ParetoNbd(1, 1, 1, 1));

    /// <inheritdoc/>
    public override double LogLikelihood(PurchaseSummary customer)
    {
        customer.Check();
        var integral = Integral(customer);
        return customer.Weight * (Gamma.LogRising(R, customer.Repeats) + (R * Math.Log(Alpha)) + (S * Math.Log(Beta)) + integral.LogBrace);
    }

    /// <inheritdoc/>
    public override double ProbabilityAlive(PurchaseSummary customer)
    {
        customer.Check();
        return Integral(customer).Alive;
    }

    /// <inheritdoc/>
    /// <remarks>Fader and Hardie (2005), eq. 41; where s = 1 its limit.</remarks>
    public override double ExpectedPurchases(PurchaseSummary customer, double horizon)
    {
        customer.Check();
        CheckHorizon(horizon);
        var rate = (R + customer.Repeats) / (Alpha + customer.Age);
        var time = Beta + customer.Age;
        return Integral(customer).Alive * rate * time * Precise.DecayIntegral(S - 1, Precise.LogOnePlus(horizon / time));
    }

    /// <inheritdoc/>
    /// <remarks>Given that the customer is there, λ is Gamma(r+x, α+T) and μ is Gamma(s, β+T): the chance of n purchases by a time,
    /// over the time when the customer leaves.</remarks>
    public override double ProbabilityOf(int purchases, PurchaseSummary customer, double horizon)
    {
        customer.Check();
        CheckHorizon(horizon);
        ArgumentOutOfRangeException.ThrowIfNegative(purchases);
        var alive = Integral(customer).Alive;
        var (shape, time, age) = (R + customer.Repeats, Alpha + customer.Age, Beta + customer.Age);
        var least = Math.Min(time, age);
        var constant = Gamma.LogRising(shape, purchases) - Gamma.Log(purchases + 1.0);
        double ByThen(double t) => t == 0
            ? purchases == 0 ? 1 : 0
            : Math.Exp(constant - (shape * Precise.LogOnePlus(t / time)) + (purchases * (Math.Log(t) - Math.Log(time + t))));
        double Leaving(double v)
        {
            var t = least * Precise.ExpMinusOne(v);
            return ByThen(t) * Math.Exp(-(S + 1) * Precise.LogOnePlus(t / age)) * (least + t);
        }

        var leaving = S / age * GaussLegendre.Integrate(Leaving, 0, Precise.LogOnePlus(horizon / least), 48);
        var staying = ByThen(horizon) * Math.Exp(-S * Precise.LogOnePlus(horizon / age));
        return Math.Clamp((purchases == 0 ? 1 - alive : 0) + (alive * (staying + leaving)), 0, 1);
    }

    internal override LifetimeModel With(ReadOnlySpan<double> parameters) => new ParetoNbd(parameters[0], parameters[1], parameters[2], parameters[3]);

    internal override void Simulate(PurchaseSummary customer, double horizon, Random random, int most, List<double> purchases)
    {
        if (random.NextDouble() >= Integral(customer).Alive)
        {
            return;
        }

        var rate = Draw.Gamma(random, R + customer.Repeats) / (Alpha + customer.Age);
        var end = Math.Min(horizon, Draw.Exponential(random) / (Draw.Gamma(random, S) / (Beta + customer.Age)));
        var time = Draw.Exponential(random) / rate;
        while (time <= end && purchases.Count < most)
        {
            purchases.Add(time);
            time += Draw.Exponential(random) / rate;
        }
    }

    private ParetoIntegral Integral(PurchaseSummary customer)
    {
        var integral = new ParetoIntegral(Alpha, Beta, R + customer.Repeats, S);
        integral.Compute(customer.LastPurchase, customer.Age, withSlopes: false);
        return integral;
    }
}
