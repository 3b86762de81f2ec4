using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Limits of one rule for one person over time, whichever of their records earns.</summary>
internal static class Limits
{
    /// <summary>What they leave for the rule, in smallest parts; null: it has none.</summary>
    /// <param name="book">The customer's book.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="day">The day of what is asked about.</param>
    /// <param name="own">What the rule gave already for what is asked about: it takes no room from itself.</param>
    public static long? Room(MemberBook book, EarningRule rule, PointUnit unit, Day day, long own = 0)
    {
        if (!rule.HasLimitOverTime)
        {
            return null;
        }

        var (ever, today) = (book.UseOf(rule.Key), book.UseOf(rule.Key, day.Number));
        var room = rule.MostTimes is { } times && ever.Times - (own > 0 ? 1 : 0) >= times ? 0 : long.MaxValue;
        room = Math.Min(room, rule.MostPerDay is { } perDay ? unit.ToParts(perDay) - (today.Points - own) : long.MaxValue);
        return Math.Max(0, Math.Min(room, rule.MostPerCustomer is { } perCustomer ? unit.ToParts(perCustomer) - (ever.Points - own) : long.MaxValue));
    }

    /// <summary>Notes what a rule gave or what was taken back of it.</summary>
    public static void Count(MemberBook book, EarningRule rule, Day day, long points, int times)
    {
        if (rule.HasLimitOverTime)
        {
            Count(book, rule.Key, day, points, times);
        }
    }

    /// <summary>Notes what was taken, or given back, of something that is counted for one customer.</summary>
    public static void Count(MemberBook book, string key, Day day, long points, int times)
    {
        foreach (var number in (int[])[0, day.Number])
        {
            var use = book.LimitUses.GetValueOrDefault((key, number));
            book.LimitUses[(key, number)] = new LimitUse(use.Points + points, use.Times + times);
        }
    }
}
