using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What a till may take of a member's points while it cannot reach the program. They are reserved by the hold of the same id.</summary>
/// <param name="Id">The allowance, and its hold.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">How many may be taken, in smallest parts.</param>
/// <param name="Taken">How many were taken, in smallest parts; never more than may be.</param>
/// <param name="EndsAt">When it ends: nothing may be taken at a till after that.</param>
internal sealed record Allowance(Guid Id, string Unit, long Points, long Taken, Instant EndsAt);

/// <summary>What a request did to an allowance.</summary>
/// <param name="After">The allowance after it.</param>
/// <param name="Left">How many may still be taken, in smallest parts; 0 where its hold has ended.</param>
internal sealed record AllowanceChange(Allowance After, long Left)
{
    /// <summary>Whether the points were taken from what there was to use, for the hold had ended before.</summary>
    public bool IsLate { get; init; }

    /// <summary>How many are free again, in smallest parts; null where it was not to end.</summary>
    public long? GivenBack { get; init; }
}
