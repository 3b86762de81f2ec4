using Regulars.Statistics.Intervals;

namespace Regulars.Statistics.Lifetime;

/// <summary>What one customer's purchases in a time ahead are worth.</summary>
/// <param name="Expected">The expected value at the estimated parameters: discounted expected purchases times the expected mean value.</param>
/// <param name="Outcome">The interval in which the customer's own value will lie: over what is not known of the parameters, of this
/// customer, and of chance. It is wide, and its lower end is 0 for whoever may have left.</param>
/// <param name="OfExpected">The interval of the expected value, over what is not known of the parameters alone.</param>
public sealed record LifetimeValue(double Expected, Interval Outcome, Interval OfExpected)
{
    /// <summary>The most purchases of one drawn history.</summary>
    private const int MostPurchases = 100_000;

    /// <summary>The value of a customer's purchases in the time after the end of observation, in the money of the spend model.</summary>
    /// <param name="purchases">The fitted model of purchases.</param>
    /// <param name="spend">The fitted model of values.</param>
    /// <param name="customer">The customer's purchases so far.</param>
    /// <param name="spent">What the customer's purchases were worth.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    /// <param name="discountRate">δ per unit of time; 0 counts every purchase in full.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="draws">How many histories are drawn, at least 100.</param>
    /// <param name="level">The confidence of the intervals.</param>
    /// <returns>The value; refused where the mean value of purchases has no bound.</returns>
    public static Outcome<LifetimeValue> Of<TModel>(
        LifetimeFit<TModel> purchases, SpendFit spend, PurchaseSummary customer, SpendSummary spent,
        double horizon, double discountRate, Random random, int draws = 1000, double level = 0.95)
        where TModel : LifetimeModel
    {
        ArgumentNullException.ThrowIfNull(purchases);
        ArgumentNullException.ThrowIfNull(spend);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        return Of(
            new ValueDraw(purchases.Model, spend.Model), [.. Enumerable.Range(0, draws).Select(_ => new ValueDraw(purchases.Draw(random), spend.Draw(random)))],
            customer, spent, horizon, discountRate, random, 1, level);
    }

    /// <summary>The same from parameters that were drawn before and kept, so that nothing need be fitted again.</summary>
    /// <param name="estimate">Both models at their estimates.</param>
    /// <param name="drawn">Both models at parameters drawn from what is known of them.</param>
    /// <param name="customer">The customer's purchases so far.</param>
    /// <param name="spent">What the customer's purchases were worth.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    /// <param name="discountRate">δ per unit of time; 0 counts every purchase in full.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="histories">How many histories are drawn for each draw of the parameters.</param>
    /// <param name="level">The confidence of the intervals.</param>
    /// <returns>The value; refused where the mean value of purchases has no bound.</returns>
    public static Outcome<LifetimeValue> Of(
        ValueDraw estimate, IReadOnlyList<ValueDraw> drawn, PurchaseSummary customer, SpendSummary spent,
        double horizon, double discountRate, Random random, int histories, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentNullException.ThrowIfNull(random);
        if (drawn.Count == 0)
        {
            throw new ArgumentException("At least one draw of the parameters is needed.", nameof(drawn));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(histories, 1);
        if (estimate.Spend.ExpectedMean(spent) is not { } mean)
        {
            return new Refusal("lifetime.value_unbounded", "The mean value of purchases has no bound under this model (q ≤ 1); observe more purchases.");
        }

        var (outcomes, expected) = (new double[drawn.Count * histories], new double[drawn.Count]);
        var times = new List<double>();
        for (var history = 0; history < outcomes.Length; history++)
        {
            var draw = drawn[history / histories];
            if (history % histories == 0)
            {
                expected[history / histories] =
                    ResidualTransactions.Discounted(draw.Purchases, customer, discountRate, horizon) * (draw.Spend.ExpectedMean(spent) ?? mean);
            }

            times.Clear();
            draw.Purchases.Simulate(customer, horizon, random, MostPurchases, times);
            var rate = times.Count > 0 ? draw.Spend.DrawRate(spent, random) : 1;
            outcomes[history] = times.Sum(time => Math.Exp(-discountRate * time) * Numerics.Draw.Gamma(random, draw.Spend.P) / rate);
        }

        return new LifetimeValue(
            ResidualTransactions.Discounted(estimate.Purchases, customer, discountRate, horizon) * mean, Middle(outcomes, level), Middle(expected, level));
    }

    private static Interval Middle(double[] values, double level)
    {
        Array.Sort(values);
        double At(double share) => values[(int)Math.Round(share * (values.Length - 1))];
        return new Interval(At((1 - level) / 2), At((1 + level) / 2));
    }
}

/// <summary>The models of purchases and of their values at one set of parameters.</summary>
/// <param name="Purchases">The model of purchases.</param>
/// <param name="Spend">The model of values.</param>
public sealed record ValueDraw(LifetimeModel Purchases, GammaGamma Spend);
