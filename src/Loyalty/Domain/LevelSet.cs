using System.Text.Json.Serialization;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What counts for a level. Never the balance: points that are spent were earned all the same.</summary>
[JsonConverter(typeof(EnumWords<LevelMeasure>))]
public enum LevelMeasure
{
    /// <summary>Points earned, less those taken back.</summary>
    Points,

    /// <summary>Money spent, less returns.</summary>
    Money,

    /// <summary>Orders, less those that were wholly undone.</summary>
    Orders,
}

/// <summary>In which time it counts.</summary>
[JsonConverter(typeof(EnumWords<LevelPeriod>))]
public enum LevelPeriod
{
    /// <summary>From the first day on.</summary>
    Ever,

    /// <summary>In a calendar year.</summary>
    CalendarYear,

    /// <summary>In the <see cref="LevelSet.Months"/> months up to a day.</summary>
    Rolling,
}

/// <summary>What happens when a level is no longer earned.</summary>
[JsonConverter(typeof(EnumWords<LevelFall>))]
public enum LevelFall
{
    /// <summary>One level down.</summary>
    OneLevel,

    /// <summary>To the level that is earned.</summary>
    ToEarned,

    /// <summary>A level once reached is kept.</summary>
    Never,
}

/// <summary>A ladder of levels.</summary>
public sealed record LevelSet
{
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    public LevelMeasure Measure { get; init; }

    /// <summary>The kind of points that counts; null: the programme's first.</summary>
    public string? Unit { get; init; }

    public LevelPeriod Period { get; init; } = LevelPeriod.CalendarYear;

    /// <summary>The months of a rolling period.</summary>
    public int Months { get; init; } = 12;

    /// <summary>A reached level is checked after so many months; null: at the end of the period after the one in which it was reached.</summary>
    public int? KeptMonths { get; init; }

    public LevelFall Fall { get; init; }

    /// <summary>Days after the check in which the level is kept all the same.</summary>
    public int GraceDays { get; init; }

    /// <summary>The levels, the lowest first; the first begins at 0.</summary>
    public IReadOnlyList<Level> Levels { get; init; } = [];

    /// <summary>The place of the highest level that so much earns.</summary>
    public int Earned(decimal progress)
    {
        var earned = 0;
        for (var place = 1; place < Levels.Count; place++)
        {
            if (progress >= Levels[place].From)
            {
                earned = place;
            }
        }

        return earned;
    }

    /// <summary>The days that count on a day: [from, to].</summary>
    public (Day From, Day To) PeriodAt(Day day) => Period switch
    {
        LevelPeriod.CalendarYear => (Day.Of(day.Date.Year, 1, 1), day),
        LevelPeriod.Rolling => (day.PlusMonths(-Months).Plus(1), day),
        _ => (new Day(int.MinValue), day),
    };

    /// <summary>The day on which a level that was reached on a day is checked; null: it is kept for ever.</summary>
    public Day? CheckAfter(Day reached) => Fall is LevelFall.Never || Period is LevelPeriod.Ever && KeptMonths is null ? null
        : KeptMonths is { } months ? reached.PlusMonths(months)
        : Period is LevelPeriod.CalendarYear ? Day.Of(reached.Date.Year + 2, 1, 1)
        : reached.PlusMonths(Months);
}

/// <summary>A level and what it brings.</summary>
public sealed record Level
{
    public required string Key { get; init; }

    public string Name { get; init; } = "";

    /// <summary>From so much on: points, orders, or units of the business's currency.</summary>
    public decimal From { get; init; }

    /// <summary>By how much earned points are multiplied.</summary>
    public decimal Multiplier { get; init; } = 1;

    /// <summary>What else it brings, in the business's words.</summary>
    public string Benefits { get; init; } = "";
}
