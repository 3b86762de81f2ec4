namespace Regulars.Journal.Import.Values;

/// <summary>How the date itself is shaped, before it is known which part is the day.</summary>
internal enum DateShape
{
    YearFirst,
    YearLast,
    Compact,
    Number,
    Named,
}

/// <summary>A written date taken apart.</summary>
internal struct DateParts
{
    public const int NoOffset = int.MinValue;

    public DateShape Shape;
    public int First;
    public int Second;
    public int Third;
    public int YearDigits;
    public char Separator;
    public decimal Number;
    public bool HasTime;
    public bool HasSeconds;
    public bool IsTwelveHours;
    public int OffsetMinutes;
    public long Microseconds;

    /// <summary>Year, month and day by the order of the file; false when the parts are shaped otherwise.</summary>
    public readonly bool TryOrder(DateOrder order, out int year, out int month, out int day)
    {
        (year, month, day) = (order, Shape) switch
        {
            (DateOrder.YearFirst, DateShape.YearFirst) => (First, Second, Third),
            (DateOrder.Compact, DateShape.Compact) => (First, Second, Third),
            (DateOrder.NamedMonth, DateShape.Named) => (First, Second, Third),
            (DateOrder.DayFirst, DateShape.YearLast) => (Third, Second, First),
            (DateOrder.MonthFirst, DateShape.YearLast) => (Third, First, Second),
            _ => (0, 0, 0),
        };
        if (YearDigits == 2)
        {
            year += year < 70 ? 2000 : 1900;
        }

        return month is >= 1 and <= 12 && year is >= 1 and <= 9999 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }
}
