using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Due;

/// <summary>Remembers how far the clock is believed, for all nodes.</summary>
public sealed class PointsClock(Database database, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>What another node noted is known after this time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private sealed record Known(Instant At, ClockState? State);

    private volatile Known? known;

    /// <summary>What is believed; null before the clock was looked at for the first time.</summary>
    public ClockState? State => database.QueryFirst<ClockRow>(Select)?.ToState();

    /// <summary>The last day as of which points expire, where that is limited.</summary>
    public Day? ExpiryDay
    {
        get
        {
            var now = Instant.Now(clock);
            if (known is not { } recent || now < recent.At || now > recent.At.Plus(Fresh))
            {
                known = recent = new Known(now, State);
            }

            return recent.State?.ExpiryDay;
        }
    }

    /// <summary>Looks at the clock and notes what is believed now.</summary>
    public ClockState Look() => Note((before, today, now) => ClockState.Look(before, today, now));

    /// <summary>Notes that the clock is right.</summary>
    public ClockState Confirm() => Note((_, today, now) => ClockState.Believed(today, now));

    private ClockState Note(Func<ClockState?, Day, Instant, ClockState> decide)
    {
        var now = Instant.Now(clock);
        var today = businesses.Current.Calendar.DayOf(now);
        var before = State;
        var after = decide(before, today, now);
        if (after != before)
        {
            database.Write(transaction => transaction.Execute(
                """
                INSERT INTO points_clock (clock_id, seen_day, seen_at, jumped_day, jumped_at) VALUES (1, @seenOn, @seenAt, @jumpedTo, @jumpedAt)
                ON CONFLICT (clock_id) DO UPDATE SET seen_day = excluded.seen_day, seen_at = excluded.seen_at, jumped_day = excluded.jumped_day, jumped_at = excluded.jumped_at
                """,
                new { seenOn = after.SeenOn.Number, seenAt = after.SeenAt.Microseconds, jumpedTo = after.JumpedTo?.Number, jumpedAt = after.JumpedAt?.Microseconds }));
        }

        known = new Known(now, after);
        return after;
    }

    private const string Select = "SELECT seen_day AS SeenDay, seen_at AS SeenAt, jumped_day AS JumpedDay, jumped_at AS JumpedAt FROM points_clock WHERE clock_id = 1";

    private sealed class ClockRow
    {
        public int SeenDay { get; init; }

        public long SeenAt { get; init; }

        public int? JumpedDay { get; init; }

        public long? JumpedAt { get; init; }

        public ClockState ToState() => new(
            new Day(SeenDay), new Instant(SeenAt), JumpedDay is { } day ? new Day(day) : null, JumpedAt is { } at ? new Instant(at) : null);
    }
}
