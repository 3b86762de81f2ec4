using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Editing;

/// <summary>Edits a badge.</summary>
internal sealed class BadgeEditor : PartEditor
{
    /// <summary>The languages in which a badge may have names of its own.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["en", "ru", "uk", "pl"];

    public override string Name => "badges";

    public override PartForm? Open(Programme programme, string key) =>
        (key == PartForm.New ? new Badge { Key = PartForm.New } : programme.Badge(key)) is { } badge ? Of(badge) : null;

    public override PartForm Redraw(string key, PartAnswers answers, string? command) => new(key, answers.Values, new Dictionary<string, string>());

    public override (Programme Programme, string Key, string Place) Change(Programme programme, string key, PartAnswers answers, EditingLanguage language)
    {
        var badge = (programme.Badge(key) ?? new Badge { Key = FreeKey("badge", programme.Badges.Select(badge => badge.Key)) }) with
        {
            Name = answers.Text("name"),
            Names = Codes.Where(code => answers.Word($"name-{code}") is not null).ToDictionary(code => code, code => answers.Text($"name-{code}")),
            Emblem = answers.Choice<BadgeEmblem>("emblem"),
        };
        var (badges, place) = Put(programme.Badges, badge, part => part.Key);
        return (programme with { Badges = badges }, badge.Key, $"badges[{place}]");
    }

    public override Programme Remove(Programme programme, string key) => programme with { Badges = [.. programme.Badges.Where(badge => badge.Key != key)] };

    public override IResult Page(Programme programme, PartForm form, EditingLanguage language) => new RazorComponentResult<BadgePage>(new { Form = form });

    private static PartForm Of(Badge badge) => new(
        badge.Key,
        new Dictionary<string, string>(Codes.Select(code => KeyValuePair.Create($"name-{code}", badge.Names.GetValueOrDefault(code, ""))))
        {
            ["name"] = badge.Name,
            ["emblem"] = PartAnswers.Written(badge.Emblem),
        },
        new Dictionary<string, string>());
}
