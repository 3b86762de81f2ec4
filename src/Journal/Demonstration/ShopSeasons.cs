using Regulars.Kernel;

namespace Regulars.Journal.Demonstration;

/// <summary>How busy the shop is from day to day: more before Christmas, less in summer, most on Saturdays, and growing.</summary>
internal sealed class ShopSeasons
{
    /// <summary>The shop's life in days.</summary>
    public const int Days = 730;

    private static readonly double[] Months = [0.92, 0.95, 1.00, 1.00, 0.98, 0.90, 0.80, 0.82, 1.00, 1.06, 1.14, 1.42];

    private static readonly double[] Weekdays = [0.80, 0.88, 0.90, 0.93, 0.98, 1.18, 1.33];

    /// <summary>Bustle summed up to the start of each day: by it pauses between purchases are measured.</summary>
    private readonly double[] bustle = new double[Days + 1];

    /// <summary>First visits summed up to the start of each day.</summary>
    private readonly double[] arrivals = new double[Days + 1];

    public ShopSeasons(Day last)
    {
        First = last.Plus(1 - Days);
        for (var i = 0; i < Days; i++)
        {
            var date = First.Plus(i).Date;
            var today = Months[date.Month - 1] * Weekdays[(int)date.DayOfWeek];
            bustle[i + 1] = bustle[i] + today;
            arrivals[i + 1] = arrivals[i] + (today * (0.6 + (0.7 * i / Days) + (i < 40 ? 0.9 : 0)));
        }
    }

    /// <summary>The day on which the shop opened.</summary>
    public Day First { get; }

    /// <summary>The day, counted from the opening, on which somebody comes for the first time.</summary>
    public int Arrival(Chance chance) => Reach(arrivals, chance.Share() * arrivals[Days]);

    /// <summary>The day at which so much bustle has passed since a day; <see cref="Days"/> when that is still to come.</summary>
    public int After(int day, double pause) => Math.Max(day + 1, Reach(bustle, bustle[day] + pause));

    private static int Reach(double[] sums, double sum)
    {
        var found = Array.BinarySearch(sums, sum);
        return found >= 0 ? found : ~found - 1 == Days ? Days : ~found - 1;
    }
}
