using System.Text.Json;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What the caller is told of what happened to a customer's points.</summary>
/// <param name="Points">By the kind of points: only those that moved.</param>
/// <param name="Levels">The levels that changed.</param>
/// <param name="Hold">The reservation that was made.</param>
/// <param name="Rewards">The rewards that were taken, handed over or given back.</param>
/// <param name="Codes">The codes that were taken.</param>
/// <param name="Reached">The challenges and milestones that were reached, or undone.</param>
/// <param name="Allowance">The allowance that was given, used or ended.</param>
internal sealed record LoyaltyAnswer(
    IReadOnlyList<PointsAnswer> Points, IReadOnlyList<LevelAnswer>? Levels, Guid? Hold, IReadOnlyList<RewardAnswer>? Rewards, IReadOnlyList<CodeAnswer>? Codes, IReadOnlyList<ReachedAnswer>? Reached,
    AllowanceAnswer? Allowance)
{
    public static string Write(PointsLedger ledger, Programme programme, MemberBook before, MemberEffects effects)
    {
        var units = ledger.Postings.Select(posting => posting.Unit).Distinct().Select(key => programme.Unit(key)).OfType<PointUnit>();
        var levels = programme.LevelSets
            .Where(set => ledger.Book.Levels.GetValueOrDefault(set.Key)?.Place != before.Levels.GetValueOrDefault(set.Key)?.Place)
            .Select(set => LevelAnswer.Of(set, ledger.Book.Levels[set.Key], before.Levels.GetValueOrDefault(set.Key)?.Place ?? 0))
            .ToList();
        return JsonSerializer.Serialize(
            new LoyaltyAnswer(
                [.. units.Select(unit => PointsAnswer.Of(unit, ledger))],
                levels.Count == 0 ? null : levels,
                effects.NewHold,
                SomeOf(effects.Gathered.Append(effects).SelectMany(record => record.Redemptions).Where(redemption => redemption.Reward is not null).Select(RewardAnswer.Of)),
                SomeOf(ledger.Shared.Taken.Select(code => CodeAnswer.Of(code, ledger.Book))),
                SomeOf(effects.ChangedAchievements.Select(key => ReachedAnswer.Of(ledger.Book.Achievements[key]))),
                effects.Allowance is { } change && programme.Unit(change.After.Unit) is { } allowed ? AllowanceAnswer.Of(change, allowed, ledger.Source.At) : null),
            LoyaltyJson.Default.LoyaltyAnswer);
    }

    private static List<T>? SomeOf<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } some ? some : null;
}

/// <summary>What became of an allowance. Numbers of points.</summary>
/// <param name="Id">The allowance.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">How many may be taken in all.</param>
/// <param name="Taken">How many were.</param>
/// <param name="Left">How many are still reserved for it.</param>
/// <param name="At">When this was decided.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="IsLate">Whether it had ended, and what was taken came from what there was to use.</param>
/// <param name="GivenBack">How many are free again; missing where it was not to end.</param>
internal sealed record AllowanceAnswer(Guid Id, string Unit, decimal Points, decimal Taken, decimal Left, string At, string EndsAt, bool IsLate, decimal? GivenBack)
{
    public static AllowanceAnswer Of(AllowanceChange change, PointUnit unit, Instant at) => new(
        change.After.Id,
        unit.Key,
        unit.ToPoints(change.After.Points),
        unit.ToPoints(change.After.Taken),
        unit.ToPoints(change.Left),
        at.ToString(),
        change.After.EndsAt.ToString(),
        change.IsLate,
        change.GivenBack is { } parts ? unit.ToPoints(parts) : null);
}

/// <summary>A reward that was taken, handed over or given back.</summary>
/// <param name="Reward">The reward.</param>
/// <param name="Version">The fact that took it.</param>
/// <param name="Number">Its number within the fact; 0 for what the fact asked for.</param>
/// <param name="State">taken, fulfilled or cancelled.</param>
/// <param name="LastDay">The last day on which it can be used.</param>
internal sealed record RewardAnswer(string Reward, long Version, int Number, string State, Day? LastDay)
{
    public static RewardAnswer Of(Redemption redemption) => new(
        redemption.Reward!, redemption.FactVersion, redemption.Number, JsonNamingPolicy.CamelCase.ConvertName(redemption.State.ToString()), redemption.LastDay);
}

/// <summary>A challenge or milestone that was reached, or undone.</summary>
/// <param name="Challenge">The challenge's key; missing for a milestone.</param>
/// <param name="Milestone">The milestone's key; missing for a challenge.</param>
/// <param name="Badge">The badge that was given or taken back for it.</param>
/// <param name="IsHeld">Whether it stands now.</param>
internal sealed record ReachedAnswer(string? Challenge, string? Milestone, string? Badge, bool IsHeld)
{
    public static ReachedAnswer Of(Achievement reached) =>
        new(reached.IsChallenge ? reached.Part : null, reached.IsChallenge ? null : reached.Part, reached.Badge, reached.IsHeld);
}

/// <summary>A code that was taken.</summary>
/// <param name="Code">The code.</param>
/// <param name="Reward">The reward it is.</param>
/// <param name="LastDay">The last day on which it can be used.</param>
internal sealed record CodeAnswer(string Code, string Reward, Day? LastDay)
{
    public static CodeAnswer Of(CodeUse code, MemberBook book)
    {
        var redemption = book.Redemptions[(code.FactVersion, code.Number)];
        return new CodeAnswer(code.Code!, redemption.Reward!, redemption.LastDay);
    }
}

/// <summary>What moved of one kind of points, and what there is now. Numbers of points.</summary>
/// <param name="Unit">The kind of points.</param>
/// <param name="Earned">Given, to be used at once or later; what came from another record or person is not earned.</param>
/// <param name="Used">Used.</param>
/// <param name="GivenBack">Used before, and given back.</param>
/// <param name="Expired">Expired, also of what was given back.</param>
/// <param name="TakenBack">Taken back.</param>
/// <param name="Balance">What can be used, less what is owed.</param>
/// <param name="Pending">What cannot be used yet.</param>
/// <param name="Held">What is reserved.</param>
internal sealed record PointsAnswer(
    string Unit, decimal Earned, decimal Used, decimal GivenBack, decimal Expired, decimal TakenBack, decimal Balance, decimal Pending, decimal Held)
{
    public static PointsAnswer Of(PointUnit unit, PointsLedger ledger)
    {
        return new PointsAnswer(
            unit.Key,
            Sum(posting => posting is { From: LedgerAccount.Issued, Reason: not PostingReason.Received }),
            Sum(posting => posting.To is LedgerAccount.Spent),
            Sum(posting => posting.Reason is PostingReason.GivenBack),
            Sum(posting => posting.To is LedgerAccount.Expired),
            Sum(posting => posting.To is LedgerAccount.Revoked),
            unit.ToPoints(ledger.Book.Balance(unit.Key)),
            unit.ToPoints(ledger.Book.Balance(unit.Key, LedgerAccount.Pending)),
            unit.ToPoints(ledger.Book.Balance(unit.Key, LedgerAccount.Held)));

        decimal Sum(Func<Posting, bool> isMeant) => unit.ToPoints(ledger.Postings.Where(posting => posting.Unit == unit.Key && isMeant(posting)).Sum(posting => posting.Points));
    }
}

/// <summary>A level that changed.</summary>
/// <param name="Set">The ladder.</param>
/// <param name="Level">The level now.</param>
/// <param name="Before">The level before.</param>
/// <param name="CheckOn">The day on which it is checked.</param>
internal sealed record LevelAnswer(string Set, string Level, string Before, Day? CheckOn)
{
    public static LevelAnswer Of(LevelSet set, LevelStanding standing, int before) =>
        new(set.Key, set.Levels[standing.Place].Key, set.Levels[Math.Min(before, set.Levels.Count - 1)].Key, standing.CheckOn);
}
