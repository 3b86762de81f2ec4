namespace Regulars.Statistics.Lifetime;

/// <summary>Forecasts judged by what followed.</summary>
/// <param name="Horizon">The length of the period that followed, in units of time.</param>
/// <param name="Expected">Purchases forecast for all customers.</param>
/// <param name="Actual">Purchases that followed.</param>
/// <param name="MeanAbsoluteError">The mean distance between forecast and purchases per customer.</param>
/// <param name="RootMeanSquareError">The root of the mean squared distance.</param>
/// <param name="LogScore">The mean log-probability of the purchases that followed, per customer: the higher, the better the forecast as
/// a whole, its spread included (Gneiting and Raftery 2007).</param>
public sealed record HoldOut(
    double Horizon, double Expected, double Actual, double MeanAbsoluteError, double RootMeanSquareError, double LogScore)
{
    private const double LeastProbability = 1e-300;

    /// <summary>Judges the forecasts of a model.</summary>
    /// <param name="model">The model, fitted to what was known at the end of the observed period.</param>
    /// <param name="customers">The customers then, with what they bought afterwards.</param>
    /// <param name="horizon">The length of the period that followed, in units of time.</param>
    /// <returns>The judgement; refused when there are no customers.</returns>
    public static Outcome<HoldOut> Judge(LifetimeModel model, IReadOnlyList<CustomerSummary> customers, double horizon)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(customers);
        if (customers.Count == 0)
        {
            return new Refusal("lifetime.no_customers", "No customer had bought by the end of the observed period.");
        }

        var forecasts = Forecast.Purchases(model, [.. customers.Select(customer => customer.Purchases)], horizon);
        var distances = customers.Select((customer, i) => forecasts[i] - customer.HoldOutPurchases).ToList();

        // Customers alike so far with as many purchases after share one probability, and the most have none.
        var scores = customers.Select(customer => (customer.Purchases.Repeats, customer.Purchases.LastPurchase, customer.Purchases.Age, customer.HoldOutPurchases))
            .GroupBy(alike => alike)
            .Select(alike => alike.Count() * Math.Log(Math.Max(
                LeastProbability, model.ProbabilityOf(alike.Key.HoldOutPurchases, new PurchaseSummary(alike.Key.Repeats, alike.Key.LastPurchase, alike.Key.Age), horizon))))
            .Sum();
        return new HoldOut(
            horizon, forecasts.Sum(), customers.Sum(customer => (double)customer.HoldOutPurchases),
            distances.Average(Math.Abs), Math.Sqrt(distances.Average(distance => distance * distance)), scores / customers.Count);
    }
}
