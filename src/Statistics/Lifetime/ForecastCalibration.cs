namespace Regulars.Statistics.Lifetime;

/// <summary>A group of customers, what was forecast for them and what followed.</summary>
/// <param name="Group">The purchases so far, or the tenth from 1 for the lowest forecasts.</param>
/// <param name="Customers">How many they are.</param>
/// <param name="Expected">The mean forecast.</param>
/// <param name="Actual">The mean of the purchases that followed.</param>
public readonly record struct CalibrationRow(int Group, int Customers, double Expected, double Actual);

/// <summary>Whether forecasts are right on average among customers alike (Fader, Hardie and Lee 2005, figure 4).</summary>
/// <param name="ByRepeats">By the number of repeat purchases so far, the last group that and more.</param>
/// <param name="ByDecile">By tenths of the forecast.</param>
public sealed record ForecastCalibration(IReadOnlyList<CalibrationRow> ByRepeats, IReadOnlyList<CalibrationRow> ByDecile)
{
    /// <summary>Compares forecasts with what followed.</summary>
    /// <param name="model">The model, fitted to what was known at the end of the observed period.</param>
    /// <param name="customers">The customers then, with what they bought afterwards.</param>
    /// <param name="horizon">The length of the period that followed, in units of time.</param>
    /// <param name="mostRepeats">From how many repeat purchases on customers are one group.</param>
    public static ForecastCalibration Of(LifetimeModel model, IReadOnlyList<CustomerSummary> customers, double horizon, int mostRepeats = 7)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var forecasts = Forecast.Purchases(model, [.. customers.Select(customer => customer.Purchases)], horizon);
        int[] order = [.. Enumerable.Range(0, forecasts.Length).OrderBy(customer => forecasts[customer])];
        CalibrationRow Row(int group, IReadOnlyCollection<int> members) => new(
            group, members.Count, members.Average(customer => forecasts[customer]), members.Average(customer => customers[customer].HoldOutPurchases));
        return new ForecastCalibration(
            [.. Enumerable.Range(0, forecasts.Length).GroupBy(customer => Math.Min(mostRepeats, customers[customer].Purchases.Repeats))
                .OrderBy(group => group.Key).Select(group => Row(group.Key, [.. group]))],
            [.. Enumerable.Range(1, 10)
                .Select(tenth => (tenth, Members: order[(int)((tenth - 1L) * order.Length / 10)..(int)((long)tenth * order.Length / 10)]))
                .Where(tenth => tenth.Members.Length > 0).Select(tenth => Row(tenth.tenth, tenth.Members))]);
    }
}
