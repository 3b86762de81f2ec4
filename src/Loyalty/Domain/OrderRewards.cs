using Regulars.Journal.Contracts;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>The rewards that are used on an order: each is taken once, and given back with its line or with the order.</summary>
internal sealed class OrderRewards(PointsLedger ledger, CompiledProgramme programme, OrderEntry before, CriteriaSubject subject, Day today)
{
    private readonly RewardOffer offer = new(programme, ledger.Book, ledger.Shared);

    /// <summary>Gives back what is no longer used, takes what is used now, or says why it cannot be had.</summary>
    public Refusal? Change(IReadOnlyList<PointsUse> wanted)
    {
        foreach (var gone in Rewards(before.Used).Where(use => !Rewards(wanted).Any(other => IsSame(use, other))))
        {
            offer.GiveBack(programme.Programme.Reward(gone.Reward!)!, before.Day, gone.Points);
        }

        for (var place = 0; place < wanted.Count; place++)
        {
            var use = wanted[place];
            if (use is not { Reward: { } key, Points: > 0 } || Rewards(before.Used).Any(other => IsSame(use, other)))
            {
                continue;
            }

            var reward = programme.Programme.Reward(key)!;
            if (reward.Pool is not null)
            {
                return new Refusal("reward.not_on_orders", $"'{key}' is a code: redeem it outside the order.", $"points[{place}].reward");
            }

            if (offer.Refuse(reward, subject, today, $"points[{place}].reward") is { } refusal)
            {
                return refusal;
            }

            offer.Take(reward, before.Day, use.Points);
        }

        return null;
    }

    private static IEnumerable<PointsUse> Rewards(IEnumerable<PointsUse> uses) => uses.Where(use => use is { Reward: not null, Points: > 0 });

    private static bool IsSame(PointsUse one, PointsUse other) => (one.Unit, one.Reward, one.Line) == (other.Unit, other.Reward, other.Line);
}
