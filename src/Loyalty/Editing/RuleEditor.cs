using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits an earning rule.</summary>
internal sealed class RuleEditor : PartEditor
{
    /// <summary>What stands for a kind of fact that is written by hand.</summary>
    public const string Other = "other";

    /// <summary>The occasions that are offered; any kind of fact may be written instead.</summary>
    public static IReadOnlyList<string> Occasions { get; } = [EarningRule.OnOrders, "visit", "review.written", "survey.answered"];

    public override string Name => "rules";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new EarningRule { Key = PartForm.New, Points = 1, Per = 1 } : programme.Rules.FirstOrDefault(rule => rule.Key == key)) is { } rule ? Of(rule) : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm>
        {
            ["when"] = CriteriaForm.Read(answers.Form, "when", command),
            ["lines"] = CriteriaForm.Read(answers.Form, "lines", command),
        },
    };

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var before = programme.Rules.FirstOrDefault(rule => rule.Key == key);
        var on = answers.Text("on") == Other ? answers.Text("onOther") : answers.Text("on");
        var rule = (before ?? new EarningRule { Key = FreeKey("rule", programme.Rules.Select(rule => rule.Key)) }) with
        {
            Name = answers.Text("name"),
            IsRunning = answers.Is("isRunning"),
            On = on,
            Unit = answers.Word("unit"),
            When = CriteriaForm.Read(answers.Form, "when", null).Criterion(language.Criteria),
            Lines = on == EarningRule.OnOrders ? CriteriaForm.Read(answers.Form, "lines", null).Criterion(language.Criteria) : null,
            Points = answers.Required("points"),
            Per = answers.Text("how") == "once" ? null : answers.Required("per"),
            IsProportional = answers.Text("how") == "proportional",
            Rounding = answers.Choice<Rounding>("rounding"),
            IsMultipliedByLevel = answers.Is("isMultipliedByLevel"),
            CountsMoneyPaidByPoints = answers.Is("countsMoneyPaidByPoints"),
            MostPerOrder = answers.Number("mostPerOrder"),
            MostPerDay = answers.Number("mostPerDay"),
            MostPerCustomer = answers.Number("mostPerCustomer"),
            MostTimes = answers.Whole("mostTimes"),
            Budget = answers.Number("budget"),
            From = answers.Day("from"),
            Until = answers.Day("until"),
            Group = answers.Word("group"),
            Stacking = answers.Choice<Stacking>("stacking"),
        };
        var (rules, place) = Put(programme.Rules, rule, part => part.Key);
        return (programme with { Rules = rules }, rule.Key, $"rules[{place}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { Rules = [.. programme.Rules.Where(rule => rule.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language)
    {
        var answers = new PartAnswers(FormOf(form));
        var told = Change(programme, form.Key, answers, language);
        var rule = told.Programme.Rules.First(rule => rule.Key == told.Key) with
        {
            When = language.Finished(form.Conditions["when"], form["on"] == EarningRule.OnOrders ? CriteriaScope.Order : CriteriaScope.Customer),
            Lines = language.Finished(form.Conditions["lines"], CriteriaScope.Line),
        };
        return new RazorComponentResult<RulePage>(new { Programme = programme, Form = form, Rule = rule });
    }

    internal static FormCollection FormOf(PartForm form) =>
        new(form.Values.ToDictionary(value => value.Key, value => new Microsoft.Extensions.Primitives.StringValues(value.Value)));

    private static PartForm Of(EarningRule rule) => new(
        rule.Key,
        new Dictionary<string, string>
        {
            ["name"] = rule.Name,
            ["isRunning"] = PartAnswers.Written(rule.IsRunning),
            ["on"] = Occasions.Contains(rule.On) ? rule.On : Other,
            ["onOther"] = Occasions.Contains(rule.On) ? "" : rule.On,
            ["unit"] = rule.Unit ?? "",
            ["points"] = PartAnswers.Written(rule.Points),
            ["how"] = rule.Per is null ? "once" : rule.IsProportional ? "proportional" : "full",
            ["per"] = PartAnswers.Written(rule.Per),
            ["rounding"] = PartAnswers.Written(rule.Rounding),
            ["isMultipliedByLevel"] = PartAnswers.Written(rule.IsMultipliedByLevel),
            ["countsMoneyPaidByPoints"] = PartAnswers.Written(rule.CountsMoneyPaidByPoints),
            ["mostPerOrder"] = PartAnswers.Written(rule.MostPerOrder),
            ["mostPerDay"] = PartAnswers.Written(rule.MostPerDay),
            ["mostPerCustomer"] = PartAnswers.Written(rule.MostPerCustomer),
            ["mostTimes"] = PartAnswers.Written(rule.MostTimes),
            ["budget"] = PartAnswers.Written(rule.Budget),
            ["from"] = PartAnswers.Written(rule.From),
            ["until"] = PartAnswers.Written(rule.Until),
            ["group"] = rule.Group ?? "",
            ["stacking"] = PartAnswers.Written(rule.Stacking),
        },
        new Dictionary<string, string>())
    {
        Conditions = new Dictionary<string, CriteriaForm> { ["when"] = CriteriaForm.Of(rule.When), ["lines"] = CriteriaForm.Of(rule.Lines) },
    };
}
