namespace Regulars.Ui;

/// <summary>Makes the charts that the console shows.</summary>
public static class Charts
{
    /// <summary>Growth accounting: who stayed, came back and is new above the line, who left below it.</summary>
    public static ChartData Growth(Reader reader, IReadOnlyList<string> categories, IReadOnlyList<GrowthBar> bars)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new ChartData("growth", ChartUnit.Count, categories,
        [
            new(reader.Text("ui.growth.stayed"), "main", [.. bars.Select(bar => (double?)bar.Stayed)]),
            new(reader.Text("ui.growth.came_back"), "second", [.. bars.Select(bar => (double?)bar.CameBack)]),
            new(reader.Text("ui.growth.new"), "third", [.. bars.Select(bar => (double?)bar.New)]),
            new(reader.Text("ui.growth.left"), "left", [.. bars.Select(bar => (double?)bar.Left)]) { IsBelow = true },
        ]);
    }

    /// <summary>Lines over time, each with its interval where it has one.</summary>
    public static ChartData Lines(ChartUnit unit, IReadOnlyList<string> categories, params IReadOnlyList<ChartSeries> series) =>
        new("lines", unit, categories, series);

    /// <summary>Bars beside one another.</summary>
    public static ChartData Bars(ChartUnit unit, IReadOnlyList<string> categories, params IReadOnlyList<ChartSeries> series) =>
        new("bars", unit, categories, series);
}

/// <summary>The customers of one period, by how they came to be active in it.</summary>
/// <param name="Stayed">Active in the period before too.</param>
/// <param name="CameBack">Active again after a pause.</param>
/// <param name="New">Active for the first time.</param>
/// <param name="Left">Active in the period before, not any more.</param>
public readonly record struct GrowthBar(long Stayed, long CameBack, long New, long Left);
