namespace Regulars.Ui;

/// <summary>How the numbers of a chart are written.</summary>
public enum ChartUnit
{
    /// <summary>As whole numbers.</summary>
    Count,

    /// <summary>Fractions as per cent.</summary>
    Percent,

    /// <summary>As amounts of the business's currency, in its main unit.</summary>
    Money,

    /// <summary>As numbers with a decimal.</summary>
    Number,
}

/// <summary>One line or one kind of bar.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Role">Its colour and pattern: main, second, third, left, or the name of a tone.</param>
/// <param name="Values">One value for each category; null where there is none.</param>
public sealed record ChartSeries(string Name, string Role, IReadOnlyList<double?> Values)
{
    /// <summary>The lower ends of the interval around a line; null without an interval.</summary>
    public IReadOnlyList<double?>? Low { get; init; }

    /// <summary>The upper ends of the interval around a line; null without an interval.</summary>
    public IReadOnlyList<double?>? High { get; init; }

    /// <summary>Whether the bars hang below the line of zero.</summary>
    public bool IsBelow { get; init; }
}

/// <summary>What a chart draws and the table behind it lists.</summary>
/// <param name="Kind">growth, lines or bars.</param>
/// <param name="Unit">How the numbers are written.</param>
/// <param name="Categories">The names along the axis, as they are written.</param>
/// <param name="Series">The lines or bars.</param>
public sealed record ChartData(string Kind, ChartUnit Unit, IReadOnlyList<string> Categories, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>Longer names of the categories for the table, such as the month with its year; the short ones when null.</summary>
    public IReadOnlyList<string>? LongCategories { get; init; }

    /// <summary>Whether the last category is an unfinished period, drawn paler.</summary>
    public bool IsLastUnfinished { get; init; }
}
