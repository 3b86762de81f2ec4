using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits what is promised for friends; a programme has this part once or not at all.</summary>
internal sealed class ReferralsEditor : PartEditor
{
    public const string OnlyKey = "terms";

    public override string Name => "referrals";

    public override PartForm? Open(Programme programme, string key) => key switch
    {
        PartForm.New => Of(key, new ReferralTerms { ReferrerPoints = 100, FriendPoints = 100 }),
        OnlyKey when programme.Referrals is { } terms => Of(key, terms),
        _ => null,
    };

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>());

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language) => (
        programme with
        {
            Referrals = (programme.Referrals ?? new ReferralTerms()) with
            {
                Unit = answers.Word("unit"),
                ReferrerPoints = answers.Required("referrerPoints"),
                FriendPoints = answers.Required("friendPoints"),
                MinimumOrder = answers.Number("minimumOrder") ?? 0,
                WindowDays = answers.Whole("windowDays") ?? 0,
                MostInMonth = answers.Whole("mostInMonth") ?? 20,
            },
        },
        OnlyKey,
        "referrals");

    public override Programme Remove(Programme programme, string key) => programme with { Referrals = null };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language) =>
        new RazorComponentResult<ReferralsPage>(new { Programme = programme, Form = form });

    private static PartForm Of(string key, ReferralTerms terms) => new(
        key,
        new Dictionary<string, string>
        {
            ["unit"] = terms.Unit ?? "",
            ["referrerPoints"] = PartAnswers.Written(terms.ReferrerPoints),
            ["friendPoints"] = PartAnswers.Written(terms.FriendPoints),
            ["minimumOrder"] = PartAnswers.Written(terms.MinimumOrder),
            ["windowDays"] = PartAnswers.Written(terms.WindowDays),
            ["mostInMonth"] = PartAnswers.Written(terms.MostInMonth),
        },
        new Dictionary<string, string>());
}
