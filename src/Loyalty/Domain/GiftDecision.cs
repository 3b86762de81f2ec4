using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Gives surprises: by hand with a reason, or for a campaign within its budget.</summary>
internal sealed class GiftDecision(CompiledProgramme present, MemberEffects effects, RewardUses rewards, Day today)
{
    private PointsLedger Ledger => effects.Ledger;

    /// <summary>Gives the gift, notes who was held out, or says why not.</summary>
    /// <param name="kind">The kind of fact.</param>
    /// <param name="command">What it says.</param>
    /// <param name="version">Its place in the book.</param>
    public Refusal? Decide(string kind, PointsCommand command, long version)
    {
        if (command.Campaign is null)
        {
            return kind is LoyaltyFacts.GiftGiven ? ByHand(command, version) : Unknown();
        }

        if (present.Programme.GiftCampaigns.FirstOrDefault(campaign => campaign.Key == command.Campaign) is not { } campaign || !campaign.IsOn(today) || !present.Programme.IsRunning)
        {
            return Unknown();
        }

        var gift = new Gift(version, today, present.Programme.Version) { Campaign = campaign.Key };
        if (kind is LoyaltyFacts.GiftHeldOut)
        {
            effects.Gifts.Add(gift with { IsHeldOut = true });
            return null;
        }

        return ByCampaign(campaign, gift, version);
    }

    private Refusal? ByCampaign(GiftCampaign campaign, Gift gift, long version)
    {
        var unit = present.Programme.Unit(campaign.Unit)!;
        var cost = campaign.Cost(present.Programme);
        var budget = SharedLimit.Gifts(campaign.Key, today);
        if (Ledger.Book.UseOf(campaign.LimitKey).Times >= campaign.MostPerCustomer)
        {
            return new Refusal("gift.limit", $"One customer gets at most {campaign.MostPerCustomer} gifts of '{campaign.Key}'.", "campaign");
        }

        if (Ledger.Shared.Left(budget, unit.ToParts(campaign.Budget)) < cost)
        {
            return new Refusal("gift.budget", $"Too little is left of the budget of '{campaign.Key}' this month.", "campaign");
        }

        if (campaign.Reward is { } key)
        {
            if (rewards.Refuse(present.Programme.Reward(key)!, "campaign") is { } refusal)
            {
                return refusal;
            }

            rewards.Take(version, 0, unit.Key, key, []);
        }

        var points = campaign.Reward is null ? cost : 0;
        Give(unit, points, campaign.LimitKey);
        Ledger.Shared.Use(budget, cost);
        Limits.Count(Ledger.Book, campaign.LimitKey, today, cost, 1);
        effects.Gifts.Add(gift with { Unit = unit.Key, Points = points, Cost = cost, Reward = campaign.Reward });
        return null;
    }

    private Refusal? ByHand(PointsCommand command, long version)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return new Refusal("gift.reason", "Say why, for whoever asks later.", "reason");
        }

        if (present.Programme.Unit(command.Unit) is not { } unit)
        {
            return PointsRefusals.UnknownUnit(command.Unit);
        }

        if (command.Points is { } told && (told <= 0 || told > 1_000_000_000 || !unit.Fits(told)))
        {
            return new Refusal("points.amount", $"A number of points above zero with at most {unit.Scale} decimals.", "points");
        }

        if (command.Points is null && string.IsNullOrWhiteSpace(command.Note))
        {
            return new Refusal("gift.empty", "Give points, or say what is given.", "note");
        }

        var points = command.Points is { } given ? unit.ToParts(given) : 0;
        if (unit.NeedsApproval(points))
        {
            return PointsRefusals.NeedsApproval(unit);
        }

        Give(unit, points, null);
        effects.Gifts.Add(new Gift(version, today, present.Programme.Version)
        {
            Unit = unit.Key, Points = points, Cost = points, Note = command.Note, Reason = command.Reason, By = command.By,
        });
        return null;
    }

    private void Give(PointUnit unit, long points, string? rule)
    {
        if (points > 0)
        {
            Ledger.Apart(present.Programme).Give(unit, points, today, today, today, rule, PostingReason.Gift);
        }
    }

    private static Refusal Unknown() => new("gift.campaign_unknown", "No such campaign gives anything today.", "campaign");
}
