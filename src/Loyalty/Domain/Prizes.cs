using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Gives what was promised for challenges and milestones, and takes it back: points by their lot, a badge when nothing stands for it any more.</summary>
/// <remarks>Points of prizes belong to no order, and count for no level.</remarks>
internal sealed class Prizes(ProgrammeHistory programmes, MemberEffects effects, Day today)
{
    private MemberBook Book => effects.Ledger.Book;

    /// <summary>Notes what was reached, and gives the prize.</summary>
    /// <param name="programme">The version that promised it.</param>
    /// <param name="reached">What was reached.</param>
    /// <param name="prize">The prize.</param>
    /// <param name="name">What people call what was reached.</param>
    /// <param name="isTold">Whether a fact already tells it.</param>
    public void Give(CompiledProgramme programme, Achievement reached, Prize prize, string name, bool isTold = false)
    {
        var unit = programme.Programme.Unit(prize.Unit)!;
        var lot = prize.Points > 0
            ? effects.Ledger.Apart(programme.Programme).Give(unit, unit.ToParts(prize.Points), today, today, today, reached.Key, PostingReason.Prize).Number
            : 0;
        var isNew = prize.Badge is { } wanted && !Book.HasBadge(wanted);
        effects.Add(reached with { Lot = lot, Badge = prize.Badge });
        if (!isTold)
        {
            effects.Facts.Add(Content(reached, name, unit, prize).Fact(reached.IsChallenge ? LoyaltyFacts.ChallengeCompleted : LoyaltyFacts.MilestoneReached, reached.Order));
        }

        if (isNew)
        {
            effects.Facts.Add(OfBadge(programme.Programme, prize.Badge!, name).Fact(LoyaltyFacts.BadgeEarned, reached.Order));
        }
    }

    /// <summary>Takes back what was given for what no longer stands.</summary>
    public void TakeBack(Achievement reached, string name)
    {
        var programme = programmes.Of(reached.ProgrammeVersion).Programme;
        if (reached.Lot > 0 && Book.Lots.TryGetValue(reached.Lot, out var lot))
        {
            effects.Ledger.Apart(programme).TakeBack(programme.Unit(lot.Unit)!, lot.Granted - lot.Revoked, [lot]);
        }

        effects.Add(reached with { IsHeld = false });
        effects.Facts.Add(Content(reached, name, null, null).Fact(reached.IsChallenge ? LoyaltyFacts.ChallengeUndone : LoyaltyFacts.MilestoneUndone, reached.Order));
        if (reached.Badge is { } badge && !Book.HasBadge(badge))
        {
            effects.Facts.Add(OfBadge(programme, badge, name).Fact(LoyaltyFacts.BadgeWithdrawn, reached.Order));
        }
    }

    private static AchievementContent Content(Achievement reached, string name, PointUnit? unit, Prize? prize) => new(
        name,
        reached.Part,
        reached.IsChallenge && reached.Period > 100 ? new Day(reached.Period).ToString() : reached.Period.ToString(System.Globalization.CultureInfo.InvariantCulture),
        prize?.Points > 0 ? unit?.Key : null,
        prize?.Points > 0 ? prize.Points : null,
        prize?.Badge,
        reached.ProgrammeVersion);

    private static AchievementContent OfBadge(Programme programme, string badge, string name) =>
        new(programme.Badge(badge)?.NameIn("") ?? badge, badge, null, null, null, null, programme.Version) { Reason = name };
}
