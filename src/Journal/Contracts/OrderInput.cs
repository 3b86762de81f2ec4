using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>What the shop says of one order at one moment, whole: the state that intake makes true.</summary>
/// <remarks>Given again with the same content it changes nothing; given changed, the differences become facts.</remarks>
public sealed record OrderInput
{
    /// <summary>The connected system that numbers the order; at most 100 characters.</summary>
    public required string Source { get; init; }

    /// <summary>The order's number in its source and store; at most 100 characters.</summary>
    public required string Number { get; init; }

    /// <summary>When the order was placed: the time of its earliest line.</summary>
    public required Instant PlacedAt { get; init; }

    /// <summary>When the source last changed the order; an older version than the stored one is ignored. Null: newest.</summary>
    public Instant? ChangedAt { get; init; }

    /// <summary>What became of the order.</summary>
    public OrderState State { get; init; } = OrderState.Sold;

    /// <summary>The currency of every amount of the order.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Units of the business's currency for one unit of the order's currency; 1 when they are the same.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>Discounts on the whole order, in minor units, zero or more.</summary>
    public long Discount { get; init; }

    /// <summary>What was paid back on the order as a sum without lines, in minor units, zero or more.</summary>
    public long Refunded { get; init; }

    /// <summary>When something of it came back; null when nothing did, or when the time is that of the order.</summary>
    public Instant? ReturnedAt { get; init; }

    /// <summary>The number of the order that these returns belong to, when the source names it.</summary>
    public string? ReturnOf { get; init; }

    /// <summary>Where it was sold; null when the source does not say.</summary>
    public string? Store { get; init; }

    /// <summary>By which channel it was sold (till, web, phone); null when the source does not say.</summary>
    public string? Channel { get; init; }

    /// <summary>Who sold it; null when the source does not say.</summary>
    public string? Staff { get; init; }

    /// <summary>The country it was sold to, as the source writes it; null when it does not say.</summary>
    public string? Country { get; init; }

    /// <summary>How it was paid; null when the source does not say.</summary>
    public string? Payment { get; init; }

    /// <summary>Who bought; null for an anonymous sale.</summary>
    public CustomerInput? Customer { get; init; }

    /// <summary>Points that the customer uses on the order; null leaves them as they are known, an empty list gives them back.</summary>
    public IReadOnlyList<PointsUseInput>? Points { get; init; }

    /// <summary>The lines, sold and returned, in the order of the source; at most 10,000.</summary>
    public required IReadOnlyList<OrderLineInput> Lines { get; init; }
}

/// <summary>What became of an order. Only a sold order can be a purchase.</summary>
public enum OrderState
{
    /// <summary>Sold: its lines with positive quantity are sold, its return lines came back.</summary>
    Sold = 0,

    /// <summary>Not yet decided (unpaid, in processing): kept, and nothing is counted.</summary>
    Pending = 1,

    /// <summary>The customer refused it (a parcel not accepted or not paid for): kept apart.</summary>
    Refused = 2,

    /// <summary>Cancelled before it was handed over: kept apart.</summary>
    Cancelled = 3,

    /// <summary>Sold, and then paid back whole: a purchase and a return of the same value.</summary>
    Refunded = 4,
}

/// <summary>Points used on an order, in place of money or for a reward.</summary>
/// <param name="Unit">The kind of points; null: the programme's first.</param>
/// <param name="Points">How many; null: as many as the reward costs.</param>
/// <param name="Reward">The reward's key; null: the points pay a part of the order.</param>
/// <param name="Line">The line, counted from 0, that is the reward: when it comes back, so do the points.</param>
public readonly record struct PointsUseInput(string? Unit, decimal? Points, string? Reward, int? Line);

/// <summary>One line of an order.</summary>
/// <param name="Product">The product's code in the source; null when the file has none.</param>
/// <param name="ProductName">The product's name; null when the file has none.</param>
/// <param name="Category">The product's category; null when the file has none.</param>
/// <param name="Quantity">How many, always positive; returned ones are told by <paramref name="IsReturn"/>.</param>
/// <param name="UnitPrice">Price of one, in units of the currency.</param>
/// <param name="Value">Quantity × unit price in minor units, rounded half to even; positive for return lines too,
/// negative only where the price itself is.</param>
/// <param name="IsReturn">Whether the line came back rather than was sold.</param>
/// <param name="Cost">What the goods of the line cost the business, in minor units; null when unknown.</param>
public readonly record struct OrderLineInput(
    string? Product,
    string? ProductName,
    string? Category,
    decimal Quantity,
    decimal UnitPrice,
    long Value,
    bool IsReturn = false,
    long? Cost = null)
{
    /// <summary>What the product is known by: its code, or its name where the source has no codes.</summary>
    internal string? ProductKey => Product ?? ProductName;
}
