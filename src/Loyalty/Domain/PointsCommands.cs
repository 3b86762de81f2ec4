using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Decides the facts by which points move beside orders.</summary>
internal sealed class PointsCommands(CompiledProgramme programme, ProgrammeHistory programmes, MemberEffects effects, RewardUses rewards, Day today, Instant now)
{
    private const int DefaultMinutes = 30;

    private PointsLedger Ledger => effects.Ledger;

    /// <summary>Whether a kind of fact is one of these.</summary>
    public static bool Concern(string kind) =>
        kind.StartsWith("points.", StringComparison.Ordinal) || kind.StartsWith("referral.", StringComparison.Ordinal) || kind.StartsWith("reward.", StringComparison.Ordinal)
        || IsGift(kind) || kind is LoyaltyFacts.MilestoneReached;

    private static bool IsGift(string kind) => kind is LoyaltyFacts.GiftGiven or LoyaltyFacts.GiftHeldOut;

    /// <summary>Moves the points, or says why not.</summary>
    public Refusal? Decide(FactInput fact, long version)
    {
        if (PointsCommand.Read(fact.Content) is not { } command)
        {
            return new Refusal("points.content", "The content says which points are meant.", "content");
        }

        if (command.Against is { } against)
        {
            return against;
        }

        if (fact.Kind is PointsFacts.Imported)
        {
            return new OpeningBalance(programme, Ledger, today).Decide(command);
        }

        if (fact.Kind is PointsFacts.Settled)
        {
            return null;
        }

        if (fact.Kind is LoyaltyFacts.MilestoneReached)
        {
            return new MilestoneDecision(programmes, effects, today).Celebrate(programme, command.Milestone, command.Number);
        }

        if (IsGift(fact.Kind))
        {
            return new GiftDecision(programme, effects, rewards, today).Decide(fact.Kind, command, version);
        }

        if (fact.Kind is PointsFacts.Undone or PointsFacts.Fulfilled or PointsFacts.Cancelled)
        {
            return rewards.Change(fact.Kind, command, fact.Customer?.Id);
        }

        if (fact.Kind is PointsFacts.Captured or PointsFacts.Released)
        {
            return End(fact.Kind, command, version);
        }

        if (fact.Kind is PointsFacts.Referred or PointsFacts.FriendBought or PointsFacts.FriendReturned)
        {
            return Refer(fact.Kind, command);
        }

        var reward = command.Reward is { } key ? programme.Programme.Reward(key) : null;
        if (Refuse(command.Reward, reward) is { } notOffered)
        {
            return notOffered;
        }

        if (programme.Programme.Unit(command.Unit ?? reward?.Unit) is not { } unit)
        {
            return PointsRefusals.UnknownUnit(command.Unit);
        }

        if (fact.Kind is PointsFacts.Received)
        {
            Receive(unit, command);
            return null;
        }

        if (fact.Kind is PointsFacts.Held && command is { IsAllowance: true, Points: null })
        {
            var all = Ledger.Book.Balance(unit.Key);
            return all > 0 ? Use(fact.Kind, command, unit, all, version) : new Refusal("points.not_enough", "There is nothing to use.", "points");
        }

        if ((command.Parts is { } parts ? unit.ToPoints(parts) : command.Points ?? reward?.Cost) is not { } points || points == 0 || !unit.Fits(points) || Math.Abs(points) > 1_000_000_000_000m)
        {
            return new Refusal("points.amount", $"A number of points other than zero with at most {unit.Scale} decimals.", "points");
        }

        return fact.Kind is PointsFacts.Adjusted ? Adjust(unit, unit.ToParts(points), command)
            : points < 0 ? new Refusal("points.amount", "A number of points above zero.", "points")
            : PointsRefusals.Price(programme.Programme, command.Reward, unit, points, "points") is { } cheap ? cheap
            : Use(fact.Kind, command, unit, unit.ToParts(points), version);
    }

    private Refusal? Use(string kind, PointsCommand command, PointUnit unit, long points, long version)
    {
        switch (kind)
        {
            case PointsFacts.Redeemed when Ledger.Take(unit.Key, points, LedgerAccount.Spent, PostingReason.Spent) is { } parts:
                rewards.Take(version, 0, unit.Key, command.Reward, parts);
                return null;
            case PointsFacts.Held when command.Hold is { } id && Ledger.Reserve(
                id, unit.Key, points, now.Plus(TimeSpan.FromMinutes(Math.Clamp(command.Minutes ?? DefaultMinutes, 1, 60 * 24 * 31)))) is { } hold:
                effects.NewHold = id;
                if (command.IsAllowance == true)
                {
                    effects.Change(new AllowanceChange(new Allowance(id, unit.Key, points, 0, hold.EndsAt), points));
                }

                return null;
            case PointsFacts.Sent when command.Other is { } other && Ledger.Take(unit.Key, points, LedgerAccount.Transferred, PostingReason.Sent) is { } parts:
                effects.Sent.Add(new PointsSent(
                    new CustomerId(other), unit.Key, [.. parts.Select(part => new ReceivedLot(part.Points, Ledger.Book.Lots[part.Lot].EarnedOn, Ledger.Book.Lots[part.Lot].LastDay))]));
                return null;
            default:
                return PointsRefusals.NotEnough(unit, Ledger.Book.Balance(unit.Key), points, "points");
        }
    }

    private Refusal? Refer(string kind, PointsCommand command)
    {
        if (kind is PointsFacts.Referred)
        {
            return programme.Programme.Referrals is null ? new Refusal("referral.none", "The programme promises nothing for friends.") : Accept(command);
        }

        // The order's own version of the programme said how many: the present one may promise something else, or nothing.
        if (command is not { Order: { } order, Points: { } promised } || programme.Programme.Unit(command.Unit) is not { } unit)
        {
            return PointsRefusals.UnknownUnit(command.Unit);
        }

        if (kind is PointsFacts.FriendReturned)
        {
            TakeBackForFriend(unit, order, unit.ToParts(promised));
        }
        else if (promised > 0)
        {
            Ledger.Give(
                new Lot(++Ledger.Book.LastLot, unit.Key, unit.ToParts(promised), today)
                {
                    LastDay = unit.LastDay(today),
                    ActiveFrom = command.From ?? today,
                    Order = new OrderId(order),
                    Rule = ReferralTerms.RuleKey,
                    ProgrammeVersion = programme.Programme.Version,
                },
                today,
                PostingReason.Earned);
        }

        return null;
    }

    private Refusal? Accept(PointsCommand command)
    {
        if (command.Other is not { } referrer || referrer == Ledger.Book.Customer.Value)
        {
            return new Refusal("referral.self", "Nobody can bring themselves.", "code");
        }

        if (Ledger.Book.Referral is not null)
        {
            return new Refusal("referral.twice", "This customer was brought by somebody before.", "customer");
        }

        Ledger.Book.Referral = new Referral(new CustomerId(referrer), command.Review == true ? ReferralState.Review : ReferralState.Waiting, null);
        return null;
    }

    /// <summary>Why the named reward cannot be had; null where it can, or none is named.</summary>
    private Refusal? Refuse(string? key, Reward? reward) => key is null ? null
        : reward is { IsOffered: true } ? rewards.Refuse(reward, "reward")
        : new Refusal("reward.unknown", $"There is no reward '{key}'.", "reward");

    private Refusal? End(string kind, PointsCommand command, long version)
    {
        var hold = command.Hold is { } id ? Gathering.Bring(effects, id) : null;
        var allowances = new AllowanceDecision(effects, rewards, today);
        if (command.Hold is { } named && allowances.Find(named) is { } allowance)
        {
            return kind is PointsFacts.Released ? allowances.Close(allowance, hold)
                : Refuse(command.Reward, command.Reward is { } wanted ? programme.Programme.Reward(wanted) : null) is { } cannot ? cannot
                : programme.Programme.Unit(allowance.Unit) is not { } allowed ? PointsRefusals.UnknownUnit(allowance.Unit)
                : PointsRefusals.Price(programme.Programme, command.Reward, allowed, command.Points ?? allowed.ToPoints(allowance.Points - allowance.Taken), "points") is { } low ? low
                : allowances.Take(allowance, hold, allowed, command, version);
        }

        if (hold is null)
        {
            return new Refusal("hold.unknown", "There is no such reservation; it has ended or was used.", "hold");
        }

        if (kind is PointsFacts.Released)
        {
            Ledger.Release(hold, today);
            return null;
        }

        var unit = programme.Programme.Unit(hold.Unit)!;
        var points = command.Points is { } told ? unit.ToParts(told) : hold.Points;
        if (points <= 0 || points > hold.Points)
        {
            return new Refusal("points.amount", $"At most the {unit.ToPoints(hold.Points)} that are reserved.", "points");
        }

        if (Refuse(command.Reward, command.Reward is { } key ? programme.Programme.Reward(key) : null) is { } notOffered)
        {
            return notOffered;
        }

        if (PointsRefusals.Price(programme.Programme, command.Reward, unit, unit.ToPoints(points), "points") is { } cheap)
        {
            return cheap;
        }

        rewards.Take(version, 0, hold.Unit, command.Reward, Ledger.Capture(hold, points, today));
        return null;
    }

    /// <summary>At most what was promised for the order, from the record that has it: a debt that was paid meanwhile marks no lot.</summary>
    private void TakeBackForFriend(PointUnit unit, Guid order, long promised)
    {
        foreach (var ledger in effects.Ledgers)
        {
            var lots = ledger.Book.Lots.Values.Where(lot => lot.Order?.Value == order && lot.Rule == ReferralTerms.RuleKey).ToList();
            var points = Math.Min(promised, lots.Sum(lot => lot.Granted - lot.Revoked));
            if (points > 0)
            {
                ledger.TakeBack(unit, points, lots);
                promised -= points;
            }
        }
    }

    private Refusal? Adjust(PointUnit unit, long points, PointsCommand command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return new Refusal("points.reason", "Say why, for whoever asks later.", "reason");
        }

        if (command.Approval is null && unit.NeedsApproval(points))
        {
            return PointsRefusals.NeedsApproval(unit);
        }

        if (points > 0)
        {
            Ledger.Give(unit, points, today, today, today, null, PostingReason.Adjusted);
            return null;
        }

        if (Ledger.Take(unit.Key, -points, LedgerAccount.Revoked, PostingReason.Adjusted) is null)
        {
            return PointsRefusals.NotEnough(unit, Ledger.Book.Balance(unit.Key), -points, "points");
        }

        return null;
    }

    private void Receive(PointUnit unit, PointsCommand command)
    {
        foreach (var received in command.Lots ?? [])
        {
            Ledger.Give(
                new Lot(++Ledger.Book.LastLot, unit.Key, received.Points, received.EarnedOn) { LastDay = received.LastDay, ActiveFrom = today },
                today,
                PostingReason.Received);
        }
    }
}
