using System.Text.Json;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>What must be known of one customer to decide about points. A decision works on a copy; the copy replaces the book once it is accepted.</summary>
internal sealed class MemberBook
{
    /// <summary>The book of somebody of whom nothing is known.</summary>
    public MemberBook(CustomerId customer)
    {
        Customer = customer;
        Accounts = [];
        Lots = [];
        Holds = [];
        Orders = [];
        Allowances = [];
        Redemptions = [];
        LimitUses = [];
        OthersUses = [];
        Progress = [];
        OthersProgress = [];
        Levels = [];
        Achievements = [];
    }

    /// <param name="other">What is copied.</param>
    /// <param name="isOfLedger">Whether only the ledger will be changed, so that all else may be shared.</param>
    private MemberBook(MemberBook other, bool isOfLedger)
    {
        Customer = other.Customer;
        LastPosting = other.LastPosting;
        LastLot = other.LastLot;
        JoinedOn = other.JoinedOn;
        Referral = other.Referral;
        Accounts = new(other.Accounts.Count);
        foreach (var (unit, balances) in other.Accounts)
        {
            Accounts.Add(unit, (long[])balances.Clone());
        }

        Lots = new(other.Lots);
        Holds = new(other.Holds);
        Orders = isOfLedger ? other.Orders : new(other.Orders);
        Allowances = isOfLedger ? other.Allowances : new(other.Allowances);
        Redemptions = isOfLedger ? other.Redemptions : new(other.Redemptions);
        LimitUses = isOfLedger ? other.LimitUses : new(other.LimitUses);
        OthersUses = isOfLedger ? other.OthersUses : new(other.OthersUses);
        Progress = isOfLedger ? other.Progress : new(other.Progress);
        OthersProgress = isOfLedger ? other.OthersProgress : new(other.OthersProgress);
        Levels = isOfLedger ? other.Levels : new(other.Levels);
        Achievements = isOfLedger ? other.Achievements : new(other.Achievements);
    }

    public CustomerId Customer { get; }

    /// <summary>The number of the newest posting; 0 before the first.</summary>
    public long LastPosting { get; set; }

    /// <summary>The number of the newest lot; 0 before the first.</summary>
    public long LastLot { get; set; }

    /// <summary>The balances by the kind of points.</summary>
    public Dictionary<string, long[]> Accounts { get; }

    /// <summary>The open lots, and those of orders that are told again.</summary>
    public Dictionary<long, Lot> Lots { get; }

    /// <summary>What orders that are told again gave and used.</summary>
    public Dictionary<OrderId, OrderEntry> Orders { get; }

    /// <summary>Reservations that are neither captured nor released.</summary>
    public Dictionary<Guid, Hold> Holds { get; }

    /// <summary>Allowances that a request names.</summary>
    public Dictionary<Guid, Allowance> Allowances { get; }

    /// <summary>Uses of points outside orders that a request names, by the fact that used them and their number.</summary>
    public Dictionary<(long FactVersion, int Number), Redemption> Redemptions { get; }

    /// <summary>Who brought the customer; null: nobody.</summary>
    public Referral? Referral { get; set; }

    /// <summary>What rules with limits gave: by rule and day; day 0 is the sum of all days.</summary>
    public Dictionary<(string Rule, int Day), LimitUse> LimitUses { get; }

    /// <summary>The same of the other records of the same person.</summary>
    public Dictionary<(string Rule, int Day), LimitUse> OthersUses { get; }

    /// <summary>What counts for levels and challenges: by measure and day; day 0 is the sum of all days.</summary>
    public Dictionary<(string Measure, int Day), long> Progress { get; }

    /// <summary>What counts for levels in the other records of the same person.</summary>
    public Dictionary<(string Measure, int Day), long> OthersProgress { get; }

    /// <summary>The levels, by the ladder's key.</summary>
    public Dictionary<string, LevelStanding> Levels { get; }

    /// <summary>What was reached, also what was undone since: by key and period.</summary>
    public Dictionary<(string Key, int Period), Achievement> Achievements { get; }

    /// <summary>The day on which the customer became known; null where it is not asked for, or today.</summary>
    public Day? JoinedOn { get; set; }

    public MemberBook Copy() => new(this, isOfLedger: false);

    /// <summary>A copy in which only accounts, lots and reservations may be changed.</summary>
    public MemberBook CopyLedger() => new(this, isOfLedger: true);

    public long Balance(string unit, LedgerAccount account) => Accounts.TryGetValue(unit, out var balances) ? balances[(int)account] : 0;

    /// <summary>What can be used, less what is owed.</summary>
    public long Balance(string unit) => Balance(unit, LedgerAccount.Active) + Balance(unit, LedgerAccount.Debt);

    /// <summary>The points that expire next, in smallest parts, and the last day on which they can be used; null where none ever expire.</summary>
    public (long Points, Day Day)? NextToExpire(string unit) => Lots.Values
        .Where(lot => lot.Unit == unit && lot is { Active: > 0, LastDay: not null })
        .GroupBy(lot => lot.LastDay!.Value).OrderBy(lots => lots.Key)
        .Select(lots => ((long, Day)?)(lots.Sum(lot => lot.Active), lots.Key)).FirstOrDefault();

    /// <summary>Whether anything stands for a badge.</summary>
    public bool HasBadge(string badge) => Achievements.Values.Any(achievement => achievement.IsHeld && achievement.Badge == badge);

    /// <summary>What a rule with limits gave to the person, or how often they took what is limited; day 0 is the sum of all days.</summary>
    public LimitUse UseOf(string rule, int day = 0)
    {
        var (own, others) = (LimitUses.GetValueOrDefault((rule, day)), OthersUses.GetValueOrDefault((rule, day)));
        return new LimitUse(own.Points + others.Points, own.Times + others.Times);
    }

    /// <summary>Adds to what counts for levels and challenges.</summary>
    public void Count(string measure, Day day, long amount)
    {
        if (amount == 0)
        {
            return;
        }

        foreach (var key in (int[])[0, day.Number])
        {
            Progress[(measure, key)] = Progress.GetValueOrDefault((measure, key)) + amount;
        }
    }

    /// <summary>Notes how another record of the same person changed: levels and limits are the person's, a challenge is done with one card.</summary>
    /// <param name="before">The other record as it was taken into account; null: it was not yet.</param>
    /// <param name="after">The same as it is.</param>
    public void CountOther(MemberBook? before, MemberBook after)
    {
        foreach (var (key, amount) in after.Progress.Where(row => !ChallengeTime.IsOfChallenge(row.Key.Measure)))
        {
            OthersProgress[key] = OthersProgress.GetValueOrDefault(key) + amount - (before?.Progress.GetValueOrDefault(key) ?? 0);
        }

        foreach (var (key, use) in after.LimitUses)
        {
            var (known, was) = (OthersUses.GetValueOrDefault(key), before?.LimitUses.GetValueOrDefault(key) ?? default);
            OthersUses[key] = new LimitUse(known.Points + use.Points - was.Points, known.Times + use.Times - was.Times);
        }
    }

    /// <summary>What counts for a level or challenge in [from, to].</summary>
    public long ProgressIn(string measure, Day from, Day to) => In(Progress, measure, from, to) + In(OthersProgress, measure, from, to);

    private static long In(Dictionary<(string Measure, int Day), long> progress, string measure, Day from, Day to) => from.Number == int.MinValue
        ? progress.GetValueOrDefault((measure, 0))
        : progress.Where(row => row.Key.Measure == measure && row.Key.Day != 0 && row.Key.Day >= from.Number && row.Key.Day <= to.Number).Sum(row => row.Value);
}

/// <summary>What a rule gave to one customer.</summary>
internal readonly record struct LimitUse(long Points, long Times);

/// <summary>Points reserved until they are captured, released, or the reservation ends.</summary>
/// <param name="Id">The reservation.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Parts">The lots they lie in.</param>
/// <param name="EndsAt">When it ends by itself.</param>
internal sealed record Hold(Guid Id, string Unit, IReadOnlyList<LotPart> Parts, Instant EndsAt)
{
    public long Points => Parts.Sum(part => part.Points);
}

/// <summary>Where a customer stands on a ladder of levels.</summary>
/// <param name="Place">The level's place; 0 is the lowest.</param>
/// <param name="Before">The place before the last rise: where a return leads back to.</param>
/// <param name="ReachedOn">The day on which it was reached or kept.</param>
/// <param name="CheckOn">The day on which it is checked; null: never.</param>
internal sealed record LevelStanding(int Place, int Before, Day ReachedOn, Day? CheckOn)
{
    /// <summary>The standing that the last rise replaced, where that was a rise since the last check too; null: it was none.</summary>
    public LevelStanding? Earlier { get; init; }

    public string? EarlierText() => Earlier is null ? null : JsonSerializer.Serialize(Earlier, LoyaltyJson.Default.LevelStanding);

    public static LevelStanding? ReadEarlier(string? text) => text is null ? null : JsonSerializer.Deserialize(text, LoyaltyJson.Default.LevelStanding);
}
