using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Surprises for some customers, with some of them held out to see what surprises change.</summary>
public sealed record GiftCampaign
{
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    public bool IsRunning { get; init; } = true;

    /// <summary>The condition on the customer; null: everybody.</summary>
    public JsonElement? When { get; init; }

    /// <summary>The kind of points; null: the programme's first.</summary>
    public string? Unit { get; init; }

    /// <summary>The points of a gift; 0 where it is a reward.</summary>
    public decimal Points { get; init; }

    /// <summary>The key of the reward that is given; null where it is points.</summary>
    public string? Reward { get; init; }

    /// <summary>At most so many points in a calendar month to everybody together; a reward counts with what it costs.</summary>
    public decimal Budget { get; init; }

    /// <summary>One customer gets so many gifts at most, and one in a month.</summary>
    public int MostPerCustomer { get; init; } = 1;

    /// <summary>The share of customers that get nothing, 0 to 0.9, to compare with.</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>The first day on which it gives; null: from the start.</summary>
    public Day? From { get; init; }

    /// <summary>The last day on which it gives; null: without end.</summary>
    public Day? Until { get; init; }

    /// <summary>Under which its gifts are counted for one customer; no rule has such a key.</summary>
    [JsonIgnore]
    public string LimitKey => "gift:" + Key;

    /// <summary>Whether it gives on a day.</summary>
    public bool IsOn(Day day) => IsRunning && !(day < From) && !(day > Until);

    /// <summary>What one gift takes of the budget, in smallest parts of the programme's points.</summary>
    public long Cost(Programme programme) => programme.Unit(Unit)!.ToParts(Reward is { } reward ? programme.Reward(reward)!.Cost : Points);
}
