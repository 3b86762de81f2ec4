namespace Regulars.Statistics.Lifetime;

/// <summary>When a customer will buy next. A customer who may have left may never buy again, so there is no expected time: there are
/// chances by a time, and the time by which a chance is reached.</summary>
public static class NextPurchase
{
    private const double FarthestInAges = 1e6;

    /// <summary>The probability of at least one purchase in the time after the end of observation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customer">The customer's purchases so far.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    public static double ProbabilityWithin(LifetimeModel model, PurchaseSummary customer, double horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        return 1 - model.ProbabilityOf(0, customer, horizon);
    }

    /// <summary>The time after the end of observation by which the next purchase has come with a chance; null when the chance is never
    /// reached, because the customer may have left or leave first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customer">The customer's purchases so far.</param>
    /// <param name="probability">The chance, between 0 and 1; 0.5 gives the median time.</param>
    public static double? Time(LifetimeModel model, PurchaseSummary customer, double probability = 0.5)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (probability is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A chance lies between 0 and 1.");
        }

        if (model.ProbabilityAlive(customer) <= probability)
        {
            return null;
        }

        var unit = model is ParetoNbd pareto ? pareto.Alpha : ((BetaDropoutModel)model).Alpha;
        var far = Math.Max(customer.Age, unit) / 64;
        var farthest = far * FarthestInAges;
        while (ProbabilityWithin(model, customer, far) < probability)
        {
            far *= 2;
            if (far > farthest)
            {
                return null;
            }
        }

        var near = 0.0;
        for (var halving = 0; halving < 100 && far - near > 1e-10 * far; halving++)
        {
            var middle = (near + far) / 2;
            (near, far) = ProbabilityWithin(model, customer, middle) < probability ? (middle, far) : (near, middle);
        }

        return (near + far) / 2;
    }
}
