using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Decides what is told of allowances afterwards: part after part is taken of the hold, and once it has ended, of what there is to use.</summary>
internal sealed class AllowanceDecision(MemberEffects effects, RewardUses rewards, Day today)
{
    private PointsLedger Ledger => effects.Ledger;

    /// <summary>The allowance, also one that was given to another record of the same person; null: there is none.</summary>
    public Allowance? Find(Guid id)
    {
        foreach (var ledger in effects.Ledgers)
        {
            if (ledger.Book.Allowances.TryGetValue(id, out var allowance))
            {
                return allowance;
            }
        }

        return null;
    }

    /// <summary>Takes a part.</summary>
    /// <param name="allowance">The allowance.</param>
    /// <param name="hold">Its hold; null: it has ended.</param>
    /// <param name="unit">The kind of points.</param>
    /// <param name="command">How many, for which reward, and whether the others stay reserved.</param>
    /// <param name="version">The fact that takes it.</param>
    public Refusal? Take(Allowance allowance, Hold? hold, PointUnit unit, PointsCommand command, long version)
    {
        var left = allowance.Points - allowance.Taken;
        var points = command.Points is { } told ? unit.ToParts(told) : left;
        if (points <= 0 || (command.Points is { } exactly && !unit.Fits(exactly)))
        {
            return new Refusal("points.amount", $"A number of points above zero with at most {unit.Scale} decimals.", "points");
        }

        if (points > left)
        {
            return new Refusal("allowance.too_much", $"{unit.ToPoints(points)} were taken, and the allowance had {unit.ToPoints(left)} left.", "points");
        }

        var parts = hold is null
            ? Ledger.Take(unit.Key, points, LedgerAccount.Spent, PostingReason.Spent)
            : Ledger.Capture(hold, points, today, command.Keep == true);
        if (parts is null)
        {
            var usable = unit.ToPoints(Math.Max(0, Ledger.Book.Balance(unit.Key)));
            return new Refusal(
                "allowance.not_enough",
                $"The allowance has ended and its points were free again: {unit.ToPoints(points)} were taken, and {usable} can be used.",
                "points");
        }

        rewards.Take(version, 0, unit.Key, command.Reward, parts);
        var rest = left - points;
        var stays = hold is not null && command.Keep == true;
        effects.Change(new AllowanceChange(allowance with { Taken = allowance.Taken + points }, stays ? rest : 0)
        {
            IsLate = hold is null,
            GivenBack = hold is null || stays ? null : rest,
        });
        return null;
    }

    /// <summary>Ends it: what was not taken is free again.</summary>
    public Refusal? Close(Allowance allowance, Hold? hold)
    {
        if (hold is null)
        {
            return new Refusal("allowance.ended", "The allowance has ended, and what was not taken of it is free again.", "allowance");
        }

        Ledger.Release(hold, today);
        effects.Change(new AllowanceChange(allowance, 0) { GivenBack = hold.Points });
        return null;
    }
}
