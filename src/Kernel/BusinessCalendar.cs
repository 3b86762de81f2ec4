namespace Regulars.Kernel;

/// <summary>The days of the business: which day a moment falls on in its time zone, and when a day begins.</summary>
/// <remarks>The only place where time zones are known. A day that begins in a gap of the clock begins at the gap's end;
/// a local time that occurs twice means its first occurrence.</remarks>
public sealed class BusinessCalendar
{
    private readonly TimeZoneInfo zone;

    private Range cached = new(long.MaxValue, long.MinValue, 0);

    /// <summary>The calendar of an IANA time zone such as Europe/Kyiv; throws when the zone is unknown.</summary>
    public BusinessCalendar(string timeZone)
    {
        zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        TimeZone = timeZone;
    }

    /// <summary>The IANA name of the business's time zone.</summary>
    public string TimeZone { get; }

    /// <summary>Whether the name is a time zone that this machine knows.</summary>
    public static bool IsTimeZone(string? name) => name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    /// <summary>The day of the business on which a moment falls.</summary>
    public Day DayOf(Instant moment)
    {
        var near = cached;
        if (moment.Microseconds >= near.From && moment.Microseconds < near.To)
        {
            return new Day(near.Day);
        }

        var local = TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone);
        var day = Day.From(DateOnly.FromDateTime(local.DateTime));
        cached = new Range(StartOf(day).Microseconds, StartOf(day.Plus(1)).Microseconds, day.Number);
        return day;
    }

    /// <summary>The moment at which a day of the business begins.</summary>
    public Instant StartOf(Day day) => At(day.Date.ToDateTime(TimeOnly.MinValue));

    /// <summary>The moment of a local date and time of the business.</summary>
    public Instant At(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return Instant.From(new DateTimeOffset(wall, offset));
    }

    /// <summary>A moment as local date and time of the business.</summary>
    public DateTime Local(Instant moment) => TimeZoneInfo.ConvertTime(moment.ToDateTimeOffset(), zone).DateTime;

    private sealed record Range(long From, long To, int Day);
}
