using Regulars.Kernel;

namespace Regulars.Loyalty.Due;

/// <summary>How far the clock is believed. Points that expire by mistake are gone for their owners, so a jump ahead is not taken at its word.</summary>
/// <param name="SeenOn">The last day on which the clock was believed. Points expire as of the day after it at most.</param>
/// <param name="SeenAt">When that was noted.</param>
/// <param name="JumpedTo">The day to which the clock jumped, while nobody and nothing has confirmed it; null: it goes as it should.</param>
/// <param name="JumpedAt">The moment it claimed when the jump was noticed.</param>
public sealed record ClockState(Day SeenOn, Instant SeenAt, Day? JumpedTo, Instant? JumpedAt)
{
    private static readonly TimeSpan Proof = TimeSpan.FromDays(1);

    /// <summary>Whether expiry waits until the clock is confirmed.</summary>
    public bool IsPaused => JumpedTo is not null;

    /// <summary>The last day as of which points expire.</summary>
    public Day ExpiryDay => SeenOn.Plus(1);

    /// <summary>What is believed after the clock was looked at.</summary>
    /// <remarks>Ahead by more than a day: not believed until it has gone on from there by a day, as a true clock does. Going back changes
    /// nothing, for what has expired stays expired.</remarks>
    /// <param name="before">What was believed; null before the first look.</param>
    /// <param name="today">The day the clock claims.</param>
    /// <param name="now">The moment it claims.</param>
    public static ClockState Look(ClockState? before, Day today, Instant now)
    {
        if (before is null)
        {
            return Believed(today, now);
        }

        if (today <= before.ExpiryDay)
        {
            return today > before.SeenOn || before.IsPaused ? Believed(today > before.SeenOn ? today : before.SeenOn, now) : before;
        }

        return before.JumpedAt is not { } jumped || now < jumped || now > jumped.Plus(Proof + Proof) ? before with { JumpedTo = today, JumpedAt = now }
            : now >= jumped.Plus(Proof) ? Believed(today, now)
            : before;
    }

    /// <summary>The clock is right: somebody says so.</summary>
    public static ClockState Believed(Day today, Instant now) => new(today, now, null, null);
}
