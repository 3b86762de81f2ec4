using System.Text.Json;
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

    /// <summary>So many can be taken by everybody together, counted from the version that first says it; null: without limit.</summary>
    public long? Stock { get; init; }

    /// <summary>The first day on which it can be taken; null: from the start.</summary>
    public Day? From { get; init; }

    /// <summary>The last day on which it can be taken; null: without end.</summary>
    public Day? Until { get; init; }

    /// <summary>The condition on the customer and their level; null: for everybody.</summary>
    public JsonElement? When { get; init; }

    /// <summary>One customer can take it so often, counted from the version that first says it; null: without limit.</summary>
    public int? MostPerCustomer { get; init; }

    /// <summary>It has to be used within so many days after the day on which it was taken; null: without end.</summary>
    public int? DaysToUse { get; init; }

    /// <summary>The pool from which a voucher's code comes; null: codes come from elsewhere.</summary>
    public string? Pool { get; init; }

    /// <summary>The last day on which it can be used when it is taken on a day; null: without end.</summary>
    public Day? LastDay(Day taken) => DaysToUse is { } days ? taken.Plus(days) : null;
}
