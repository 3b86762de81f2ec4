namespace Regulars.Statistics.Lifetime;

/// <summary>Discounted expected residual transactions (Fader, Hardie and Lee 2005, RFM and CLV, eq. 2): all purchases still to come,
/// each counted less the later it comes.</summary>
public static class ResidualTransactions
{
    private const double Step = 0.125;
    private const double LowestLog = -20;
    private const double HighestLog = 3.75;

    /// <summary>The rate δ of continuous discounting per unit of time that makes a yearly rate of interest.</summary>
    /// <param name="yearlyRate">The yearly rate, such as 0.15.</param>
    /// <param name="unit">The unit of time of the model.</param>
    public static double DiscountRate(double yearlyRate, TimeUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(yearlyRate);
        return Math.Log(1 + yearlyRate) * unit.Days() / 365.25;
    }

    /// <summary>∫ e^(−δt) dE[Y(t)], which is δ ∫ e^(−δt) E[Y(t)] dt with Y(t) the purchases by t: over ln δt the integrand falls off doubly
    /// exponentially, and equal steps give it to about ten digits. One evaluation costs some two hundred forecasts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customer">The customer's purchases so far.</param>
    /// <param name="discountRate">δ per unit of time, above 0.</param>
    public static double Discounted(LifetimeModel model, PurchaseSummary customer, double discountRate)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(discountRate);
        var sum = 0.0;
        for (var log = LowestLog; log <= HighestLog; log += Step)
        {
            var y = Math.Exp(log);
            sum += Math.Exp(-y) * y * model.ExpectedPurchases(customer, y / discountRate);
        }

        return sum * Step;
    }

    /// <summary>The same up to a horizon: e^(−δh) E[Y(h)] + δ ∫₀^h e^(−δt) E[Y(t)] dt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customer">The customer's purchases so far.</param>
    /// <param name="discountRate">δ per unit of time; 0 counts every purchase in full.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    public static double Discounted(LifetimeModel model, PurchaseSummary customer, double discountRate, double horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(discountRate);
        var end = model.ExpectedPurchases(customer, horizon);
        if (discountRate == 0 || horizon == 0)
        {
            return end;
        }

        // Forecasts bend most at first: equal steps of the logarithm of the time, counted from the customer's age.
        var length = Math.Min(horizon, 45 / discountRate);
        var unit = Math.Max(customer.Age, length / 1000);
        double Weighted(double log)
        {
            var t = unit * Math.Exp(log);
            return t * Math.Exp(-discountRate * (t - unit)) * model.ExpectedPurchases(customer, t - unit);
        }

        var integral = Numerics.GaussLegendre.Integrate(Weighted, 0, Math.Log(1 + (length / unit)), 8);
        return (Math.Exp(-discountRate * horizon) * end) + (discountRate * integral);
    }
}
