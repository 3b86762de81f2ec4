using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Kernel;

namespace Regulars.Loyalty.Domain;

/// <summary>Says what is wrong with the gift campaigns of a programme.</summary>
internal static class GiftCheck
{
    public static void Find(List<Refusal> wrong, Programme programme, ProgrammeHistory history, CriteriaLanguage language, Currency currency, Day today)
    {
        ProgrammeCheck.CheckKeys(wrong, [.. programme.GiftCampaigns.Select(campaign => campaign.Key)], "giftCampaigns");
        foreach (var (at, campaign) in programme.GiftCampaigns.Index())
        {
            Check(wrong, campaign, programme, $"giftCampaigns[{at}]");
            ProgrammeCheck.CheckCondition(wrong, campaign.When, CriteriaScope.Customer, language, currency, today, $"giftCampaigns[{at}].when");
            foreach (var known in history.GiftCampaigns.Where(known => known.Key == campaign.Key))
            {
                Require(
                    wrong,
                    known.HeldOut == campaign.HeldOut && known.Unit == campaign.Unit,
                    "gift.kept",
                    $"Customers may be assigned by '{campaign.Key}': the share held out and the kind of points stay. Make another campaign, and stop this one.",
                    $"giftCampaigns[{at}].heldOut");
            }
        }
    }

    private static void Check(List<Refusal> wrong, GiftCampaign campaign, Programme programme, string place)
    {
        var unit = programme.Unit(campaign.Unit);
        ProgrammeCheck.CheckText(wrong, campaign.Name, 100, $"{place}.name");
        Require(wrong, unit is not null, "points.unit_unknown", "There are no such points.", $"{place}.unit");
        Require(wrong, (campaign.Points > 0) != (campaign.Reward is not null), "gift.what", "A gift is either points or a reward.", $"{place}.points");
        Require(wrong, campaign.Points is >= 0 and <= 1_000_000_000 && ProgrammeCheck.Fits(unit, campaign.Points), "points.amount", "A number of points above zero.", $"{place}.points");
        Require(wrong, campaign.Reward is not { } key || programme.Reward(key) is { } reward && programme.Unit(reward.Unit) == unit, "reward.unknown", "There is no such reward for these points.", $"{place}.reward");
        Require(wrong, campaign.Budget is > 0 and <= 1_000_000_000_000 && ProgrammeCheck.Fits(unit, campaign.Budget), "gift.monthly", "A number of points above zero.", $"{place}.budget");
        Require(wrong, campaign.MostPerCustomer is >= 1 and <= 1_000, "gift.most", "1 to 1000 gifts.", $"{place}.mostPerCustomer");
        Require(wrong, campaign.HeldOut is >= 0 and <= 0.9, "gift.share", "A share from 0 to 0.9.", $"{place}.heldOut");
        Require(wrong, campaign.From is null || campaign.Until is null || campaign.From <= campaign.Until, "gift.time", "The first day comes before the last.", $"{place}.until");
    }

    private static void Require(List<Refusal> wrong, bool holds, string code, string cure, string place) => ProgrammeCheck.Require(wrong, holds, code, cure, place);
}
