namespace Regulars.Statistics.Lifetime;

/// <summary>A model of customers who buy at their own pace until they leave for good, unobserved. Immutable; every function is
/// pure. Times are in the unit of the summaries from which the parameters were fitted.</summary>
public abstract record LifetimeModel
{
    /// <summary>The short name: <c>bgnbd</c>, <c>mbgnbd</c>, <c>paretonbd</c>, <c>bgcnbd</c> or <c>mbgcnbd</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The names of the estimated parameters, in the order of <see cref="Parameters"/>.</summary>
    public abstract IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The estimated parameters; all are positive.</summary>
    public abstract IReadOnlyList<double> Parameters { get; }

    /// <summary>A model by its short name, from parameters that were kept.</summary>
    /// <param name="name">A short name, as <see cref="Name"/> tells.</param>
    /// <param name="parameters">The parameters, in the order of <see cref="Parameters"/>.</param>
    /// <param name="regularity">k, for the models with regular purchases.</param>
    /// <exception cref="ArgumentException">There is no such model, or these are no parameters of it.</exception>
    public static LifetimeModel Of(string name, IReadOnlyList<double> parameters, int regularity = 1)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters is not [var first, var second, var third, var fourth]
            ? throw new ArgumentException("A lifetime model has four parameters.", nameof(parameters))
            : name switch
            {
                "bgnbd" => new BgNbd(first, second, third, fourth),
                "mbgnbd" => new MbgNbd(first, second, third, fourth),
                "paretonbd" => new ParetoNbd(first, second, third, fourth),
                "bgcnbd" => new BgCnbd(first, second, third, fourth, regularity),
                "mbgcnbd" => new MbgCnbd(first, second, third, fourth, regularity),
                _ => throw new ArgumentException($"There is no model '{name}'; there are bgnbd, mbgnbd, paretonbd, bgcnbd and mbgcnbd.", nameof(name)),
            };
    }

    /// <summary>The log-likelihood of one customer's purchases, times the weight of the summary.</summary>
    /// <exception cref="ArgumentException">No purchases can be summarised so.</exception>
    public abstract double LogLikelihood(PurchaseSummary customer);

    /// <summary>The probability, in [0, 1], that the customer has not left by the end of observation.</summary>
    /// <exception cref="ArgumentException">No purchases can be summarised so.</exception>
    public abstract double ProbabilityAlive(PurchaseSummary customer);

    /// <summary>The expected number of purchases in the time after the end of observation.</summary>
    /// <param name="customer">The customer's purchases so far; their weight does not matter.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    /// <exception cref="ArgumentException">The horizon is negative or no number, or no purchases can be summarised so.</exception>
    public abstract double ExpectedPurchases(PurchaseSummary customer, double horizon);

    /// <summary>The expected number of repeat purchases of a customer not yet known, in the time after the first purchase.</summary>
    /// <param name="horizon">The length of the time, at least 0.</param>
    public double ExpectedPurchases(double horizon) => ExpectedPurchases(new PurchaseSummary(0, 0, 0), horizon);

    /// <summary>The probability of just so many purchases in the time after the end of observation.</summary>
    /// <param name="purchases">The number of purchases, at least 0.</param>
    /// <param name="customer">The customer's purchases so far; their weight does not matter.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    public abstract double ProbabilityOf(int purchases, PurchaseSummary customer, double horizon);

    /// <summary>The probability of just so many repeat purchases of a customer not yet known, in the time after the first purchase.</summary>
    /// <param name="purchases">The number of purchases, at least 0.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    public double ProbabilityOf(int purchases, double horizon) => ProbabilityOf(purchases, new PurchaseSummary(0, 0, 0), horizon);

    /// <summary>The same model with other parameters, in the order of <see cref="Parameters"/>.</summary>
    internal abstract LifetimeModel With(ReadOnlySpan<double> parameters);

    /// <summary>A chance history of one customer after the end of observation: the times of the purchases, ascending, at most
    /// <paramref name="most"/> of them.</summary>
    internal abstract void Simulate(PurchaseSummary customer, double horizon, Random random, int most, List<double> purchases);

    internal static void CheckHorizon(double horizon)
    {
        if (!(horizon >= 0) || !double.IsFinite(horizon))
        {
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "A horizon is at least 0.");
        }
    }

    private protected static double CheckParameter(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "The parameters of a model are positive numbers.");
}
