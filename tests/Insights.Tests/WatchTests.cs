using Regulars.Insights.Alerts;
using Regulars.Insights.Measures;
using Regulars.Kernel;

namespace Regulars.Insights.Tests;

public sealed class WatchTests
{
    private static readonly Day First = Day.Of(2026, 1, 1);

    [Fact]
    public void A_day_far_below_its_weekday_is_one_change_however_long_it_lasts()
    {
        var changes = Watch.Find(Shop(200, (day, buyers) => day is >= 190 and <= 194 ? buyers / 4 : buyers), 30);

        var change = Assert.Single(changes, change => change.Measure is "orders");
        Assert.False(change.IsAbove);
        Assert.Equal((First.Plus(190), First.Plus(194)), (change.FirstDay, change.LastDay));
        Assert.True(change.Value < change.Low && change.Low < change.Expected && change.Expected < change.High);
    }

    [Fact]
    public void The_season_of_the_week_is_no_change() =>
        Assert.DoesNotContain(Watch.Find(Shop(200, (_, buyers) => buyers), 60), change => change.Measure is "orders" or "buyers");

    [Fact]
    public void Chance_alone_rarely_leaves_the_band()
    {
        var alarms = 0;
        for (var shop = 0; shop < 20; shop++)
        {
            alarms += Watch.Find(Shop(200, (_, buyers) => buyers, seed: shop + 100), 30).Count;
        }

        // Twenty shops, a month, six measures that go together: 3,600 values at one in 500.
        Assert.True(alarms <= 20, $"{alarms} changes");
    }

    /// <summary>The last day is another one, or a day long ago is.</summary>
    [Fact]
    public void What_is_remembered_of_bands_finds_what_is_found_without()
    {
        var known = new KnownBands();
        foreach (var (days, late) in new[] { (200, 0), (201, 0), (203, 180), (203, 20), (203, 202), (198, 0) })
        {
            var shop = Shop(days, (day, buyers) => day is 185 or 196 ? buyers / 4 : day == late ? buyers * 5 : buyers);
            Assert.Equal(Watch.Find(shop, 30), Watch.Find(shop, 30, known));
        }
    }

    [Fact]
    public void Too_short_a_history_says_nothing() => Assert.Empty(Watch.Find(Shop(20, (_, buyers) => buyers), 10));

    private static DailyMeasures Shop(int days, Func<int, int, int> change, int seed = 5)
    {
        var chance = new Random(seed);
        var history = new PurchaseHistory();
        for (var day = 0; day < days; day++)
        {
            var usual = (day % 7) switch { 5 => 90, 6 => 60, _ => 40 } + chance.Next(-6, 7);
            for (var buyer = 0; buyer < change(day, usual); buyer++)
            {
                history.Add(new CustomerId(Guid.NewGuid()), [new PurchaseHistory.Entry(First.Plus(day), 1, 1000 + chance.Next(200), 0)]);
            }
        }

        return DailyMeasures.Of(history, First.Plus(days))!;
    }
}
