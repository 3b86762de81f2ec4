using System.Globalization;
using Regulars.Kernel;

namespace Regulars.Insights.Contracts;

/// <summary>The calendar unit by which a history is cut into periods.</summary>
public enum CalendarUnit
{
    /// <summary>Calendar months.</summary>
    Month = 0,

    /// <summary>Weeks from Monday (ISO 8601).</summary>
    Week = 1,

    /// <summary>Quarters of the calendar year.</summary>
    Quarter = 2,

    /// <summary>Calendar years.</summary>
    Year = 3,
}

/// <summary>The periods of a calendar unit.</summary>
public static class CalendarUnits
{
    extension(CalendarUnit unit)
    {
        /// <summary>The first day of the period in which a day lies.</summary>
        public Day StartOf(Day day)
        {
            var date = day.Date;
            return unit switch
            {
                CalendarUnit.Week => day.Plus(-(((int)date.DayOfWeek + 6) % 7)),
                CalendarUnit.Quarter => Day.Of(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1),
                CalendarUnit.Year => Day.Of(date.Year, 1, 1),
                _ => day.StartOfMonth,
            };
        }

        /// <summary>The first day of the next period.</summary>
        public Day Next(Day start) => unit switch
        {
            CalendarUnit.Week => start.Plus(7),
            CalendarUnit.Quarter => start.PlusMonths(3),
            CalendarUnit.Year => start.PlusMonths(12),
            _ => start.PlusMonths(1),
        };

        /// <summary>All periods from the one of the first day to the one of the last day before <paramref name="asOf"/>.</summary>
        public IReadOnlyList<Period> PeriodsFrom(Day first, Day asOf)
        {
            var periods = new List<Period>();
            for (var start = unit.StartOf(first); start < asOf; start = unit.Next(start))
            {
                periods.Add(new Period(start, unit.Next(start)));
            }

            return periods;
        }

        /// <summary>How a period is written: 2026-03, 2026-W09, 2026-Q1, 2026.</summary>
        public string Label(Day start) => unit switch
        {
            CalendarUnit.Week => string.Create(
                CultureInfo.InvariantCulture,
                $"{ISOWeek.GetYear(start.Date.ToDateTime(TimeOnly.MinValue))}-W{ISOWeek.GetWeekOfYear(start.Date.ToDateTime(TimeOnly.MinValue)):00}"),
            CalendarUnit.Quarter => string.Create(CultureInfo.InvariantCulture, $"{start.Date.Year}-Q{((start.Date.Month - 1) / 3) + 1}"),
            CalendarUnit.Year => start.Date.Year.ToString(CultureInfo.InvariantCulture),
            _ => start.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        };
    }
}
