using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Where a customer stands on a ladder: risen at once, checked when the time has come, led back by a return.</summary>
internal static class LevelDecision
{
    /// <summary>A bound on checks made at once: no ladder is checked more often in a century of months.</summary>
    private const int MostChecks = 1_200;

    /// <summary>The measure under which what counts for a ladder is kept.</summary>
    public static string MeasureOf(LevelSet set, Programme programme) => set.Measure switch
    {
        LevelMeasure.Points => "points:" + programme.Unit(set.Unit)!.Key,
        LevelMeasure.Money => "money",
        _ => "orders",
    };

    /// <summary>What is kept, as the ladder's levels tell it: points, units of the currency, or orders.</summary>
    public static decimal Progress(LevelSet set, CompiledProgramme programme, MemberBook book, Day day)
    {
        var (from, to) = set.PeriodAt(day);
        var kept = book.ProgressIn(MeasureOf(set, programme.Programme), from, to);
        return set.Measure switch
        {
            LevelMeasure.Points => programme.Programme.Unit(set.Unit)!.ToPoints(kept),
            LevelMeasure.Money => programme.Currency.ToDecimal(kept),
            _ => kept,
        };
    }

    /// <summary>Brings a standing up to a day.</summary>
    public static LevelStanding Decide(LevelSet set, CompiledProgramme programme, MemberBook book, LevelStanding? before, Day today)
    {
        var standing = before ?? new LevelStanding(0, 0, today, null);
        for (var checks = 0; checks < MostChecks && standing.CheckOn is { } check && today >= check.Plus(set.GraceDays); checks++)
        {
            standing = Check(set, programme, book, standing, check);
        }

        var earned = set.Earned(Progress(set, programme, book, today));
        if (earned > standing.Place)
        {
            return new LevelStanding(earned, standing.Place, today, set.CheckAfter(today));
        }

        // What raised the level was taken back: by what is left, the day of the rise would have seen none.
        var kept = Math.Max(Math.Max(earned, standing.Before), set.Earned(Progress(set, programme, book, standing.ReachedOn)));
        return kept < standing.Place
            ? standing with { Place = kept, Before = Math.Min(standing.Before, kept), CheckOn = kept == 0 ? null : standing.CheckOn }
            : standing;
    }

    private static LevelStanding Check(LevelSet set, CompiledProgramme programme, MemberBook book, LevelStanding standing, Day check)
    {
        var earned = set.Earned(Progress(set, programme, book, check.Plus(-1)));
        var place = earned >= standing.Place ? standing.Place
            : set.Fall switch { LevelFall.OneLevel => standing.Place - 1, LevelFall.ToEarned => earned, _ => standing.Place };
        var kept = place == 0 ? (Day?)null
            : set.KeptMonths is { } months ? check.PlusMonths(months)
            : set.Period is LevelPeriod.CalendarYear ? Day.Of(check.Date.Year + 1, 1, 1)
            : check.PlusMonths(set.Months);
        return new LevelStanding(place, place, check, kept);
    }
}
