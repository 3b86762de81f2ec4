using System.Text.Json;

namespace Regulars.Ui.Tests;

public class ChartTests
{
    [Fact]
    public async Task The_table_behind_a_chart_lists_what_is_drawn()
    {
        var data = Charts.Growth(Readers.Of(Language.Russian), ["янв", "фев"], [new(320, 0, 417, 565), new(262, 116, 380, 479)]);
        var chart = await Rendering.Page<Chart>(new() { ["Title"] = "Рост", ["Data"] = data, ["Summary"] = "Растём." }, Language.Russian);

        var rows = chart.QuerySelectorAll("details tbody tr").Select(row => row.QuerySelectorAll("th, td").Select(cell => cell.TextContent));
        Assert.Equal([["янв", "320", "0", "417", "565"], ["фев", "262", "116", "380", "479"]], rows);
        Assert.Equal(["остались", "вернулись", "новые", "ушли"], chart.QuerySelectorAll(".legend li").Select(item => item.TextContent));
        Assert.Equal("Рост. Растём.", chart.QuerySelector(".chart-canvas")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task No_name_can_end_the_data_of_a_chart()
    {
        const string Hostile = "</script><script>alert(1)</script>";
        var data = Charts.Bars(ChartUnit.Count, [Hostile], new ChartSeries("x", "main", [1]));
        var chart = await Rendering.Page<Chart>(new() { ["Title"] = Hostile, ["Data"] = data });

        var script = Assert.Single(chart.QuerySelectorAll("script"));
        Assert.Equal(Hostile, JsonDocument.Parse(script.TextContent).RootElement.GetProperty("categories")[0].GetString());
    }

    [Fact]
    public async Task An_interval_and_a_gap_are_listed_as_such()
    {
        var data = Charts.Lines(ChartUnit.Percent, ["a", "b"], new ChartSeries("kept", "good", [.4, null]) { Low = [.38, null], High = [.43, null] });
        var chart = await Rendering.Page<Chart>(new() { ["Title"] = "Kept", ["Data"] = data });

        var cells = chart.QuerySelectorAll("tbody td").Select(cell => cell.TextContent);
        Assert.Equal(["40.0%", "38.0%", "43.0%", "–", "–", "–"], cells);
    }
}
