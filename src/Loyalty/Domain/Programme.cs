using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What a business promises for loyalty, as of one version. A version never changes; what was given by it is taken back by it.</summary>
public sealed record Programme
{
    /// <summary>The version; the first one has 1. A draft has 0.</summary>
    public int Version { get; init; }

    /// <summary>From this day on it is in force.</summary>
    public Day From { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Whether it gives anything. What members have stays theirs when it does not.</summary>
    public bool IsRunning { get; init; } = true;

    /// <summary>The kinds of points; the first is meant where none is named.</summary>
    public IReadOnlyList<PointUnit> Units { get; init; } = [];

    public IReadOnlyList<EarningRule> Rules { get; init; } = [];

    public IReadOnlyList<LevelSet> LevelSets { get; init; } = [];

    public IReadOnlyList<Reward> Rewards { get; init; } = [];

    public IReadOnlyList<Challenge> Challenges { get; init; } = [];

    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    public IReadOnlyList<Badge> Badges { get; init; } = [];

    public IReadOnlyList<GiftCampaign> GiftCampaigns { get; init; } = [];

    /// <summary>What is promised for friends; null: nothing.</summary>
    public ReferralTerms? Referrals { get; init; }

    /// <summary>The unit of that key; the first where none is named; null where there is no such unit.</summary>
    public PointUnit? Unit(string? key) => key is null ? (Units.Count > 0 ? Units[0] : null) : Units.FirstOrDefault(unit => unit.Key == key);

    public Badge? Badge(string key) => Badges.FirstOrDefault(badge => badge.Key == key);

    public Reward? Reward(string key) => Rewards.FirstOrDefault(reward => reward.Key == key);
}

/// <summary>A kind of points.</summary>
public sealed record PointUnit
{
    /// <summary>Its key in addresses and conditions; never changes.</summary>
    public required string Key { get; init; }

    /// <summary>What members read.</summary>
    public string Name { get; init; } = "";

    /// <summary>Decimals, 0 to 4. Amounts of points are counted in the smallest part.</summary>
    public int Scale { get; init; }

    /// <summary>What one point pays at the till, in units of the business's currency; null: points do not pay.</summary>
    public decimal? Value { get; init; }

    /// <summary>Months until a point expires; null with <see cref="ExpiryDays"/> null: never.</summary>
    public int? ExpiryMonths { get; init; }

    /// <summary>Days until a point expires.</summary>
    public int? ExpiryDays { get; init; }

    /// <summary>Whether expiry waits for the end of its month.</summary>
    public bool ExpiresAtEndOfMonth { get; init; }

    /// <summary>Days after an order until its points can be used: the return window. 0: at once.</summary>
    public int PendingDays { get; init; }

    /// <summary>Whether points of an order may be used on the same order.</summary>
    public bool PaysForItsOwnOrder { get; init; }

    /// <summary>Whether the balance may fall below zero when spent points are taken back.</summary>
    public bool MayOwe { get; init; } = true;

    /// <summary>The share of points that is expected to be used, 0 to 1; null: not estimated.</summary>
    public double? ExpectedRedemption { get; init; }

    /// <summary>At this balance, so many points are exchanged by themselves for <see cref="ExchangeReward"/>; null: never.</summary>
    public decimal? ExchangeAt { get; init; }

    /// <summary>The key of the reward of an automatic exchange.</summary>
    public string? ExchangeReward { get; init; }

    /// <summary>More points than this, given or taken by hand at once, wait for a second person.</summary>
    public decimal ApproveAbove { get; init; } = 1_000;

    /// <summary>Whether so many points, in smallest parts, given or taken by hand, wait for a second person.</summary>
    public bool NeedsApproval(long parts) => Math.Abs(parts) > decimal.Floor(ApproveAbove * Parts);

    /// <summary>The last day on which points earned on a day can be used; null: they never expire.</summary>
    public Day? LastDay(Day earned)
    {
        Day? last = ExpiryMonths is { } months ? earned.PlusMonths(months) : ExpiryDays is { } days ? earned.Plus(days) : null;
        return last is { } day && ExpiresAtEndOfMonth ? day.StartOfMonth.PlusMonths(1).Plus(-1) : last;
    }

    /// <summary>Points in their smallest part.</summary>
    public long ToParts(decimal points) => decimal.ToInt64(decimal.Round(points * Parts, 0, MidpointRounding.ToEven));

    /// <summary>Whole points of a number of smallest parts.</summary>
    public decimal ToPoints(long parts) => decimal.Round(parts / Parts, Scale);

    /// <summary>Whether an amount of points has no more decimals than the unit.</summary>
    public bool Fits(decimal points) => points * Parts == decimal.Truncate(points * Parts);

    /// <summary>What points pay, in minor units of the business's currency, rounded down.</summary>
    public long Pay(long parts, Currency currency) =>
        decimal.ToInt64(decimal.Floor(parts / Parts * (Value ?? 0) * currency.ToMinor(1)));

    /// <summary>The most points, in smallest parts, that pay no more than an amount in minor units; 0 where points do not pay.</summary>
    public long MostThatPay(long minor, Currency currency) =>
        Value is > 0 ? decimal.ToInt64(decimal.Floor(minor * Parts / (Value.Value * currency.ToMinor(1)))) : 0;

    [JsonIgnore]
    private decimal Parts => Scale switch { 0 => 1m, 1 => 10m, 2 => 100m, 3 => 1_000m, _ => 10_000m };
}

/// <summary>How what is left over is rounded; once per rule and order.</summary>
[JsonConverter(typeof(EnumWords<Rounding>))]
public enum Rounding
{
    Down,
    Nearest,
    Up,
}

/// <summary>Which rules of one group give something.</summary>
[JsonConverter(typeof(EnumWords<Stacking>))]
public enum Stacking
{
    /// <summary>Each of them.</summary>
    All,

    /// <summary>The one that gives most.</summary>
    Best,

    /// <summary>The first that gives anything.</summary>
    First,
}

/// <summary>What gives points, how many, and when.</summary>
public sealed record EarningRule
{
    /// <summary>The kind of fact that stands for orders.</summary>
    public const string OnOrders = "order";

    public required string Key { get; init; }

    public string Name { get; init; } = "";

    public bool IsRunning { get; init; } = true;

    /// <summary><see cref="OnOrders"/>, or the kind of fact that earns, such as <c>review.written</c>.</summary>
    public string On { get; init; } = OnOrders;

    /// <summary>The kind of points; null: the programme's first.</summary>
    public string? Unit { get; init; }

    /// <summary>The condition on order and customer; null: always.</summary>
    public JsonElement? When { get; init; }

    /// <summary>The condition on lines; only their money earns. Null: the whole order.</summary>
    public JsonElement? Lines { get; init; }

    /// <summary>The points given, for each <see cref="Per"/> or once.</summary>
    public decimal Points { get; init; }

    /// <summary>For so much money each, in units of the business's currency; null: once for the order or fact.</summary>
    public decimal? Per { get; init; }

    /// <summary>Whether parts of <see cref="Per"/> earn parts of the points, as cashback does.</summary>
    public bool IsProportional { get; init; }

    public Rounding Rounding { get; init; }

    /// <summary>Whether a member's level multiplies it.</summary>
    public bool IsMultipliedByLevel { get; init; } = true;

    /// <summary>Whether money that was paid by points earns too.</summary>
    public bool CountsMoneyPaidByPoints { get; init; }

    /// <summary>At most so many points for one order or fact.</summary>
    public decimal? MostPerOrder { get; init; }

    /// <summary>At most so many points to one customer on one day.</summary>
    public decimal? MostPerDay { get; init; }

    /// <summary>At most so many points to one customer, ever.</summary>
    public decimal? MostPerCustomer { get; init; }

    /// <summary>At most so often to one customer, ever.</summary>
    public int? MostTimes { get; init; }

    /// <summary>At most so many points to everybody together, ever; null: without limit.</summary>
    public decimal? Budget { get; init; }

    /// <summary>The first day on which it gives; null: from the start.</summary>
    public Day? From { get; init; }

    /// <summary>The last day on which it gives; null: without end.</summary>
    public Day? Until { get; init; }

    /// <summary>The rules that share a group stand in each other's way as <see cref="Stacking"/> says; null: a group of its own.</summary>
    public string? Group { get; init; }

    public Stacking Stacking { get; init; }

    [JsonIgnore]
    public bool HasLimitOverTime => MostPerDay is not null || MostPerCustomer is not null || MostTimes is not null;
}
