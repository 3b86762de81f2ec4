namespace Regulars.Journal.Import.Values;

/// <summary>In which order and way a file writes its dates.</summary>
public enum DateOrder
{
    /// <summary>2026-03-01, with any separator.</summary>
    YearFirst,

    /// <summary>01.03.2026, 1/3/26.</summary>
    DayFirst,

    /// <summary>03/01/2026, 3/1/26.</summary>
    MonthFirst,

    /// <summary>20260301, 20260301142500.</summary>
    Compact,

    /// <summary>Seconds since 1970-01-01T00:00:00Z.</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970-01-01T00:00:00Z.</summary>
    UnixMilliseconds,

    /// <summary>Days since 1899-12-30 with a fraction for the time, as spreadsheets keep them.</summary>
    SpreadsheetDays,

    /// <summary>1 March 2026, with the month's name in one of the four languages.</summary>
    NamedMonth,
}

/// <summary>How reading a date ended.</summary>
internal enum DateOutcome
{
    Read,
    Empty,
    Unreadable,
    Absurd,
}
