using System.Text.Json;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>The main job in one go on a real file: every published figure, on both engines, from every encoding, and nothing left behind.</summary>
public sealed class TryOnlineRetailTests
{
    private static async Task<string> Try(Place place, string file) => (await place.Run("try", file, "--no-serve", "--format", "json")).Well().Output;

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task Every_published_figure_comes_out_and_nothing_stays_behind(StorageEngine engine)
    {
        using var place = new Place(engine);

        var output = await Try(place, Repository.OnlineRetail);

        CheckFigures(output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Temporary, "regulars-*"));
        Assert.False(Directory.Exists(place.Data));
        if (engine is StorageEngine.PostgreSql)
        {
            Assert.Equal(0, place.Ask("SELECT count(*) FROM information_schema.schemata WHERE schema_name LIKE 'regulars%'"));
            Assert.Equal(0, place.Ask("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"));
        }
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task A_Russian_export_in_Windows_1251_gives_the_same_figures_without_a_hand_on_it(StorageEngine engine)
    {
        using var place = new Place(engine);

        CheckFigures(await Try(place, place.Write("заказы.csv", RetailRows.InRussian("dd.MM.yyyy HH:mm"))));
    }

    [Fact]
    public async Task With_dates_without_times_every_figure_is_the_same()
    {
        using var place = new Place(StorageEngine.Sqlite);

        CheckFigures(await Try(place, place.Write("заказы.csv", RetailRows.InRussian("dd.MM.yyyy"))));
    }

    /// <summary>The figures of the published definitions for this file, each to its last published digit.</summary>
    private static void CheckFigures(string output)
    {
        using var json = JsonDocument.Parse(output);
        var report = json.RootElement;
        Assert.Equal("2011-12-10", report.GetProperty("asOf").GetString());
        Assert.Equal(4_338, report.GetProperty("customers").GetInt32());
        Assert.Equal(18_532, report.GetProperty("orders").GetInt32());
        Assert.Equal("8911407.90", report.GetProperty("grossRevenue").GetRawText());
        Assert.Equal("611342.09", report.GetProperty("returnedValue").GetRawText());
        Assert.Equal("8300065.81", report.GetProperty("netRevenue").GetRawText());
        Assert.Equal(480.866, report.GetProperty("averageOrderValue").GetDouble(), 0.0005);
        Assert.Equal(0.655832, report.GetProperty("repeatRate").GetDouble(), 0.0000005);
        Assert.Equal(0.068602, report.GetProperty("returnRate").GetDouble(), 0.0000005);
        CheckGaps(report.GetProperty("timeBetweenPurchases"));
        Assert.Equal(220, report.GetProperty("retention").GetProperty("windowDays").GetInt32());
        CheckFebruary(report.GetProperty("growth").EnumerateArray().Single(row => row.GetProperty("period").GetString() == "2011-02"));
        var cohort = report.GetProperty("cohorts").EnumerateArray().First();
        Assert.Equal(("2010-12", 885), (cohort.GetProperty("cohort").GetString(), cohort.GetProperty("size").GetInt32()));
        Assert.Equal(
            [885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235],
            cohort.GetProperty("active").EnumerateArray().Select(active => active.GetInt32()));
        CheckSegments(report.GetProperty("segments"));
    }

    private static void CheckGaps(JsonElement gaps)
    {
        Assert.Equal(12_425, gaps.GetProperty("count").GetInt32());
        Assert.Equal(45.6569, gaps.GetProperty("meanDays").GetDouble(), 0.00005);
        Assert.Equal(28, gaps.GetProperty("medianDays").GetDouble());
        Assert.Equal(110, gaps.GetProperty("p90Days").GetDouble());
    }

    private static void CheckFebruary(JsonElement row)
    {
        Assert.Equal(
            (758, 262, 380, 116, 479),
            (Number("active"), Number("retained"), Number("new"), Number("returned"), Number("lost")));
        Assert.Equal(262.0 / 741, row.GetProperty("retentionRate").GetDouble(), 15);

        int Number(string name) => row.GetProperty(name).GetInt32();
    }

    private static void CheckSegments(JsonElement segments)
    {
        var sizes = segments.EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!, row => row.GetProperty("customers").GetInt32());
        Assert.Equal((717, 698, 679), (sizes["Champions"], sizes["Lost"], sizes["Loyal"]));
        Assert.Equal(11, sizes.Count);
        Assert.Equal(2_244, sizes.Values.Sum() - 717 - 698 - 679);
    }
}
