using System.Runtime.InteropServices;

namespace Regulars.Statistics.Lifetime;

/// <summary>Purchases of customers by day, from which summaries at any date are made. Purchases of one customer on one day are
/// one purchase, its value their sum.</summary>
public sealed class PurchaseHistory
{
    private readonly Dictionary<string, List<(int Day, double Amount)>> customers = new(StringComparer.Ordinal);

    /// <summary>The number of customers.</summary>
    public int Customers => customers.Count;

    /// <summary>The first day with a purchase; null when there is none.</summary>
    public int? FirstDay { get; private set; }

    /// <summary>The last day with a purchase; null when there is none.</summary>
    public int? LastDay { get; private set; }

    /// <summary>Adds a purchase, in any order.</summary>
    /// <param name="customer">Who bought.</param>
    /// <param name="day">The number of the day, counted from any day that is the same for all.</param>
    /// <param name="amount">The value of the purchase; 0 when it is not known.</param>
    /// <exception cref="ArgumentException">The amount is no number.</exception>
    public void Add(string customer, int day, double amount = 0)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (!double.IsFinite(amount))
        {
            throw new ArgumentException("The amount of a purchase is a number.", nameof(amount));
        }

        ref var purchases = ref CollectionsMarshal.GetValueRefOrAddDefault(customers, customer, out _);
        (purchases ??= []).Add((day, amount));
        FirstDay = Math.Min(FirstDay ?? day, day);
        LastDay = Math.Max(LastDay ?? day, day);
    }

    /// <summary>What was known of each customer at the end of a day, and what followed until the end of another.</summary>
    /// <param name="lastDay">The last day that is known: purchases on it count, and ages end there.</param>
    /// <param name="unit">The unit of time of the summaries.</param>
    /// <param name="holdOutLastDay">The last day of the period after it; null when nothing that followed is asked for.</param>
    /// <returns>The customers whose first purchase was on the last day or before, ordered by name.</returns>
    public IReadOnlyList<CustomerSummary> At(int lastDay, TimeUnit unit = TimeUnit.Week, int? holdOutLastDay = null)
    {
        var summaries = new List<CustomerSummary>();
        foreach (var (customer, purchases) in customers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var days = purchases.GroupBy(purchase => purchase.Day, (day, same) => (Day: day, Amount: same.Sum(one => one.Amount)))
                .OrderBy(day => day.Day).ToList();
            if (days[0].Day <= lastDay)
            {
                summaries.Add(Summarise(customer, days, lastDay, unit.Days(), holdOutLastDay ?? lastDay));
            }
        }

        return summaries;
    }

    private static CustomerSummary Summarise(string customer, List<(int Day, double Amount)> days, int lastDay, double unit, int holdOutLastDay)
    {
        var first = days[0].Day;
        var (repeats, last, logGaps, amount) = (0, first, 0.0, 0.0);
        foreach (var day in days.Skip(1).TakeWhile(day => day.Day <= lastDay))
        {
            logGaps += Math.Log((day.Day - last) / unit);
            (repeats, last, amount) = (repeats + 1, day.Day, amount + day.Amount);
        }

        return new CustomerSummary(
            customer,
            new PurchaseSummary(repeats, (last - first) / unit, (lastDay - first) / unit) { SumOfLogGaps = logGaps },
            new SpendSummary(repeats, repeats > 0 ? amount / repeats : 0),
            days.Count(day => day.Day > lastDay && day.Day <= holdOutLastDay));
    }
}

/// <summary>One customer at the end of an observed period.</summary>
/// <param name="Customer">Who it is.</param>
/// <param name="Purchases">When they bought.</param>
/// <param name="Spend">What their repeat purchases were worth.</param>
/// <param name="HoldOutPurchases">Purchase days in the period that followed.</param>
public sealed record CustomerSummary(string Customer, PurchaseSummary Purchases, SpendSummary Spend, int HoldOutPurchases);

/// <summary>What one customer's purchases were worth.</summary>
/// <param name="Purchases">The number of purchases that were valued.</param>
/// <param name="Mean">Their mean value; 0 when there are none.</param>
public readonly record struct SpendSummary(int Purchases, double Mean)
{
    /// <summary>How many customers this summary stands for.</summary>
    public double Weight { get; init; } = 1;
}
