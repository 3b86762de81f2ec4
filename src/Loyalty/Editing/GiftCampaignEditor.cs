using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Journal.Criteria;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits a gift campaign.</summary>
internal sealed class GiftCampaignEditor : PartEditor
{
    public override string Name => "gifts";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new GiftCampaign { Key = PartForm.New, Points = 50, Budget = 1_000 } : programme.GiftCampaigns.FirstOrDefault(campaign => campaign.Key == key)) is { } campaign ? Of(campaign) : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm> { ["when"] = CriteriaForm.Read(answers.Form, "when", command) },
    };

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var before = programme.GiftCampaigns.FirstOrDefault(campaign => campaign.Key == key);
        var reward = answers.Word("reward");
        var campaign = (before ?? new GiftCampaign { Key = FreeKey("gift", programme.GiftCampaigns.Select(campaign => campaign.Key)) }) with
        {
            Name = answers.Text("name"),
            IsRunning = answers.Is("isRunning"),
            When = CriteriaForm.Read(answers.Form, "when", null).Criterion(language.Criteria),
            Unit = answers.Word("unit"),
            Points = reward is null ? answers.Number("points") ?? 0 : 0,
            Reward = reward,
            Budget = answers.Required("budget"),
            MostPerCustomer = answers.Whole("mostPerCustomer") ?? 1,
            HeldOut = answers.Number("heldOut") is { } perCent ? (double)(perCent / 100) : 0,
            From = answers.Day("from"),
            Until = answers.Day("until"),
        };
        var (campaigns, place) = Put(programme.GiftCampaigns, campaign, part => part.Key);
        return (programme with { GiftCampaigns = campaigns }, campaign.Key, $"giftCampaigns[{place}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { GiftCampaigns = [.. programme.GiftCampaigns.Where(campaign => campaign.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language) => new RazorComponentResult<GiftCampaignPage>(new { Programme = programme, Form = form });

    private static PartForm Of(GiftCampaign campaign) => new(
        campaign.Key,
        new Dictionary<string, string>
        {
            ["name"] = campaign.Name,
            ["isRunning"] = PartAnswers.Written(campaign.IsRunning),
            ["unit"] = campaign.Unit ?? "",
            ["points"] = campaign.Points == 0 ? "" : PartAnswers.Written(campaign.Points),
            ["reward"] = campaign.Reward ?? "",
            ["budget"] = PartAnswers.Written(campaign.Budget),
            ["mostPerCustomer"] = PartAnswers.Written(campaign.MostPerCustomer),
            ["heldOut"] = PartAnswers.Written(Math.Round(campaign.HeldOut * 100, 4)),
            ["from"] = PartAnswers.Written(campaign.From),
            ["until"] = PartAnswers.Written(campaign.Until),
        },
        new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm> { ["when"] = CriteriaForm.Of(campaign.When) },
    };
}
