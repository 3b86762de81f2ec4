using System.Text.Json.Serialization;
using Regulars.Kernel;
namespace Regulars.Loyalty.Domain;

/// <summary>What sort of thing a reward is.</summary>
[JsonConverter(typeof(EnumWords<RewardKind>))]
public enum RewardKind
{
    /// <summary>Money off an order.</summary>
    MoneyOff,

    /// <summary>Per cent off an order.</summary>
    PercentOff,

    /// <summary>A product.</summary>
    Product,

    /// <summary>Something to live through.</summary>
    Experience,

    /// <summary>A gift to others.</summary>
    Donation,

    /// <summary>A code that is worth something elsewhere.</summary>
    Voucher,
}

/// <summary>What points can be spent on.</summary>
public sealed record Reward
{
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    public RewardKind Kind { get; init; } = RewardKind.Product;

    /// <summary>The kind of points; null: the programme's first.</summary>
    public string? Unit { get; init; }

    /// <summary>What it costs, in points.</summary>
    public decimal Cost { get; init; }

    /// <summary>What it takes off an order: units of the business's currency, or per cent.</summary>
    public decimal Off { get; init; }

    public bool IsOffered { get; init; } = true;
}
