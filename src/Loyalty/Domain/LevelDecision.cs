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
        var standing = Checked(set, programme, book, before ?? new LevelStanding(0, 0, today, null), today);
        var earned = set.Earned(Progress(set, programme, book, today));
        if (earned > standing.Place)
        {
            return new LevelStanding(earned, standing.Place, today, set.CheckAfter(today)) { Earlier = IfRisen(standing) };
        }

        var left = WithoutTakenBack(set, programme, book, standing, earned);
        return left == standing ? standing : Checked(set, programme, book, left, today);
    }

    /// <summary>What raised the level was taken back where, by what is left, the day of the rise would have seen none: then the standing
    /// before it stands again, if that was raised by something that is left.</summary>
    private static LevelStanding WithoutTakenBack(LevelSet set, CompiledProgramme programme, MemberBook book, LevelStanding standing, int earned)
    {
        var earlier = standing.Earlier is { } known ? WithoutTakenBack(set, programme, book, known, earned) : null;
        var before = earlier?.Place ?? standing.Before;
        var kept = Math.Max(Math.Max(earned, before), set.Earned(Progress(set, programme, book, standing.ReachedOn)));
        return kept >= standing.Place ? standing with { Before = before, Earlier = IfRisen(earlier) }
            : kept == before && earlier is not null ? earlier
            : standing with { Place = kept, Before = before, CheckOn = kept == 0 ? null : standing.CheckOn, Earlier = IfRisen(earlier) };
    }

    private static LevelStanding? IfRisen(LevelStanding? standing) => standing?.Place > standing?.Before ? standing : null;

    private static LevelStanding Checked(LevelSet set, CompiledProgramme programme, MemberBook book, LevelStanding standing, Day today)
    {
        for (var checks = 0; checks < MostChecks && standing.CheckOn is { } check && today >= check.Plus(set.GraceDays); checks++)
        {
            standing = Check(set, programme, book, standing, check);
        }

        return standing;
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
