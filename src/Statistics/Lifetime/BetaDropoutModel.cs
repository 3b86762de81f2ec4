using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Lifetime;

/// <summary>The family in which a customer may leave right after a purchase, with a chance that differs between customers:
/// BG/NBD, MBG/NBD, BG/CNBD-k and MBG/CNBD-k.</summary>
/// <remarks>
/// Times between purchases are Erlang-k with rate λ; λ is Gamma(r, α), the chance p of leaving is Beta(a, b). After each repeat
/// purchase, and in the modified models after the first purchase too, the customer leaves with chance p. With d = 1 in the
/// modified models and 0 else, and given that x repeat purchases were seen, the likelihood is
/// Γ(r+kx) α^r / Γ(r) · B(a, b+x+d) / B(a, b) · { Σ_{j&lt;k} (T−t_x)^j/j! · Γ(r+kx+j)/Γ(r+kx) · (α+T)^−(r+kx+j) + c (α+t_x)^−(r+kx) },
/// c = a/(b+x+d−1), and c = 0 where x + d = 0: Fader, Hardie and Lee (2005), "Counting Your Customers" the Easy Way, eq. 6, for
/// k = 1, d = 0; Batislam, Denizel and Filiztekin (2007), and Hoppe and Wagner (2007), for k = 1, d = 1; Platzer and Reutterer (2016),
/// Ticking Away the Moments, eq. 4 and 5, for any k.
/// </remarks>
public abstract record BetaDropoutModel : LifetimeModel
{
    private static readonly string[] Names = ["r", "alpha", "a", "b"];

    private protected BetaDropoutModel(double r, double alpha, double a, double b, int regularity)
    {
        R = CheckParameter(r, nameof(r));
        Alpha = CheckParameter(alpha, nameof(alpha));
        A = CheckParameter(a, nameof(a));
        B = CheckParameter(b, nameof(b));
        Regularity = regularity is >= 1 and <= MostRegularity
            ? regularity
            : throw new ArgumentOutOfRangeException(nameof(regularity), regularity, $"The regularity k lies between 1 and {MostRegularity}.");
    }

    /// <summary>The largest regularity that is tried; purchases so regular are as good as planned by the calendar.</summary>
    public const int MostRegularity = 24;

    /// <summary>r: the shape of the spread of purchase rates.</summary>
    public double R { get; }

    /// <summary>α: the rate of the spread of purchase rates, a time.</summary>
    public double Alpha { get; }

    /// <summary>a: the first shape of the spread of the chance to leave.</summary>
    public double A { get; }

    /// <summary>b: the second shape of the spread of the chance to leave.</summary>
    public double B { get; }

    /// <summary>k: how regular purchases are; 1 is chance alone.</summary>
    public int Regularity { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames => Names;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [R, Alpha, A, B];

    /// <summary>Whether a customer may leave right after the first purchase.</summary>
    internal abstract bool MayLeaveAtOnce { get; }

    private int AtOnce => MayLeaveAtOnce ? 1 : 0;

    /// <inheritdoc/>
    public override double LogLikelihood(PurchaseSummary customer)
    {
        customer.Check();
        var (x, k) = (customer.Repeats, Regularity);
        var shape = R + (k * (double)x);
        var (atLast, atEnd) = (Math.Log(Alpha + customer.LastPurchase), Math.Log(Alpha + customer.Age));
        var left = Left(x);
        var brace = left == 0
            ? (-shape * atEnd) + Math.Log(Stages(customer, []))
            : (-shape * atLast) + Math.Log(left + (Math.Exp(-shape * (atEnd - atLast)) * Stages(customer, [])));
        var order = Gamma.LogRising(R, k * (double)x) + (R * Math.Log(Alpha)) + ((k - 1) * customer.SumOfLogGaps) - (x * Gamma.Log(k));
        return customer.Weight * (order + Gamma.LogRising(B, x + AtOnce) - Gamma.LogRising(A + B, x + AtOnce) + brace);
    }

    /// <inheritdoc/>
    public override double ProbabilityAlive(PurchaseSummary customer)
    {
        customer.Check();
        return Alive(customer, []);
    }

    /// <inheritdoc/>
    /// <remarks>The chance that the n-th coming purchase is still made, E[(1−p)^(n−1)], times the chance that its time comes,
    /// summed over n. For k = 1 this is Fader, Hardie and Lee (2005), eq. 10, without its division by a − 1.</remarks>
    public override double ExpectedPurchases(PurchaseSummary customer, double horizon)
    {
        customer.Check();
        CheckHorizon(horizon);
        Span<double> stages = stackalloc double[MostRegularity];
        stages = stages[..Regularity];
        var alive = Alive(customer, stages);
        return alive == 0 ? 0 : alive * Count(customer, horizon).Expected(stages);
    }

    /// <inheritdoc/>
    public override double ProbabilityOf(int purchases, PurchaseSummary customer, double horizon)
    {
        customer.Check();
        CheckHorizon(horizon);
        ArgumentOutOfRangeException.ThrowIfNegative(purchases);
        Span<double> stages = stackalloc double[MostRegularity];
        stages = stages[..Regularity];
        var alive = Alive(customer, stages);
        var probability = alive * Count(customer, horizon).ProbabilityOf(purchases, stages);
        return Math.Clamp(purchases == 0 ? 1 - alive + probability : probability, 0, 1);
    }

    internal override void Simulate(PurchaseSummary customer, double horizon, Random random, int most, List<double> purchases)
    {
        Span<double> stages = stackalloc double[MostRegularity];
        stages = stages[..Regularity];
        if (random.NextDouble() >= Alive(customer, stages))
        {
            return;
        }

        var stage = Draw.Index(random, stages);
        var rate = Draw.Gamma(random, R + (Regularity * (double)customer.Repeats) + stage) / (Alpha + customer.Age);
        var leaving = Draw.Beta(random, A, B + customer.Repeats + AtOnce);
        var time = Draw.Gamma(random, Regularity - stage) / rate;
        while (time <= horizon && purchases.Count < most)
        {
            purchases.Add(time);
            if (random.NextDouble() < leaving)
            {
                return;
            }

            time += Draw.Gamma(random, Regularity) / rate;
        }
    }

    /// <summary>The purchases expected of a customer who has not left, by the stage between two purchases; t_x has no part in it.</summary>
    /// <param name="repeats">x.</param>
    /// <param name="age">T.</param>
    /// <param name="horizon">The time looked ahead.</param>
    internal double[] ExpectedByStage(int repeats, double age, double horizon)
    {
        var count = Count(repeats, age, horizon);
        var expected = new double[Regularity];
        for (var stage = 0; stage < expected.Length; stage++)
        {
            expected[stage] = count.Expected(stage);
        }

        return expected;
    }

    /// <summary>The expected purchases of a customer, by those of one who has not left.</summary>
    /// <param name="customer">The customer's purchases so far.</param>
    /// <param name="byStage">What <see cref="ExpectedByStage"/> told of the same x and T.</param>
    internal double ExpectedPurchases(PurchaseSummary customer, ReadOnlySpan<double> byStage)
    {
        customer.Check();
        Span<double> stages = stackalloc double[MostRegularity];
        stages = stages[..Regularity];
        var alive = Alive(customer, stages);
        var sum = 0.0;
        for (var stage = 0; stage < stages.Length; stage++)
        {
            sum += stages[stage] * byStage[stage];
        }

        return alive * sum;
    }

    private RenewalCount Count(PurchaseSummary customer, double horizon) => Count(customer.Repeats, customer.Age, horizon);

    private RenewalCount Count(int repeats, double age, double horizon) => new(
        Regularity, R + (Regularity * (double)repeats), Alpha + age, A, B + repeats + AtOnce, horizon);

    /// <summary>The weight of having left right after the last purchase, against having stayed.</summary>
    private double Left(int repeats) => repeats + AtOnce == 0 ? 0 : A / (B + repeats + AtOnce - 1);

    private double Alive(PurchaseSummary customer, Span<double> stages)
    {
        var sum = Stages(customer, stages);
        var left = Left(customer.Repeats);
        if (left == 0)
        {
            return 1;
        }

        // Written by the odds of having left, which may be beyond any number, so that nothing overflows.
        var shape = R + (Regularity * (double)customer.Repeats);
        var odds = Math.Exp((shape * (Math.Log(Alpha + customer.Age) - Math.Log(Alpha + customer.LastPurchase))) + Math.Log(left / sum));
        return 1 / (1 + odds);
    }

    /// <summary>Σ_{j&lt;k} z^j (r+kx)_j / j! with z = (T−t_x)/(α+T): the chance to be in each stage between two purchases, if the
    /// customer has stayed. Writes the chances, which add up to one, where there is room for them.</summary>
    private double Stages(PurchaseSummary customer, Span<double> chances)
    {
        var z = (customer.Age - customer.LastPurchase) / (Alpha + customer.Age);
        var shape = R + (Regularity * (double)customer.Repeats);
        var (sum, term) = (1.0, 1.0);
        if (chances.Length > 0)
        {
            chances[0] = 1;
        }

        for (var stage = 1; stage < Regularity; stage++)
        {
            term *= z * (shape + stage - 1) / stage;
            sum += term;
            if (chances.Length > 0)
            {
                chances[stage] = term;
            }
        }

        foreach (ref var chance in chances)
        {
            chance /= sum;
        }

        return sum;
    }
}
