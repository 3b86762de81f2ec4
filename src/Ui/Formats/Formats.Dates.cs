using System.Globalization;
using Regulars.Kernel;

namespace Regulars.Ui;

public sealed partial class Formats
{
    /// <summary>A day in full: 14 March 2026, 14 марта 2026 г.</summary>
    public string Date(Day day) => $"{DayAndMonth(day)} {Year(day.Date.Year)}";

    /// <summary>A day as a table has room for it: 14 Mar 2026, 14.03.2026.</summary>
    public string DateShort(Day day) => language is Language.English
        ? $"{DayAndMonthShort(day)} {Invariant(day.Date.Year)}"
        : day.Date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day of a year that is plain from the context: 14 March, 14 марта.</summary>
    public string DayAndMonth(Day day) => $"{day.Date.Day}{NoBreakSpace}{MonthNames.InDate(language, day.Date.Month)}";

    /// <summary>The same, cut short: 14 Mar, 14 lis.</summary>
    public string DayAndMonthShort(Day day) =>
        $"{day.Date.Day}{NoBreakSpace}{MonthNames.ShortInDate(language, day.Date.Month)}";

    /// <summary>The month of a day: March 2026, март 2026 г.</summary>
    public string Month(Day day) => $"{MonthNames.Heading(language, day.Date.Month)} {Year(day.Date.Year)}";

    /// <summary>The month cut short, with its year: Mar 2026.</summary>
    public string MonthShort(Day day) => $"{MonthName(day)} {Invariant(day.Date.Year)}";

    /// <summary>The month cut short, alone, as on the axis of a chart: Mar.</summary>
    public string MonthName(Day day) => MonthNames.Short(language, day.Date.Month);

    /// <summary>The time of day by the business's clock: 09:12.</summary>
    public string Time(Instant moment) => calendar.Local(moment).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment in full: 14 March 2026, 09:12.</summary>
    public string DateAndTime(Instant moment) => $"{Date(calendar.DayOf(moment))}, {Time(moment)}";

    /// <summary>The days of a period, both ends told: 1 June – 30 November 2011; a whole month or year by its name.</summary>
    public string Range(Period period)
    {
        var (first, last) = (period.From.Date, period.To.Plus(-1).Date);
        if (period.Days <= 1)
        {
            return Date(period.From);
        }

        if (period == Period.MonthOf(period.From))
        {
            return Month(period.From);
        }

        if (first.Year != last.Year)
        {
            return $"{Date(period.From)} {Dash} {Date(period.To.Plus(-1))}";
        }

        if (first is { Month: 1, Day: 1 } && last is { Month: 12, Day: 31 })
        {
            return Year(first.Year);
        }

        return first.Month == last.Month
            ? $"{first.Day}{Dash}{Date(period.To.Plus(-1))}"
            : $"{DayAndMonth(period.From)} {Dash} {Date(period.To.Plus(-1))}";
    }

    private string Year(int year) => language switch
    {
        Language.Russian => $"{Invariant(year)}{NoBreakSpace}г.",
        Language.Ukrainian => $"{Invariant(year)}{NoBreakSpace}р.",
        _ => Invariant(year),
    };

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
