namespace Regulars.Kernel.Tests;

public class BusinessCalendarTests
{
    private static readonly BusinessCalendar Kyiv = new("Europe/Kyiv");

    [Fact]
    public void An_evening_in_UTC_is_the_next_day_in_Kyiv()
    {
        var moment = Instant.From(new DateTimeOffset(2026, 3, 1, 22, 30, 0, TimeSpan.Zero));

        Assert.Equal(Day.Of(2026, 3, 2), Kyiv.DayOf(moment));
    }

    [Fact]
    public void Every_moment_of_a_year_lies_between_the_starts_of_its_day_and_the_next()
    {
        var first = Kyiv.StartOf(Day.Of(2025, 12, 30));
        for (var step = 0; step < 370 * 24; step++)
        {
            var moment = first.Plus(TimeSpan.FromHours(step) + TimeSpan.FromMinutes(step % 60));
            var day = Kyiv.DayOf(moment);

            Assert.True(Kyiv.StartOf(day) <= moment);
            Assert.True(moment < Kyiv.StartOf(day.Plus(1)));
        }
    }

    [Fact]
    public void A_local_time_in_the_gap_of_spring_begins_when_the_clock_goes_on()
    {
        var moment = Kyiv.At(new DateTime(2026, 3, 29, 3, 30, 0));

        Assert.Equal("2026-03-29T01:00:00Z", moment.ToString());
    }

    [Fact]
    public void A_local_time_that_occurs_twice_is_its_first_occurrence()
    {
        var moment = Kyiv.At(new DateTime(2026, 10, 25, 3, 30, 0));

        Assert.Equal("2026-10-25T00:30:00Z", moment.ToString());
    }
}
