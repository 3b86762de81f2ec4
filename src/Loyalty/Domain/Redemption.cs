using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What became of a redemption.</summary>
internal enum RedemptionState
{
    /// <summary>The reward was taken and is still to be handed over.</summary>
    Taken,

    /// <summary>It was handed over.</summary>
    Fulfilled,

    /// <summary>Everything was given back.</summary>
    Cancelled,
}

/// <summary>A use of points outside an order.</summary>
/// <param name="FactVersion">The fact that used them.</param>
/// <param name="Number">0 for what the fact asked for; further ones for exchanges that followed by themselves.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Reward">The reward; null: money or nothing named.</param>
/// <param name="Parts">The lots they came from.</param>
/// <param name="IsUndone">Whether everything was given back.</param>
internal sealed record Redemption(long FactVersion, int Number, string Unit, string? Reward, IReadOnlyList<LotPart> Parts, bool IsUndone)
{
    /// <summary>Whether nothing is left to hand over.</summary>
    public bool IsFulfilled { get; init; } = true;

    /// <summary>When it was taken.</summary>
    public Instant TakenAt { get; init; }

    /// <summary>The last day on which it can be handed over or used; null: without end.</summary>
    public Day? LastDay { get; init; }

    /// <summary>The version of the programme that offered the reward; 0 where none counted it.</summary>
    public int ProgrammeVersion { get; init; }

    public long Points => Parts.Sum(part => part.Points);

    public RedemptionState State => IsUndone ? RedemptionState.Cancelled : IsFulfilled ? RedemptionState.Fulfilled : RedemptionState.Taken;
}
