using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Regulars.Statistics.Lifetime;

/// <summary>Forecasts of many customers at once, by as many threads as there are; each depends on its customer alone.</summary>
public static class Forecast
{
    /// <summary>Customers told one after the other by one thread.</summary>
    private const int Portion = 512;

    /// <summary>The expected number of purchases of each customer in the time after the end of observation.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customers">The customers' purchases so far; weights do not matter.</param>
    /// <param name="horizon">The length of the time, at least 0.</param>
    /// <returns>One forecast per customer, in their order.</returns>
    public static double[] Purchases(LifetimeModel model, IReadOnlyList<PurchaseSummary> customers, double horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(customers);
        LifetimeModel.CheckHorizon(horizon);
        return model is BetaDropoutModel family
            ? Purchases(family, customers, horizon)
            : Each(customers.Count, i => model.ExpectedPurchases(customers[i], horizon));
    }

    /// <summary>The probability that each customer has not left.</summary>
    /// <param name="model">The model.</param>
    /// <param name="customers">The customers' purchases so far; weights do not matter.</param>
    /// <returns>One probability per customer, in their order.</returns>
    public static double[] ProbabilitiesAlive(LifetimeModel model, IReadOnlyList<PurchaseSummary> customers)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(customers);
        return Each(customers.Count, i => model.ProbabilityAlive(customers[i]));
    }

    /// <summary>Of a customer who has not left, as much is expected as of all with the same x and T: worked out once for each pair.</summary>
    private static double[] Purchases(BetaDropoutModel model, IReadOnlyList<PurchaseSummary> customers, double horizon)
    {
        var (numbers, pairs, pairOf) = (new Dictionary<(int Repeats, double Age), int>(), new List<PurchaseSummary>(), new int[customers.Count]);
        for (var i = 0; i < pairOf.Length; i++)
        {
            var customer = customers[i];
            customer.Check();
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, (customer.Repeats, customer.Age), out var isKnown);
            if (!isKnown)
            {
                number = pairs.Count;
                pairs.Add(customer);
            }

            pairOf[i] = number;
        }

        var expected = Each(pairs.Count, i => model.ExpectedByStage(pairs[i].Repeats, pairs[i].Age, horizon));
        return Each(pairOf.Length, i => model.ExpectedPurchases(customers[i], expected[pairOf[i]]));
    }

    private static T[] Each<T>(int count, Func<int, T> tell)
    {
        var told = new T[count];
        if (count > 0)
        {
            Parallel.ForEach(Partitioner.Create(0, count, Portion), range =>
            {
                for (var i = range.Item1; i < range.Item2; i++)
                {
                    told[i] = tell(i);
                }
            });
        }

        return told;
    }
}
