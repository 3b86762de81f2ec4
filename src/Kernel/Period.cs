namespace Regulars.Kernel;

/// <summary>A half-open span of days, [From, To): its first day belongs to it, its last does not.</summary>
/// <param name="From">The first day inside.</param>
/// <param name="To">The first day after.</param>
public readonly record struct Period(Day From, Day To)
{
    /// <summary>The number of days inside; zero or less when empty.</summary>
    public int Days => To - From;

    /// <summary>Whether the day lies inside.</summary>
    public bool Contains(Day day) => day >= From && day < To;

    /// <summary>The calendar month in which the day lies.</summary>
    public static Period MonthOf(Day day) => new(day.StartOfMonth, day.StartOfMonth.PlusMonths(1));

    /// <summary>The span of the same length that ends where this one begins.</summary>
    public Period Before => new(From.Plus(-Days), From);

    /// <summary>The span as 2026-03-01..2026-04-01, the end not included.</summary>
    public override string ToString() => $"{From}..{To}";
}
