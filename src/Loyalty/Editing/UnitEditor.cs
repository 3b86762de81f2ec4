using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits a kind of points.</summary>
internal sealed class UnitEditor : PartEditor
{
    public override string Name => "points";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new PointUnit { Key = PartForm.New, ExpiryMonths = 12 } : programme.Units.FirstOrDefault(unit => unit.Key == key)) is { } unit ? Of(unit) : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>());

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var expiry = answers.Text("expiry");
        var unit = (programme.Units.FirstOrDefault(unit => unit.Key == key) ?? new PointUnit { Key = FreeKey("points", programme.Units.Select(unit => unit.Key)) }) with
        {
            Name = answers.Text("name"),
            Scale = answers.Whole("scale") ?? 0,
            Value = answers.Number("value"),
            ExpiryMonths = expiry is "months" or "monthsEnd" ? (int)answers.Required("lifetime") : null,
            ExpiryDays = expiry == "days" ? (int)answers.Required("lifetime") : null,
            ExpiresAtEndOfMonth = expiry == "monthsEnd",
            PendingDays = answers.Whole("pendingDays") ?? 0,
            PaysForItsOwnOrder = answers.Is("paysForItsOwnOrder"),
            MayOwe = answers.Is("mayOwe"),
            ApproveAbove = answers.Required("approveAbove"),
            ExpectedRedemption = answers.Number("expectedRedemption") is { } perCent ? (double)(perCent / 100) : null,
            ExchangeAt = answers.Number("exchangeAt"),
            ExchangeReward = answers.Number("exchangeAt") is null ? null : answers.Word("exchangeReward"),
        };
        var (units, place) = Put(programme.Units, unit, part => part.Key);
        return (programme with { Units = units }, unit.Key, $"units[{place}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { Units = [.. programme.Units.Where(unit => unit.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language) =>
        new RazorComponentResult<UnitPage>(new { Programme = programme, Form = form });

    private static PartForm Of(PointUnit unit) => new(
        unit.Key,
        new Dictionary<string, string>
        {
            ["name"] = unit.Name,
            ["scale"] = PartAnswers.Written(unit.Scale),
            ["value"] = PartAnswers.Written(unit.Value),
            ["expiry"] = unit.ExpiryMonths is not null ? unit.ExpiresAtEndOfMonth ? "monthsEnd" : "months" : unit.ExpiryDays is not null ? "days" : "never",
            ["lifetime"] = PartAnswers.Written(unit.ExpiryMonths ?? unit.ExpiryDays),
            ["pendingDays"] = PartAnswers.Written(unit.PendingDays),
            ["paysForItsOwnOrder"] = PartAnswers.Written(unit.PaysForItsOwnOrder),
            ["approveAbove"] = PartAnswers.Written(unit.ApproveAbove),
            ["mayOwe"] = PartAnswers.Written(unit.MayOwe),
            ["expectedRedemption"] = unit.ExpectedRedemption is { } share ? PartAnswers.Written(Math.Round((decimal)share * 100, 4)) : "",
            ["exchangeAt"] = PartAnswers.Written(unit.ExchangeAt),
            ["exchangeReward"] = unit.ExchangeReward ?? "",
        },
        new Dictionary<string, string>());
}
