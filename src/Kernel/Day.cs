using System.Globalization;

namespace Regulars.Kernel;

/// <summary>A calendar day of the business, as the number of days since 1970-01-01.</summary>
/// <remarks>The default value is 1970-01-01.</remarks>
/// <param name="Number">Days since 1970-01-01; negative before it.</param>
public readonly record struct Day(int Number) : IComparable<Day>
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The day of a calendar date.</summary>
    public static Day From(DateOnly date) => new(date.DayNumber - Epoch);

    /// <summary>The day of a year, month and day of month.</summary>
    public static Day Of(int year, int month, int day) => From(new DateOnly(year, month, day));

    /// <summary>The calendar date of this day.</summary>
    public DateOnly Date => DateOnly.FromDayNumber(Number + Epoch);

    /// <summary>The first day of this day's month.</summary>
    public Day StartOfMonth => From(new DateOnly(Date.Year, Date.Month, 1));

    /// <summary>The day that lies a number of days later, or earlier when negative.</summary>
    public Day Plus(int days) => new(Number + days);

    /// <summary>The same day of the month some months later; the last of the month where that is missing.</summary>
    public Day PlusMonths(int months) => From(Date.AddMonths(months));

    /// <summary>Reads a day written as 2026-03-01; null when it is not one.</summary>
    public static Day? TryParse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? From(date)
            : null;

    /// <inheritdoc/>
    public int CompareTo(Day other) => Number.CompareTo(other.Number);

    /// <summary>The day as 2026-03-01.</summary>
    public override string ToString() => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The number of days from the right day to the left one.</summary>
    public static int operator -(Day left, Day right) => left.Number - right.Number;

    /// <summary>Whether the left day is earlier.</summary>
    public static bool operator <(Day left, Day right) => left.Number < right.Number;

    /// <summary>Whether the left day is later.</summary>
    public static bool operator >(Day left, Day right) => left.Number > right.Number;

    /// <summary>Whether the left day is earlier or the same.</summary>
    public static bool operator <=(Day left, Day right) => left.Number <= right.Number;

    /// <summary>Whether the left day is later or the same.</summary>
    public static bool operator >=(Day left, Day right) => left.Number >= right.Number;
}
