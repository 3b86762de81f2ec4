using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What an order would bring besides the points of rules.</summary>
/// <param name="Reached">Challenges and milestones that it would reach.</param>
/// <param name="Challenges">Where the challenges would stand that it would move.</param>
internal sealed record Foresight(IReadOnlyList<ForeseenPrize> Reached, IReadOnlyList<ChallengeStanding> Challenges)
{
    public static Foresight Nothing { get; } = new([], []);

    /// <summary>Reads what was decided on a copy.</summary>
    /// <param name="effects">What would follow.</param>
    /// <param name="history">The versions of the programme.</param>
    /// <param name="before">Where the challenges stand now.</param>
    /// <param name="after">Where they would stand.</param>
    public static Foresight Of(MemberEffects effects, ProgrammeHistory history, IReadOnlyList<ChallengeStanding> before, IReadOnlyList<ChallengeStanding> after)
    {
        var stood = before.ToDictionary(standing => standing.Challenge.Key);
        return new Foresight(
            [.. effects.ChangedAchievements.Select(key => effects.Ledger.Book.Achievements[key]).Where(reached => reached.IsHeld).Select(reached => ForeseenPrize.Of(reached, effects.Ledger.Book, history))],
            [.. after.Where(standing => !stood.TryGetValue(standing.Challenge.Key, out var was) || (was.Done, was.Times) != (standing.Done, standing.Times))]);
    }
}

/// <summary>What would be given for a challenge or milestone.</summary>
/// <param name="Reached">What would be reached.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Unit">The kind of points; null where none would be given.</param>
/// <param name="Points">So many, in smallest parts.</param>
/// <param name="Badge">The badge; null: none.</param>
internal sealed record ForeseenPrize(Achievement Reached, string Name, PointUnit? Unit, long Points, Badge? Badge)
{
    internal static ForeseenPrize Of(Achievement reached, MemberBook book, ProgrammeHistory history)
    {
        var programme = history.Of(reached.ProgrammeVersion).Programme;
        var lot = reached.Lot > 0 ? book.Lots[reached.Lot] : null;
        return new ForeseenPrize(
            reached, BadgeHeld.NameOf(reached, history), lot is null ? null : programme.Unit(lot.Unit), lot?.Granted ?? 0, reached.Badge is { } badge ? programme.Badge(badge) : null);
    }
}
