using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What one order gave and used, and by what it was judged.</summary>
internal sealed record OrderEntry
{
    /// <summary>The version of the programme that was in force on the order's day.</summary>
    public int ProgrammeVersion { get; init; }

    /// <summary>The order's day.</summary>
    public Day Day { get; init; }

    /// <summary>Whether it was the customer's first purchase.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The levels the customer had, by the ladder's key.</summary>
    public IReadOnlyDictionary<string, string> Levels { get; init; } = new Dictionary<string, string>();

    /// <summary>By how much the levels multiplied.</summary>
    public decimal Multiplier { get; init; } = 1;

    /// <summary>What each rule gave and has not taken back, by the rule's key.</summary>
    public IReadOnlyDictionary<string, RuleShare> Given { get; init; } = new Dictionary<string, RuleShare>();

    /// <summary>What was used on it and not given back.</summary>
    public IReadOnlyList<PointsUse> Used { get; init; } = [];

    /// <summary>What came back of it by orders of their own, by their ids.</summary>
    public IReadOnlyDictionary<string, OtherReturn> OtherReturns { get; init; } = new Dictionary<string, OtherReturn>();

    /// <summary>Points that counted for levels, by their kind.</summary>
    public IReadOnlyDictionary<string, long> CountedPoints { get; init; } = new Dictionary<string, long>();

    /// <summary>Money that counted for levels, in minor units.</summary>
    public long Money { get; init; }

    /// <summary>Whether it counted as an order for levels.</summary>
    public bool IsCounted { get; init; }

    /// <summary>What it counts for challenges that are for this customer, by their keys; null: for none.</summary>
    public IReadOnlyDictionary<string, long>? Challenges { get; init; }
}

/// <summary>What a rule gave for an order.</summary>
/// <param name="Points">What is kept, in smallest parts.</param>
/// <param name="Room">What the limits over time left for it when it was first judged; null: no such limit.</param>
internal sealed record RuleShare(long Points, long? Room);

/// <summary>Points used on an order.</summary>
/// <param name="Unit">The kind of points.</param>
/// <param name="Reward">The reward; null: they paid money.</param>
/// <param name="Line">The line that is the reward, counted from 0.</param>
/// <param name="Points">How many are used now, in smallest parts.</param>
/// <param name="Money">What they pay, in minor units of the business's currency; 0 for a reward.</param>
/// <param name="Parts">The lots they came from.</param>
internal sealed record PointsUse(string Unit, string? Reward, int? Line, long Points, long Money, IReadOnlyList<LotPart> Parts)
{
    /// <summary>How many were told to be used on the order before anything came back.</summary>
    public long Told { get; init; }
}
