using System.Globalization;

namespace Regulars.Kernel;

/// <summary>A moment on the global time line, in whole microseconds since 1970-01-01T00:00:00Z.</summary>
/// <remarks>The default value is 1970-01-01T00:00:00Z.</remarks>
/// <param name="Microseconds">Microseconds since 1970-01-01T00:00:00Z; negative before it.</param>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    private const long TicksPerMicrosecond = 10;

    /// <summary>Takes the moment from a date and time with its offset; below a microsecond is cut off.</summary>
    public static Instant From(DateTimeOffset time) =>
        new((time.UtcTicks - DateTime.UnixEpoch.Ticks) / TicksPerMicrosecond);

    /// <summary>The present moment by the clock that is given.</summary>
    public static Instant Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return From(clock.GetUtcNow());
    }

    /// <summary>The same moment as a date and time with offset zero.</summary>
    public DateTimeOffset ToDateTimeOffset() =>
        new((Microseconds * TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks, TimeSpan.Zero);

    /// <summary>The moment that lies a span of time later.</summary>
    public Instant Plus(TimeSpan span) => new(Microseconds + (span.Ticks / TicksPerMicrosecond));

    /// <summary>The time from an earlier moment to this one.</summary>
    public TimeSpan Since(Instant earlier) => new((Microseconds - earlier.Microseconds) * TicksPerMicrosecond);

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>RFC 3339 in UTC, as short as it can be told exactly: 2026-03-01T12:00:00Z.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whether the left moment is earlier.</summary>
    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    /// <summary>Whether the left moment is later.</summary>
    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    /// <summary>Whether the left moment is earlier or the same.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    /// <summary>Whether the left moment is later or the same.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;
}
