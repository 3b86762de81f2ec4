using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Where a customer stands in a challenge.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Done">What counts in the present period; for what can be done again at any time, since it was last done.</param>
/// <param name="Goal">The goal, in the same unit: times, pieces, or minor units.</param>
/// <param name="Times">How often it was done and stands.</param>
/// <param name="Run">How many neighbouring periods have reached the goal, for a streak.</param>
/// <param name="Deadline">The last day for the goal, or for the next period of a streak; null: without end.</param>
internal sealed record ChallengeStanding(Challenge Challenge, long Done, long Goal, int Times, int Run, Day? Deadline)
{
    /// <summary>Whether nothing is left to do now.</summary>
    public bool IsDone => Challenge is { IsByCalendar: true, InARow: 1 } ? Done >= Goal : Times > 0 && !Challenge.Repeats;

    /// <summary>Where a member stands in the challenges that are for them and can still be done, or were.</summary>
    public static IReadOnlyList<ChallengeStanding> Of(MemberBook book, CompiledProgramme programme, Func<Challenge, bool> isFor, Day today) =>
    [
        .. programme.Programme.Challenges
            .Where(challenge => challenge.IsRunning && programme.Programme.IsRunning && !(today < challenge.From))
            .Where(challenge => Held(challenge, book) > 0 || (ChallengeTime.Contains(challenge, today, book.JoinedOn ?? today) && isFor(challenge)))
            .Select(challenge => Of(challenge, book, programme.Currency, today)),
    ];

    private static ChallengeStanding Of(Challenge challenge, MemberBook book, Currency currency, Day today)
    {
        var goal = ChallengeTime.Goal(challenge, currency);
        var times = Held(challenge, book);
        if (!challenge.IsByCalendar)
        {
            var all = ChallengeTime.Progress(challenge, book, default);
            Day? joiningEnds = challenge.Period is ChallengePeriod.SinceJoining ? (book.JoinedOn ?? today).Plus(challenge.Days - 1) : null;
            return new ChallengeStanding(challenge, challenge.Repeats ? all - (goal * times) : all, goal, times, 0, Earliest(joiningEnds, challenge.Until));
        }

        var start = ChallengeTime.Start(challenge.Period, today);
        var done = ChallengeTime.Progress(challenge, book, start);
        var isStreak = challenge.InARow > 1;
        var end = ChallengeTime.Neighbour(challenge.Period, start, isStreak && done >= goal ? 2 : 1).Plus(-1);
        return new ChallengeStanding(challenge, done, goal, times, isStreak ? ChallengeTime.Run(challenge, currency, book, today) : 0, Earliest(end, challenge.Until));
    }

    private static int Held(Challenge challenge, MemberBook book) =>
        book.Achievements.Values.Count(achievement => achievement.IsHeld && achievement.Key == ChallengeTime.KeyOf(challenge));

    private static Day? Earliest(Day? one, Day? other) => one is { } first && other is { } second ? first < second ? first : second : one ?? other;
}

/// <summary>A badge that a customer has.</summary>
/// <param name="Badge">The badge.</param>
/// <param name="Since">The day on which it was earned.</param>
/// <param name="Reason">What people call the challenge or milestone it is for.</param>
internal sealed record BadgeHeld(Badge Badge, Day Since, string Reason)
{
    /// <summary>The badges of a member, the newest first; what is no longer in the programme is found in its versions.</summary>
    public static IReadOnlyList<BadgeHeld> Of(MemberBook book, ProgrammeHistory history) =>
    [
        .. book.Achievements.Values.Where(achievement => achievement is { IsHeld: true, Badge: not null })
            .GroupBy(achievement => achievement.Badge!)
            .Select(badge => badge.OrderBy(achievement => achievement.On).ThenBy(achievement => achievement.Key, StringComparer.Ordinal).First())
            .OrderByDescending(first => first.On)
            .Select(first => new BadgeHeld(history.Of(first.ProgrammeVersion).Programme.Badge(first.Badge!) ?? new Badge { Key = first.Badge! }, first.On, NameOf(first, history))),
    ];

    /// <summary>What people call what was reached.</summary>
    public static string NameOf(Achievement reached, ProgrammeHistory history)
    {
        var programme = history.Of(reached.ProgrammeVersion).Programme;
        var name = reached.IsChallenge
            ? programme.Challenges.FirstOrDefault(challenge => challenge.Key == reached.Part)?.Name
            : programme.Milestones.FirstOrDefault(milestone => milestone.Key == reached.Part)?.Name;
        return string.IsNullOrEmpty(name) ? reached.Part : name;
    }
}
