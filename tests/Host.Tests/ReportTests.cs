using System.Text.Json;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>A place filled with the demonstration shop, read by every test of its class.</summary>
public sealed class DemonstrationPlace : IAsyncLifetime
{
    internal Place Place { get; } = new(StorageEngine.Sqlite);

    public async ValueTask InitializeAsync() => (await Place.Run("demo", "--customers", "600")).Well();

    public ValueTask DisposeAsync()
    {
        Place.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Reports on the demonstration shop.</summary>
public sealed class ReportTests(DemonstrationPlace demonstration) : IClassFixture<DemonstrationPlace>
{
    private readonly Place place = demonstration.Place;

    private async Task<JsonElement> Report(params string[] arguments) => JsonDocument.Parse(await place.Report(arguments)).RootElement;

    [Fact]
    public async Task Filled_twice_with_the_same_seed_nothing_changes()
    {
        var before = await place.Report();

        (await place.Run("demo", "--customers", "600")).Well();

        Assert.Equal(before, await place.Report());
    }

    [Fact]
    public async Task Every_figure_of_the_demonstration_shop_is_there_and_plausible()
    {
        var report = await Report();

        Assert.All(
            report.EnumerateObject(),
            member => Assert.NotEqual(JsonValueKind.Null, member.Value.ValueKind));
        Assert.All(report.GetProperty("timeBetweenPurchases").EnumerateObject(), member => Assert.Equal(JsonValueKind.Number, member.Value.ValueKind));
        Assert.All(
            report.GetProperty("retention").EnumerateObject().Where(member => member.Name != "unavailable"),
            member => Assert.NotEqual(JsonValueKind.Null, member.Value.ValueKind));
        Assert.All(
            report.GetProperty("growth").EnumerateArray().Skip(2).SelectMany(row => row.EnumerateObject()),
            member => Assert.NotEqual(JsonValueKind.Null, member.Value.ValueKind));
        Assert.All(report.GetProperty("segments").EnumerateArray(), segment => Assert.NotEqual(0, segment.GetProperty("customers").GetInt32()));
        Assert.InRange(report.GetProperty("repeatRate").GetDouble(), 0.6, 0.9);
        Assert.InRange(report.GetProperty("retention").GetProperty("rate").GetDouble(), 0.75, 0.97);
        Assert.InRange(report.GetProperty("returnRate").GetDouble(), 0.005, 0.06);
        Assert.Equal("PLN", report.GetProperty("currency").GetString());
    }

    [Fact]
    public async Task Growth_as_CSV_has_a_row_for_every_period()
    {
        var lines = (await place.Run("report", "--format", "csv")).Well().Output.TrimEnd().Split('\n');

        Assert.StartsWith("period,from,to,unfinished,active,new,retained,returned,lost,", lines[0], StringComparison.Ordinal);
        Assert.Equal((await Report()).GetProperty("growth").GetArrayLength(), lines.Length - 1);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
    }

    [Fact]
    public async Task The_period_and_the_window_are_those_that_were_asked_for()
    {
        var end = DateOnly.Parse((await Report()).GetProperty("asOf").GetString()!);
        var (from, to) = ($"{end.AddDays(-60):yyyy-MM-dd}", $"{end.AddDays(-30):yyyy-MM-dd}");

        var retention = (await Report("--from", from, "--to", to, "--window", "45")).GetProperty("retention");

        Assert.Equal((from, to, 45), (retention.GetProperty("from").GetString(), retention.GetProperty("to").GetString(), retention.GetProperty("windowDays").GetInt32()));
        Assert.Equal(
            retention.GetProperty("retained").GetDouble() / retention.GetProperty("atStart").GetDouble(),
            retention.GetProperty("rate").GetDouble(),
            12);
        Assert.Equal(
            retention.GetProperty("atEnd").GetInt32(),
            retention.GetProperty("retained").GetInt32() + retention.GetProperty("new").GetInt32() + retention.GetProperty("returned").GetInt32());
    }

    [Fact]
    public async Task The_parts_of_a_dimension_add_up_to_the_whole()
    {
        var whole = (await Report()).GetProperty("grossRevenue").GetDecimal();
        var parts = new List<decimal>();
        foreach (var channel in (string[])["till", "web"])
        {
            parts.Add((await Report("--only", $"channel={channel}")).GetProperty("grossRevenue").GetDecimal());
        }

        Assert.All(parts, part => Assert.InRange(part, 1, whole - 1));
        Assert.Equal(whole, parts.Sum());
    }

    [Theory]
    [InlineData("country=Ukraine")]
    [InlineData("store=Kraków, Rynek")]
    [InlineData("category=Coffee beans")]
    public async Task A_part_has_fewer_customers_than_the_whole(string part)
    {
        Assert.InRange((await Report("--only", part)).GetProperty("customers").GetInt32(), 5, (await Report()).GetProperty("customers").GetInt32() - 1);
    }

    [Fact]
    public async Task A_part_that_is_not_there_is_told_with_those_that_are()
    {
        var ran = await place.Run("report", "--only", "country=Atlantis");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("Atlantis", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("Poland", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_of_an_earlier_day_later_sales_do_not_count()
    {
        var now = await Report();
        var then = await Report("--as-of", $"{DateOnly.Parse(now.GetProperty("asOf").GetString()!).AddDays(-365):yyyy-MM-dd}");

        Assert.InRange(then.GetProperty("orders").GetInt64(), 100, now.GetProperty("orders").GetInt64() * 2 / 3);
    }
}
