using Regulars.Kernel;

namespace Regulars.Kernel.Tests;

public class DayTests
{
    [Fact]
    public void A_day_counts_from_1970() => Assert.Equal(14_975, Day.Of(2011, 1, 1).Number);

    [Fact]
    public void A_period_contains_its_first_day_and_not_its_end()
    {
        var month = Period.MonthOf(Day.Of(2011, 2, 17));

        Assert.True(month.Contains(Day.Of(2011, 2, 1)));
        Assert.False(month.Contains(Day.Of(2011, 3, 1)));
        Assert.Equal(28, month.Days);
    }
}
