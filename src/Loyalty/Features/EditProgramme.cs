using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Criteria;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Editing;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Lets the owner change the parts of a draft by forms. A draft is always one that could be put in force: what would make it
/// wrong is told and not kept.</summary>
internal static partial class EditProgramme
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var parts = endpoints.MapGroup("/loyalty/draft/{part}/{key}").RequireAuthorization(Permission.ManageLoyalty).ExcludeFromDescription();
        parts.MapGet("", Open);
        parts.MapPost("", Save);
        parts.MapPost("/redraw", Redraw);
        parts.MapPost("/remove", Remove);
    }

    private static IResult Open(string part, string key, ProgrammeStore programmes, CriteriaLanguage criteria, BusinessStore businesses) =>
        Find(part, programmes) is var (editor, draft) && editor.Open(draft, key) is { } form ? editor.Page(draft, form, Language(criteria, businesses)) : ToDraft();

    private static IResult Redraw(
        string part, string key, [FromForm] IFormCollection fields, ProgrammeStore programmes, CriteriaLanguage criteria, BusinessStore businesses) =>
        Find(part, programmes) is var (editor, draft) ? editor.Page(draft, editor.Redraw(key, new PartAnswers(fields), fields["do"]), Language(criteria, businesses)) : ToDraft();

    private static IResult Save(
        HttpContext context, string part, string key, [FromForm] IFormCollection fields, ProgrammeStore programmes, CriteriaLanguage criteria, BusinessStore businesses)
    {
        if (Find(part, programmes) is not var (editor, draft))
        {
            return ToDraft();
        }

        var language = Language(criteria, businesses);
        var answers = new PartAnswers(fields);
        var (changed, _, place) = editor.Change(draft, key, answers, language);
        var wrong = new Dictionary<string, string>(answers.Wrong);
        foreach (var problem in programmes.Check(changed))
        {
            wrong.TryAdd(FieldOf(problem.Place ?? "", place), problem.Code);
        }

        if (wrong.Count > 0)
        {
            return editor.Page(draft, editor.Redraw(key, answers, null) with { Wrong = wrong }, language);
        }

        programmes.SaveDraft(changed, IntakeDoor.ActorOf(context));
        return ToDraft();
    }

    private static IResult Remove(HttpContext context, string part, string key, ProgrammeStore programmes, CriteriaLanguage criteria, BusinessStore businesses)
    {
        if (Find(part, programmes) is not var (editor, draft))
        {
            return ToDraft();
        }

        var without = editor.Remove(draft, key);
        if (programmes.Check(without) is [var problem, ..] && editor.Open(draft, key) is { } form)
        {
            return editor.Page(draft, form with { Wrong = new Dictionary<string, string> { [""] = problem.Code } }, Language(criteria, businesses));
        }

        programmes.SaveDraft(without, IntakeDoor.ActorOf(context));
        return ToDraft();
    }

    /// <summary>The field of the form that a refusal's place means; empty for what stands elsewhere in the programme.</summary>
    internal static string FieldOf(string problem, string place)
    {
        if (!problem.StartsWith(place + ".", StringComparison.Ordinal))
        {
            return "";
        }

        var inside = problem[(place.Length + 1)..].Replace("prize.", "", StringComparison.Ordinal);
        return inside.Split('.')[0] switch
        {
            "when" or "lines" or "for" => inside.Split('.')[0],
            "expiryMonths" or "expiryDays" => "lifetime",
            _ => Index().Replace(inside, ".${place}"),
        };
    }

    private static (PartEditor Editor, Programme Draft)? Find(string part, ProgrammeStore programmes) =>
        PartEditor.All.TryGetValue(part, out var editor) && programmes.Draft() is { } draft ? (editor, draft) : null;

    private static EditingLanguage Language(CriteriaLanguage criteria, BusinessStore businesses) => new(criteria, businesses.Current.Currency);

    private static RedirectHttpResult ToDraft() => TypedResults.LocalRedirect("/loyalty/draft");

    [GeneratedRegex(@"\[(?<place>\d+)\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Index();
}
