using Regulars.Kernel;

namespace Regulars.Ui.Tests;

public class ComponentTests
{
    [Theory]
    [InlineData("Agnieszka Wiśniewska", "AW")]
    [InlineData("  дмитрий   савченко молодший", "ДС")]
    [InlineData("Їжак", "Ї")]
    [InlineData("👩‍🍳 Anna Nowak", "AN")]
    [InlineData("👩‍🍳", "👩‍🍳")]
    [InlineData("+380 50", "+")]
    [InlineData("", "·")]
    [InlineData(null, "·")]
    public void Initials_are_whole_characters_of_any_script(string? name, string expected) => Assert.Equal(expected, Initials.Of(name));

    [Fact]
    public async Task A_figure_opens_to_its_definition_with_and_without_scripts()
    {
        var figure = await Rendering.Page<Figure>(new()
        {
            ["Label"] = "Retention \"rate\"", ["Value"] = "69.6%", ["Change"] = "+1.8", ["Definition"] = "/definitions/retention",
            ["Trend"] = new double[] { 60, 65, 69.6 },
        });

        var link = figure.QuerySelector(".definition-link")!;
        Assert.Equal("/definitions/retention", link.GetAttribute("href"));
        Assert.Equal("/definitions/retention", link.GetAttribute("hx-get"));
        Assert.Equal("What “Retention \"rate\"” means and what it is made of", link.GetAttribute("aria-label"));
        Assert.Equal("Retention \"rate\": from 60.0 to 69.6", figure.QuerySelector("svg")!.GetAttribute("aria-label"));
        Assert.Contains("tone-good", figure.QuerySelector(".tag")!.ClassList);
    }

    [Fact]
    public async Task A_level_line_is_drawn_in_the_middle_and_a_single_value_not_at_all()
    {
        var level = await Rendering.Page<Sparkline>(new() { ["Values"] = new double[] { 5, 5 }, ["Label"] = "x" });
        var single = await Rendering.Page<Sparkline>(new() { ["Values"] = new double[] { 5 }, ["Label"] = "x" });

        Assert.Equal("M4,18 L176,18", level.QuerySelector("path")!.GetAttribute("d"));
        Assert.Null(single.QuerySelector("svg"));
    }

    [Fact]
    public async Task A_table_is_ordered_by_links_that_keep_the_filters()
    {
        var table = await Rendering.Page<ListPage>(new() { ["Names"] = new[] { "<b>Anna</b>" }, ["Order"] = "name" });

        var headings = table.QuerySelectorAll("thead th");
        Assert.Equal("ascending", headings[0].GetAttribute("aria-sort"));
        Assert.Equal("/customers?q=a%26b&sort=-name", headings[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Null(headings[1].GetAttribute("aria-sort"));
        Assert.Equal("/customers?q=a%26b&sort=-spent", headings[1].QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("<b>Anna</b>", table.QuerySelector("tbody th")!.TextContent);
        Assert.Equal("/customers?after=3", table.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Null(table.QuerySelector("a[rel=prev]"));
    }

    [Fact]
    public async Task An_empty_table_says_so()
    {
        var table = await Rendering.Page<ListPage>(new() { ["Names"] = Array.Empty<string>() }, Language.Polish);

        Assert.Null(table.QuerySelector("table"));
        Assert.Equal("Na razie nic tu nie ma", table.QuerySelector(".empty-title")!.TextContent);
    }

    [Theory]
    [InlineData("nonsense", "spent", true)]
    [InlineData(null, "spent", true)]
    [InlineData("-name", "name", true)]
    [InlineData("name", "name", false)]
    public void An_unknown_order_falls_back_to_the_usual_one(string? value, string key, bool isDescending)
    {
        var sort = TableSort.Read(value, "/", "-spent", "name");

        Assert.Equal((key, isDescending), (sort.Key, sort.IsDescending));
    }

    [Fact]
    public async Task The_colour_of_a_cell_deepens_with_its_value_and_unknown_ones_have_none()
    {
        var table = await Rendering.Page<HeatTable>(new()
        {
            ["Caption"] = "Cohorts", ["RowHeading"] = "Month", ["Headings"] = new[] { "0", "1", "2", "3" },
            ["Rows"] = new HeatRow[] { new("May", null, [new(null, "100"), new(0, "0"), new(.25, "25"), new(.5, "50")]) },
        });

        Assert.Equal(["heat-none", "heat-0", "heat-5", "heat-10"], table.QuerySelectorAll("td").Select(cell => cell.ClassList[1]));
    }

    [Fact]
    public async Task A_story_tells_what_happened_and_offers_what_came_before()
    {
        var now = Readers.Of(Language.English).Calendar.At(new DateTime(2026, 11, 22, 12, 0, 0));
        var story = await Rendering.Page<Timeline>(new()
        {
            ["Now"] = now, ["More"] = "/customers/7?before=9",
            ["Items"] = new TimelineEntry[] { new(now, "<img src=x>", "189.00", Tone.Alarm) },
        });

        Assert.Equal("<img src=x>", story.QuerySelector(".timeline-title")!.TextContent.Trim());
        Assert.Equal("2026-11-22T10:00:00Z", story.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Equal("/customers/7?before=9", story.QuerySelector(".timeline-more a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Progress_asks_for_itself_only_while_something_goes_on()
    {
        Dictionary<string, object?> going = new() { ["Label"] = "orders.csv", ["Done"] = 50L, ["Total"] = 200L, ["Left"] = TimeSpan.FromSeconds(9), ["Poll"] = "/imports/1" };
        var started = await Rendering.Page<Progress>(going);
        going["Poll"] = null;
        var ended = await Rendering.Page<Progress>(going);

        Assert.Equal("every 1s", started.QuerySelector(".progress")!.GetAttribute("hx-trigger"));
        Assert.Contains("50 of 200 · 9 seconds left", started.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(ended.QuerySelector(".progress")!.HasAttribute("hx-get"));
        Assert.Equal("200", ended.QuerySelector("progress")!.GetAttribute("max"));
    }
}
