using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Journal.Criteria;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits a reward.</summary>
internal sealed class RewardEditor : PartEditor
{
    public override string Name => "rewards";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new Reward { Key = PartForm.New, Cost = 100 } : programme.Reward(key)) is { } reward ? Of(reward) : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm> { ["when"] = CriteriaForm.Read(answers.Form, "when", command) },
    };

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var reward = (programme.Reward(key) ?? new Reward { Key = FreeKey("reward", programme.Rewards.Select(reward => reward.Key)) }) with
        {
            Name = answers.Text("name"),
            Kind = answers.Choice<RewardKind>("kind"),
            Unit = answers.Word("unit"),
            Cost = answers.Required("cost"),
            Off = answers.Number("off") ?? 0,
            IsOffered = answers.Is("isOffered"),
            Stock = answers.Whole("stock"),
            From = answers.Day("from"),
            Until = answers.Day("until"),
            When = CriteriaForm.Read(answers.Form, "when", null).Criterion(language.Criteria),
            MostPerCustomer = answers.Whole("mostPerCustomer"),
            DaysToUse = answers.Whole("daysToUse"),
            Pool = answers.Word("pool"),
        };
        var (rewards, place) = Put(programme.Rewards, reward, part => part.Key);
        return (programme with { Rewards = rewards }, reward.Key, $"rewards[{place}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { Rewards = [.. programme.Rewards.Where(reward => reward.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language) =>
        new RazorComponentResult<RewardPage>(new { Programme = programme, Form = form });

    private static PartForm Of(Reward reward) => new(
        reward.Key,
        new Dictionary<string, string>
        {
            ["name"] = reward.Name,
            ["kind"] = PartAnswers.Written(reward.Kind),
            ["unit"] = reward.Unit ?? "",
            ["cost"] = PartAnswers.Written(reward.Cost),
            ["off"] = reward.Off == 0 ? "" : PartAnswers.Written(reward.Off),
            ["isOffered"] = PartAnswers.Written(reward.IsOffered),
            ["stock"] = PartAnswers.Written(reward.Stock),
            ["from"] = PartAnswers.Written(reward.From),
            ["until"] = PartAnswers.Written(reward.Until),
            ["mostPerCustomer"] = PartAnswers.Written(reward.MostPerCustomer),
            ["daysToUse"] = PartAnswers.Written(reward.DaysToUse),
            ["pool"] = reward.Pool ?? "",
        },
        new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm> { ["when"] = CriteriaForm.Of(reward.When) },
    };
}
