using Regulars.Kernel;

namespace Regulars.Journal.Import.Values;

/// <summary>Reads the dates of a file in the one form that was decided for all of it.</summary>
internal sealed class DateReader(DateOrder order, BusinessCalendar calendar)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const int EarliestYear = 1970;
    private const int YearAfterLatest = 2100;
    private const int DayZeroOfSpreadsheets = -25_569;

    private readonly Dictionary<int, long> starts = [];
    private char[] last = new char[64];
    private int lastLength = -1;
    private Instant lastInstant;

    /// <summary>Reads a moment; without an offset of its own it is local time of the business.</summary>
    public DateOutcome TryRead(ReadOnlySpan<char> text, out Instant instant)
    {
        if (text.Length == lastLength && text.SequenceEqual(last.AsSpan(0, lastLength)))
        {
            instant = lastInstant;
            return DateOutcome.Read;
        }

        var outcome = Parse(text, out instant);
        if (outcome == DateOutcome.Read && text.Length <= last.Length)
        {
            text.CopyTo(last);
            lastLength = text.Length;
            lastInstant = instant;
        }

        return outcome;
    }

    /// <summary>Reads a day alone, such as a birthday; null when it is none.</summary>
    public Day? TryReadDay(ReadOnlySpan<char> text)
    {
        if (!DateScanner.TryScan(text, out var parts))
        {
            return null;
        }

        var own = parts.Shape switch
        {
            DateShape.YearFirst => DateOrder.YearFirst,
            DateShape.Compact => DateOrder.Compact,
            DateShape.Named => DateOrder.NamedMonth,
            DateShape.YearLast when order == DateOrder.MonthFirst => DateOrder.MonthFirst,
            _ => DateOrder.DayFirst,
        };
        return parts.TryOrder(own, out var year, out var month, out var day) ? Day.Of(year, month, day) : null;
    }

    private DateOutcome Parse(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        if (!DateScanner.TryScan(text, out var parts))
        {
            return text.Trim().IsEmpty ? DateOutcome.Empty : DateOutcome.Unreadable;
        }

        if (order is DateOrder.UnixSeconds or DateOrder.UnixMilliseconds or DateOrder.SpreadsheetDays)
        {
            return FromNumber(parts, out instant);
        }

        if (!parts.TryOrder(order, out var year, out var month, out var day))
        {
            return DateOutcome.Unreadable;
        }

        if (year is < EarliestYear or >= YearAfterLatest)
        {
            return DateOutcome.Absurd;
        }

        var number = Day.Of(year, month, day).Number;
        instant = parts.OffsetMinutes == DateParts.NoOffset
            ? Local(number, parts.Microseconds)
            : new Instant((number * MicrosecondsPerDay) + parts.Microseconds - (parts.OffsetMinutes * 60_000_000L));
        return DateOutcome.Read;
    }

    private DateOutcome FromNumber(DateParts parts, out Instant instant)
    {
        instant = default;
        if (parts.Shape != DateShape.Number)
        {
            return DateOutcome.Unreadable;
        }

        if (order == DateOrder.SpreadsheetDays)
        {
            var whole = decimal.Floor(parts.Number);
            if (whole > 99_999)
            {
                return DateOutcome.Absurd;
            }

            var seconds = (long)decimal.Round((parts.Number - whole) * 86_400);
            instant = Local((int)whole + DayZeroOfSpreadsheets, Math.Min(seconds, 86_399) * 1_000_000);
        }
        else if (parts.Number > (order == DateOrder.UnixSeconds ? 99_999_999_999 : 99_999_999_999_999))
        {
            return DateOutcome.Absurd;
        }
        else
        {
            instant = new Instant((long)(parts.Number * (order == DateOrder.UnixSeconds ? 1_000_000 : 1_000)));
        }

        var yearOf = instant.Microseconds / MicrosecondsPerDay;
        return yearOf is >= 0 and < 47_482 ? DateOutcome.Read : DateOutcome.Absurd;
    }

    /// <summary>On a day of 24 hours local time is the day's beginning and the time; other days are asked of the calendar.</summary>
    private Instant Local(int day, long microseconds)
    {
        if (!starts.TryGetValue(day, out var start))
        {
            start = calendar.StartOf(new Day(day)).Microseconds;
            var length = calendar.StartOf(new Day(day + 1)).Microseconds - start;
            start = length == MicrosecondsPerDay ? start : long.MinValue;
            starts.Add(day, start);
        }

        return start != long.MinValue
            ? new Instant(start + microseconds)
            : calendar.At(new Day(day).Date.ToDateTime(TimeOnly.MinValue).AddTicks(microseconds * 10));
    }
}
