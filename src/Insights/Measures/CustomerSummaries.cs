using Regulars.Kernel;

namespace Regulars.Insights.Measures;

/// <summary>What is known of each customer as of a day; only those with a purchase before it.</summary>
internal sealed class CustomerSummaries
{
    private CustomerSummaries(CustomerSummary[] rows, Day asOf)
    {
        Rows = rows;
        AsOf = asOf;
    }

    public IReadOnlyList<CustomerSummary> Rows { get; }

    public Day AsOf { get; }

    public static CustomerSummaries Of(PurchaseHistory history, Day asOf)
    {
        var all = new CustomerSummary[history.Count];
        Meanwhile.For(all.Length, position => all[position] = Summarise(history, position, asOf));
        return new CustomerSummaries([.. all.Where(summary => summary.Orders > 0)], asOf);
    }

    private static CustomerSummary Summarise(PurchaseHistory history, int position, Day asOf)
    {
        Day first = default;
        Day last = default;
        var orders = 0;
        var days = 0;
        long gross = 0;
        long returned = 0;
        foreach (var entry in history.Of(position))
        {
            if (entry.Day >= asOf)
            {
                break;
            }

            gross += entry.Gross;
            returned += entry.Returned;
            if (entry.IsPurchaseDay)
            {
                first = days == 0 ? entry.Day : first;
                last = entry.Day;
                orders += entry.Orders;
                days++;
            }
        }

        return new CustomerSummary(history.Customer(position), position, first, last, orders, days, gross, returned);
    }
}

/// <summary>One customer's past as of a day. Frequency is counted in purchase days, value is net of returns.</summary>
internal readonly record struct CustomerSummary(
    CustomerId Customer, int Position, Day First, Day Last, int Orders, int PurchaseDays, long Gross, long Returned)
{
    /// <summary>Value net of returns, in minor units.</summary>
    public long Value => Gross - Returned;
}
