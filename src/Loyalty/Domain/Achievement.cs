using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What a customer reached: a challenge in a period, or a milestone.</summary>
/// <param name="Key"><c>challenge:KEY</c> or <c>milestone:KEY</c>.</param>
/// <param name="Period">The period of a challenge; which purchase, year since the first one, or calendar year a milestone is.</param>
/// <param name="On">The day on which it was reached.</param>
/// <param name="ProgrammeVersion">The version of the programme that gave the prize, and by which it is taken back.</param>
internal sealed record Achievement(string Key, int Period, Day On, int ProgrammeVersion)
{
    /// <summary>Whether it stands; what was undone may be reached again.</summary>
    public bool IsHeld { get; init; } = true;

    /// <summary>The lot of the points that were given; 0: none.</summary>
    public long Lot { get; init; }

    /// <summary>The badge that was given.</summary>
    public string? Badge { get; init; }

    /// <summary>The order that a milestone is.</summary>
    public OrderId? Order { get; init; }

    /// <summary>Whether it is a challenge.</summary>
    public bool IsChallenge => ChallengeTime.IsOfChallenge(Key);

    /// <summary>The key of the challenge or milestone.</summary>
    public string Part => Key[(Key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

/// <summary>What a fact other than an order counted for a challenge.</summary>
/// <param name="FactVersion">The fact.</param>
/// <param name="Challenge">The challenge's key.</param>
/// <param name="Day">The day on which it counted.</param>
/// <param name="Amount">How much.</param>
internal sealed record ChallengeStep(long FactVersion, string Challenge, Day Day, long Amount);

/// <summary>A gift, or that somebody was held out from one.</summary>
/// <param name="FactVersion">The fact.</param>
/// <param name="Day">The day.</param>
/// <param name="ProgrammeVersion">The version of the programme.</param>
internal sealed record Gift(long FactVersion, Day Day, int ProgrammeVersion)
{
    /// <summary>The campaign; null: given by hand.</summary>
    public string? Campaign { get; init; }

    public bool IsHeldOut { get; init; }

    public string? Unit { get; init; }

    /// <summary>What it takes of a budget, in smallest parts.</summary>
    public long Cost { get; init; }

    /// <summary>The points that were given, in smallest parts.</summary>
    public long Points { get; init; }

    public string? Reward { get; init; }

    /// <summary>What was handed over, in words.</summary>
    public string? Note { get; init; }

    public string? Reason { get; init; }

    public string? By { get; init; }
}
