using Regulars.Insights.Contracts;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>What the page of retention is asked, as its address says it; what cannot be understood counts as not said.</summary>
public sealed record RetentionQuestion
{
    private const int LongestWindow = 3_650;

    /// <summary>Only facts before this day.</summary>
    public string? AsOf { get; init; }

    /// <summary>The first day of the period.</summary>
    public string? From { get; init; }

    /// <summary>The last day of the period, which belongs to it.</summary>
    public string? Until { get; init; }

    /// <summary>The presence window in days.</summary>
    public string? Window { get; init; }

    /// <summary>month, week, quarter or year.</summary>
    public string? Unit { get; init; }

    /// <summary>A part of the sales, such as country:France.</summary>
    public string? Part { get; init; }

    /// <summary>count or money: what the cohorts show.</summary>
    public string? Show { get; init; }

    /// <summary>Whether to answer at once instead of showing progress first.</summary>
    public string? Now { get; init; }

    internal bool IsByMoney => Show == "money";

    internal CalendarUnit CalendarUnit => Enum.TryParse<CalendarUnit>(Unit, ignoreCase: true, out var unit) && Enum.IsDefined(unit) ? unit : CalendarUnit.Month;

    internal Day? FirstDay => Day.TryParse(From);

    internal Day? LastDay => Day.TryParse(Until);

    internal int? WindowDays => int.TryParse(Window, out var days) && days is > 0 and <= LongestWindow ? days : null;

    internal ReportPart? ReportPart => Part?.Split(':', 2) is [("store" or "channel" or "country" or "category") and var dimension, { Length: > 0 } code]
        ? new ReportPart(dimension, code)
        : null;

    /// <summary>Whether the report that is kept answers it.</summary>
    internal bool IsUsual => Query == new ReportQuery();

    internal ReportQuery Query => new()
    {
        AsOf = Day.TryParse(AsOf),
        Period = FirstDay is { } first && LastDay is { } last && first <= last ? new Period(first, last.Plus(1)) : null,
        WindowDays = WindowDays,
        Unit = CalendarUnit,
        Part = ReportPart,
    };

    /// <summary>The same question at another address, some of it changed.</summary>
    internal string Address(string path, params IEnumerable<(string Name, object? Value)> changes)
    {
        var asked = new Dictionary<string, object?>
        {
            ["asOf"] = AsOf, ["from"] = From, ["until"] = Until, ["window"] = Window, ["unit"] = Unit, ["part"] = Part, ["show"] = Show,
        };
        foreach (var (name, value) in changes)
        {
            asked[name] = value;
        }

        return Addresses.With(path, asked.Select(pair => (pair.Key, pair.Value)));
    }
}
