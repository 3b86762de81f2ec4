using Regulars.Kernel;

namespace Regulars.Ui.Tests;

public class DateFormatsTests
{
    private static readonly Day Pi = Day.Of(2026, 3, 14);

    [Theory]
    [InlineData(Language.English, "14 March 2026", "14 Mar 2026", "March 2026", "14 Mar")]
    [InlineData(Language.Russian, "14 марта 2026 г.", "14.03.2026", "март 2026 г.", "14 мар")]
    [InlineData(Language.Ukrainian, "14 березня 2026 р.", "14.03.2026", "березень 2026 р.", "14 бер")]
    [InlineData(Language.Polish, "14 marca 2026", "14.03.2026", "marzec 2026", "14 mar")]
    public void Months_take_the_case_that_their_place_asks_for(Language language, string full, string brief, string month, string dayAndMonth)
    {
        var formats = Readers.Formats(language);

        Assert.Equal(full, formats.Date(Pi).Plain());
        Assert.Equal(brief, formats.DateShort(Pi).Plain());
        Assert.Equal(month, formats.Month(Pi).Plain());
        Assert.Equal(dayAndMonth, formats.DayAndMonthShort(Pi).Plain());
    }

    [Fact]
    public void May_keeps_its_ending_after_a_day()
    {
        Assert.Equal("5 мая", Readers.Formats(Language.Russian).DayAndMonthShort(Day.Of(2026, 5, 5)).Plain());
        Assert.Equal("5 maja", Readers.Formats(Language.Polish).DayAndMonthShort(Day.Of(2026, 5, 5)).Plain());
        Assert.Equal("май", Readers.Formats(Language.Russian).MonthName(Day.Of(2026, 5, 5)));
    }

    [Theory]
    [InlineData("2011-06-01", "2011-12-01", "1 June – 30 November 2011")]
    [InlineData("2011-11-01", "2011-12-01", "November 2011")]
    [InlineData("2011-11-03", "2011-11-10", "3–9 November 2011")]
    [InlineData("2011-01-01", "2012-01-01", "2011")]
    [InlineData("2010-12-01", "2011-12-10", "1 December 2010 – 9 December 2011")]
    [InlineData("2011-12-09", "2011-12-10", "9 December 2011")]
    public void A_period_is_told_by_its_first_and_last_day(string from, string to, string expected)
    {
        var period = new Period(Day.TryParse(from)!.Value, Day.TryParse(to)!.Value);

        Assert.Equal(expected, Readers.Formats(Language.English).Range(period).Plain());
    }

    [Theory]
    [InlineData(Language.English, 3 * 24 * 60, "3 days ago")]
    [InlineData(Language.Russian, 3 * 24 * 60, "3 дня назад")]
    [InlineData(Language.Ukrainian, 5 * 24 * 60, "5 днів тому")]
    [InlineData(Language.Polish, 22, "22 minuty temu")]
    [InlineData(Language.Russian, 21 * 60, "21 час назад")]
    [InlineData(Language.Russian, 0, "только что")]
    [InlineData(Language.Polish, 25 * 60, "wczoraj")]
    [InlineData(Language.Ukrainian, 90 * 24 * 60, "3 місяці тому")]
    [InlineData(Language.Russian, 5 * 366 * 24 * 60, "5 лет назад")]
    public void The_time_since_is_told_by_its_largest_unit(Language language, int minutes, string expected)
    {
        var reader = Readers.Of(language);
        var now = reader.Calendar.At(new DateTime(2026, 11, 22, 12, 0, 0));

        Assert.Equal(expected, reader.Formats.Ago(now.Plus(TimeSpan.FromMinutes(-minutes)), now).Plain());
    }

    [Fact]
    public void A_story_tells_hours_for_today_and_years_for_other_years()
    {
        var reader = Readers.Of(Language.Polish);
        var now = reader.Calendar.At(new DateTime(2026, 11, 22, 12, 0, 0));
        string When(DateTime local) => reader.Formats.When(reader.Calendar.At(local), now).Plain();

        Assert.Equal("dziś, 09:12", When(new DateTime(2026, 11, 22, 9, 12, 0)));
        Assert.Equal("wczoraj, 23:59", When(new DateTime(2026, 11, 21, 23, 59, 0)));
        Assert.Equal("14 lis", When(new DateTime(2026, 11, 14, 8, 0, 0)));
        Assert.Equal("14.11.2023", When(new DateTime(2023, 11, 14, 8, 0, 0)));
    }

    [Fact]
    public void Moments_are_told_by_the_clock_of_the_business()
    {
        var moment = Instant.From(new DateTimeOffset(2026, 11, 21, 22, 30, 0, TimeSpan.Zero));

        Assert.Equal("22 листопада 2026 р., 00:30", Readers.Formats(Language.Ukrainian).DateAndTime(moment).Plain());
    }
}
