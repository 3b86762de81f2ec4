using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>The periods of challenges. Each is named by a number: that of its first day; for what is not counted by the calendar 0, 1, 2 … for the goal reached once, twice, thrice.</summary>
internal static class ChallengeTime
{
    /// <summary>The measure under which progress is kept beside that of levels.</summary>
    public static string MeasureOf(Challenge challenge) => KeyOf(challenge);

    /// <summary>Under which it is known what was reached, and the points for it; no rule has such a key.</summary>
    public static string KeyOf(Challenge challenge) => Prefix + challenge.Key;

    /// <summary>Whether a measure, or what was reached, is that of a challenge.</summary>
    public static bool IsOfChallenge(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    private const string Prefix = "challenge:";

    /// <summary>Whether something of a day counts.</summary>
    public static bool Contains(Challenge challenge, Day day, Day joined) =>
        !(day < challenge.From) && !(day > challenge.Until) && (challenge.Period is not ChallengePeriod.SinceJoining || (day >= joined && day < joined.Plus(challenge.Days)));

    /// <summary>The first day of the period in which a day lies.</summary>
    public static Day Start(ChallengePeriod period, Day day) => period switch
    {
        ChallengePeriod.Week => day.Plus(-(((int)day.Date.DayOfWeek + 6) % 7)),
        ChallengePeriod.Month => day.StartOfMonth,
        _ => Day.Of(day.Date.Year, 1, 1),
    };

    /// <summary>The first day of a period that lies some periods later, or earlier when negative.</summary>
    public static Day Neighbour(ChallengePeriod period, Day start, int periods) => period switch
    {
        ChallengePeriod.Week => start.Plus(7 * periods),
        ChallengePeriod.Month => start.PlusMonths(periods),
        _ => start.PlusMonths(12 * periods),
    };

    /// <summary>The goal in what is counted: times, pieces, or minor units.</summary>
    public static long Goal(Challenge challenge, Currency currency) =>
        challenge.Measure is ChallengeMeasure.Money ? currency.ToMinor(challenge.Goal) : (long)challenge.Goal;

    /// <summary>What counts in the period that begins on a day; without a calendar, in all.</summary>
    public static long Progress(Challenge challenge, MemberBook book, Day start) => challenge.IsByCalendar
        ? book.ProgressIn(MeasureOf(challenge), start, Neighbour(challenge.Period, start, 1).Plus(-1))
        : book.ProgressIn(MeasureOf(challenge), new Day(int.MinValue), start);

    /// <summary>Whether the goal of a period stands reached, with the periods before it where it is a streak.</summary>
    public static bool IsReached(Challenge challenge, Currency currency, MemberBook book, int period)
    {
        var goal = Goal(challenge, currency);
        return challenge.IsByCalendar
            ? Enumerable.Range(0, challenge.InARow).All(back => Progress(challenge, book, Neighbour(challenge.Period, new Day(period), -back)) >= goal)
            : Progress(challenge, book, default) >= goal * (period + 1);
    }

    /// <summary>How many neighbouring periods up to the present one have reached the goal; the present one counts once it has.</summary>
    public static int Run(Challenge challenge, Currency currency, MemberBook book, Day today)
    {
        var goal = Goal(challenge, currency);
        var present = Start(challenge.Period, today);
        var run = Progress(challenge, book, present) >= goal ? 1 : 0;
        for (var back = 1; back <= MostRun && Progress(challenge, book, Neighbour(challenge.Period, present, -back)) >= goal; back++)
        {
            run++;
        }

        return run;
    }

    private const int MostRun = 300;
}
