using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits a milestone.</summary>
internal sealed class MilestoneEditor : PartEditor
{
    public override string Name => "milestones";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new Milestone { Key = PartForm.New, At = [10, 50, 100] } : programme.Milestones.FirstOrDefault(milestone => milestone.Key == key)) is { } milestone ? Of(milestone) : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>());

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var before = programme.Milestones.FirstOrDefault(milestone => milestone.Key == key);
        var kind = answers.Choice<MilestoneKind>("kind");
        var milestone = (before ?? new Milestone { Key = FreeKey("milestone", programme.Milestones.Select(milestone => milestone.Key)) }) with
        {
            Name = answers.Text("name"),
            IsRunning = answers.Is("isRunning"),
            Kind = kind,
            At = kind is MilestoneKind.Birthday ? [] : answers.Numbers("at"),
            Prize = PrizeFields.Read(answers),
        };
        var (milestones, place) = Put(programme.Milestones, milestone, part => part.Key);
        return (programme with { Milestones = milestones }, milestone.Key, $"milestones[{place}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { Milestones = [.. programme.Milestones.Where(milestone => milestone.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language) => new RazorComponentResult<MilestonePage>(new { Programme = programme, Form = form });

    private static PartForm Of(Milestone milestone) => new(
        milestone.Key,
        new Dictionary<string, string>
        {
            ["name"] = milestone.Name,
            ["isRunning"] = PartAnswers.Written(milestone.IsRunning),
            ["kind"] = PartAnswers.Written(milestone.Kind),
            ["at"] = string.Join(", ", milestone.At.Select(number => PartAnswers.Written(number))),
            ["unit"] = milestone.Prize.Unit ?? "",
            ["points"] = PrizeFields.Points(milestone.Prize),
            ["badge"] = milestone.Prize.Badge ?? "",
        },
        new Dictionary<string, string>());
}
