using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>An order as it now stands: what was sold, less what came back.</summary>
internal sealed class OrderOccasion : Occasion
{
    /// <inheritdoc/>
    public override string On => EarningRule.OnOrders;

    public required OrderInput Order { get; init; }

    /// <summary>What points paid of it, in minor units of the business's currency.</summary>
    public required long PaidByPoints { get; init; }

    /// <summary>What was sold, after discounts, in minor units of the business's currency.</summary>
    public static long Sold(OrderInput order) => Math.Max(0, Convert(order.Lines.Where(line => !line.IsReturn).Sum(line => line.Value) - order.Discount, order.Rate));

    /// <summary>What came back of it, in minor units of the business's currency; never more than was sold.</summary>
    public static long Returned(OrderInput order) => order.State is OrderState.Sold or OrderState.Pending
        ? Math.Min(Sold(order), Convert(order.Lines.Where(line => line.IsReturn).Sum(line => line.Value) + order.Refunded, order.Rate))
        : Sold(order);

    /// <inheritdoc/>
    public override (long Money, bool Counts) Count(Condition? lines, bool withPaidByPoints)
    {
        var left = Sold(Order) - Returned(Order);
        if (Order.State is not (OrderState.Sold or OrderState.Pending))
        {
            return (0, false);
        }

        var paid = withPaidByPoints ? 0 : Math.Min(PaidByPoints, left);
        if (lines is null)
        {
            return (left - paid, left > 0);
        }

        var counted = Order.Lines.Where(line => lines.Holds(OrderFields.Subject(Subject, line))).ToList();
        var soldAll = Order.Lines.Where(line => !line.IsReturn).Sum(line => line.Value);
        var sold = counted.Where(line => !line.IsReturn).Sum(line => line.Value);
        var value = Convert(sold - Share(Order.Discount, sold, soldAll) - counted.Where(line => line.IsReturn).Sum(line => line.Value), Order.Rate);
        var withoutLines = Convert(Order.Refunded, Order.Rate);
        var money = Math.Clamp(value - Share(paid + withoutLines, value, left + withoutLines), 0, left);
        var isKept = counted.Where(line => !line.IsReturn).Sum(line => line.Quantity) > counted.Where(line => line.IsReturn).Sum(line => line.Quantity);
        return (money, isKept && left > 0);
    }

    private static long Share(long whole, long part, long all) =>
        all == 0 ? 0 : decimal.ToInt64(decimal.Round((decimal)whole * part / all, 0, MidpointRounding.ToEven));

    private static long Convert(long minor, decimal rate) =>
        rate == 1 ? minor : decimal.ToInt64(decimal.Round(minor * rate, 0, MidpointRounding.ToEven));
}

/// <summary>A fact other than an order.</summary>
internal sealed class FactOccasion(string kind, long? amount) : Occasion
{
    /// <inheritdoc/>
    public override string On => kind;

    /// <inheritdoc/>
    public override (long Money, bool Counts) Count(Condition? lines, bool withPaidByPoints) => (amount ?? 0, true);
}
