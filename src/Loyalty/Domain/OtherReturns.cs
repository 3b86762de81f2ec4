using Regulars.Journal.Contracts;

namespace Regulars.Loyalty.Domain;

/// <summary>What came back of an order by orders of their own, as tills tell returns that name the receipt.</summary>
/// <param name="Lines">The lines that came back.</param>
/// <param name="Refunded">What was paid back without lines, in minor units of the order's currency.</param>
internal sealed record OtherReturn(IReadOnlyList<OrderLineInput> Lines, long Refunded)
{
    /// <summary>Whether an order tells nothing but what came back of another.</summary>
    public static bool IsOne(OrderInput order) => order is { ReturnOf: not null, State: OrderState.Sold } && order.Lines.All(line => line.IsReturn) && (order.Lines.Count > 0 || order.Refunded > 0);

    /// <summary>What such an order tells.</summary>
    public static OtherReturn Of(OrderInput order) => new(order.Lines, order.Refunded);

    /// <summary>An order with everything that came back of it.</summary>
    public static OrderInput Add(OrderInput order, IEnumerable<OtherReturn> returns)
    {
        var all = returns.ToList();
        return all.Count == 0 ? order : order with
        {
            Lines = [.. order.Lines, .. all.SelectMany(other => other.Lines)],
            Refunded = order.Refunded + all.Sum(other => other.Refunded),
        };
    }
}

/// <summary>The orders that returns of their own name.</summary>
internal interface INamedOrders
{
    /// <summary>The person's order that a return names, of several that of the record that tells it and of the same store; null where none is known.</summary>
    /// <param name="records">The records of the person, first the one that tells the return.</param>
    /// <param name="returned">The return.</param>
    NamedOrder? Find(IReadOnlyList<Kernel.CustomerId> records, OrderInput returned);

    /// <summary>The order as it is known; null where it is not.</summary>
    NamedOrder? Find(Kernel.OrderId order);
}

/// <summary>An order that is known by its number, for returns that name it.</summary>
/// <param name="Customer">Whose order it is.</param>
/// <param name="Id">The order.</param>
/// <param name="Order">As it was told last.</param>
internal sealed record NamedOrder(Kernel.CustomerId Customer, Kernel.OrderId Id, OrderInput Order);
