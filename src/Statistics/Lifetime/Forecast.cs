using System.Collections.Concurrent;

namespace Regulars.Statistics.Lifetime;

/// <summary>Forecasts of many customers at once, by as many threads as there are; each depends on its customer alone.</summary>
public static class Forecast
{
    /// <summary>The expected number of purchases of each customer in the time after the end of observation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customers">The customers' purchases so far; weights do not matter.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    /// <returns>One forecast per customer, in their order.</returns>
    public static double[] Purchases(LifetimeModel model, IReadOnlyList<PurchaseSummary> customers, double horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Each(customers, customer => model.ExpectedPurchases(customer, horizon));
    }

    /// <summary>The probability that each customer has not left.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customers">The customers' purchases so far; weights do not matter.</param>
    /// <returns>One probability per customer, in their order.</returns>
    public static double[] ProbabilitiesAlive(LifetimeModel model, IReadOnlyList<PurchaseSummary> customers)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Each(customers, model.ProbabilityAlive);
    }

    private static double[] Each(IReadOnlyList<PurchaseSummary> customers, Func<PurchaseSummary, double> tell)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var told = new double[customers.Count];
        if (told.Length > 0)
        {
            Parallel.ForEach(Partitioner.Create(0, told.Length, 4096), range =>
            {
                for (var i = range.Item1; i < range.Item2; i++)
                {
                    told[i] = tell(customers[i]);
                }
            });
        }

        return told;
    }
}
