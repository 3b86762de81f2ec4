using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits a challenge or streak.</summary>
internal sealed class ChallengeEditor : PartEditor
{
    public override string Name => "challenges";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new Challenge { Key = PartForm.New, Goal = 5, Period = ChallengePeriod.Month } : programme.Challenges.FirstOrDefault(challenge => challenge.Key == key)) is { } challenge
            ? Of(challenge)
            : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm>
        {
            ["when"] = CriteriaForm.Read(answers.Form, "when", command),
            ["lines"] = CriteriaForm.Read(answers.Form, "lines", command),
            ["for"] = CriteriaForm.Read(answers.Form, "for", command),
        },
    };

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var on = answers.Text("on") == RuleEditor.Other ? answers.Text("onOther") : answers.Text("on");
        var before = programme.Challenges.FirstOrDefault(challenge => challenge.Key == key);
        var challenge = (before ?? new Challenge { Key = FreeKey("challenge", programme.Challenges.Select(challenge => challenge.Key)) }) with
        {
            Name = answers.Text("name"),
            IsRunning = answers.Is("isRunning"),
            On = on,
            Measure = answers.Choice<ChallengeMeasure>("measure"),
            Goal = answers.Required("goal"),
            When = CriteriaForm.Read(answers.Form, "when", null).Criterion(language.Criteria),
            Lines = on == EarningRule.OnOrders ? CriteriaForm.Read(answers.Form, "lines", null).Criterion(language.Criteria) : null,
            For = CriteriaForm.Read(answers.Form, "for", null).Criterion(language.Criteria),
            Period = answers.Choice<ChallengePeriod>("period"),
            Days = answers.Whole("days") ?? 30,
            From = answers.Day("from"),
            Until = answers.Day("until"),
            InARow = answers.Whole("inARow") ?? 1,
            Repeats = answers.Is("repeats"),
            Prize = PrizeFields.Read(answers),
        };
        var (challenges, place) = Put(programme.Challenges, challenge, part => part.Key);
        return (programme with { Challenges = challenges }, challenge.Key, $"challenges[{place}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { Challenges = [.. programme.Challenges.Where(challenge => challenge.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language)
    {
        var told = Change(programme, form.Key, new PartAnswers(RuleEditor.FormOf(form)), language);
        var challenge = told.Programme.Challenges.First(challenge => challenge.Key == told.Key) with
        {
            When = language.Finished(form.Conditions["when"], form["on"] == EarningRule.OnOrders ? CriteriaScope.Order : CriteriaScope.Customer),
            Lines = language.Finished(form.Conditions["lines"], CriteriaScope.Line),
            For = language.Finished(form.Conditions["for"], CriteriaScope.Customer),
        };
        return new RazorComponentResult<ChallengePage>(new { Programme = programme, Form = form, Challenge = challenge });
    }

    private static PartForm Of(Challenge challenge) => new(
        challenge.Key,
        new Dictionary<string, string>
        {
            ["name"] = challenge.Name,
            ["isRunning"] = PartAnswers.Written(challenge.IsRunning),
            ["on"] = RuleEditor.Occasions.Contains(challenge.On) ? challenge.On : RuleEditor.Other,
            ["onOther"] = RuleEditor.Occasions.Contains(challenge.On) ? "" : challenge.On,
            ["measure"] = PartAnswers.Written(challenge.Measure),
            ["goal"] = PartAnswers.Written(challenge.Goal),
            ["period"] = PartAnswers.Written(challenge.Period),
            ["days"] = PartAnswers.Written(challenge.Days),
            ["from"] = PartAnswers.Written(challenge.From),
            ["until"] = PartAnswers.Written(challenge.Until),
            ["inARow"] = PartAnswers.Written(challenge.InARow),
            ["repeats"] = PartAnswers.Written(challenge.Repeats),
            ["unit"] = challenge.Prize.Unit ?? "",
            ["points"] = PrizeFields.Points(challenge.Prize),
            ["badge"] = challenge.Prize.Badge ?? "",
        },
        new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm>
        {
            ["when"] = CriteriaForm.Of(challenge.When), ["lines"] = CriteriaForm.Of(challenge.Lines), ["for"] = CriteriaForm.Of(challenge.For),
        },
    };
}

/// <summary>The fields of a prize in a form.</summary>
internal static class PrizeFields
{
    public static Prize Read(PartAnswers answers) => new() { Unit = answers.Word("unit"), Points = answers.Number("points") ?? 0, Badge = answers.Word("badge") };

    public static string Points(Prize prize) => prize.Points == 0 ? "" : PartAnswers.Written(prize.Points);
}
