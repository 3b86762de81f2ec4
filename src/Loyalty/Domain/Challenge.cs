using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What of an order or fact counts towards the goal of a challenge.</summary>
[JsonConverter(typeof(EnumWords<ChallengeMeasure>))]
public enum ChallengeMeasure
{
    /// <summary>Each order of which something is left, or each fact.</summary>
    Times,

    /// <summary>Money that is left of orders, without what points paid; or the amounts of facts.</summary>
    Money,

    /// <summary>Pieces that are left of the lines that count.</summary>
    Pieces,
}

/// <summary>In which time the goal is to be reached.</summary>
[JsonConverter(typeof(EnumWords<ChallengePeriod>))]
public enum ChallengePeriod
{
    /// <summary>From the challenge's first day to its last; without them, at any time.</summary>
    FromTo,

    /// <summary>In so many days from the day on which the customer became known.</summary>
    SinceJoining,

    /// <summary>In a calendar week, from Monday.</summary>
    Week,

    /// <summary>In a calendar month.</summary>
    Month,

    /// <summary>In a calendar year.</summary>
    Year,
}

/// <summary>What a member is invited to do, and what they get for it. With <see cref="InARow"/> above 1 it is a streak.</summary>
public sealed record Challenge
{
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    public bool IsRunning { get; init; } = true;

    /// <summary><see cref="EarningRule.OnOrders"/>, or the kind of fact that counts, such as <c>review.written</c>.</summary>
    public string On { get; init; } = EarningRule.OnOrders;

    public ChallengeMeasure Measure { get; init; }

    /// <summary>How much is to be reached: times, pieces, or units of the business's currency.</summary>
    public decimal Goal { get; init; } = 1;

    /// <summary>The condition on the order or, for facts, the customer; null: always.</summary>
    public JsonElement? When { get; init; }

    /// <summary>The condition on lines; only they count. Null: the whole order.</summary>
    public JsonElement? Lines { get; init; }

    /// <summary>The condition on the customer whom it is for; null: for everybody. Asked when an order is first told.</summary>
    public JsonElement? For { get; init; }

    public ChallengePeriod Period { get; init; }

    /// <summary>The days of <see cref="ChallengePeriod.SinceJoining"/>.</summary>
    public int Days { get; init; } = 30;

    /// <summary>The first day on which something counts; null: from the start.</summary>
    public Day? From { get; init; }

    /// <summary>The last day on which something counts; null: without end.</summary>
    public Day? Until { get; init; }

    /// <summary>In so many neighbouring weeks, months or years the goal is to be reached.</summary>
    public int InARow { get; init; } = 1;

    /// <summary>Whether it can be done again: in each period, or each time the goal is reached once more.</summary>
    public bool Repeats { get; init; }

    public Prize Prize { get; init; } = new();

    /// <summary>Whether it is counted in weeks, months or years.</summary>
    [JsonIgnore]
    public bool IsByCalendar => Period is ChallengePeriod.Week or ChallengePeriod.Month or ChallengePeriod.Year;
}

/// <summary>What is given for a challenge or a milestone: points, a badge, both, or nothing but the mention.</summary>
public sealed record Prize
{
    /// <summary>The kind of points; null: the programme's first.</summary>
    public string? Unit { get; init; }

    public decimal Points { get; init; }

    /// <summary>The key of the badge.</summary>
    public string? Badge { get; init; }
}
