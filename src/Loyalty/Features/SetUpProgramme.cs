using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Templates;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Lets the owner set a programme up: from a template to a draft, tried on past orders, put in force.</summary>
internal static class SetUpProgramme
{
    private static readonly JsonSerializerOptions Readable = new(ProgrammeJson.Options) { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/loyalty").RequireAuthorization(Permission.ManageLoyalty).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/new/{key}", Ask);
        pages.MapPost("/new/{key}", Make);
        pages.MapPost("/edit", Edit);
        pages.MapGet("/draft", ShowDraft);
        pages.MapPost("/draft", SaveDraft);
        pages.MapGet("/draft/trial", Try);
        pages.MapPost("/draft/publish", Publish);
        pages.MapGet("/draft/discard", AskDiscard);
        pages.MapPost("/draft/discard", Discard);
    }

    private static RazorComponentResult Show(string? done, ProgrammeStore programmes) => new RazorComponentResult<ProgrammePage>(new
    {
        programmes.InForce?.Programme,
        HasDraft = programmes.Draft() is not null,
        Done = done,
    });

    private static IResult Ask(string key) => ProgrammeTemplate.Find(key) is { } template
        ? new RazorComponentResult<TemplatePage>(Parameters(template, null, template.Fields.ToDictionary(field => field.Name, field => Written(field.Suggested)), null))
        : TypedResults.LocalRedirect("/loyalty");

    private static IResult Make(HttpContext context, string key, [FromForm] IFormCollection form, ProgrammeStore programmes, [FromServices] Reader reader)
    {
        if (ProgrammeTemplate.Find(key) is not { } template)
        {
            return TypedResults.LocalRedirect("/loyalty");
        }

        var answers = new TemplateAnswers(template, form, reader);
        var programme = template.Make(answers);
        if (answers.Wrong is not null || programmes.Check(programme).Count > 0)
        {
            return new RazorComponentResult<TemplatePage>(Parameters(
                template, answers.Name, template.Fields.ToDictionary(field => field.Name, field => form[field.Name].ToString()), answers.Wrong ?? template.Fields[0].Name));
        }

        programmes.SaveDraft(programme, IntakeDoor.ActorOf(context));
        return TypedResults.LocalRedirect("/loyalty/draft");
    }

    private static RedirectHttpResult Edit(HttpContext context, ProgrammeStore programmes)
    {
        if (programmes.Draft() is null && programmes.InForce is { } present)
        {
            programmes.SaveDraft(present.Programme, IntakeDoor.ActorOf(context));
        }

        return TypedResults.LocalRedirect("/loyalty/draft");
    }

    private static IResult ShowDraft(ProgrammeStore programmes) => programmes.Draft() is { } draft
        ? new RazorComponentResult<DraftPage>(new { Programme = draft, Document = Pretty(draft) })
        : TypedResults.LocalRedirect("/loyalty");

    private static IResult SaveDraft(HttpContext context, [FromForm] string? document, ProgrammeStore programmes, [FromServices] Reader reader)
    {
        if (programmes.Draft() is not { } before)
        {
            return TypedResults.LocalRedirect("/loyalty");
        }

        try
        {
            var draft = ProgrammeJson.Read(document ?? "");
            var wrong = programmes.Check(draft);
            if (wrong.Count == 0)
            {
                programmes.SaveDraft(draft, IntakeDoor.ActorOf(context));
                return TypedResults.LocalRedirect("/loyalty/draft");
            }

            return new RazorComponentResult<DraftPage>(new { Programme = before, Document = document, Problems = (IReadOnlyList<string>)[.. wrong.Select(one => $"{one.Place}: {reader.Text($"problem.{one.Code}")}")] });
        }
        catch (JsonException error)
        {
            return new RazorComponentResult<DraftPage>(new { Programme = before, Document = document, Problems = (IReadOnlyList<string>)[$"{error.Path} ({error.LineNumber + 1})"] });
        }
    }

    private static async Task<IResult> Try(HttpContext context, ProgrammeStore programmes, PastTrial trial) => programmes.Draft() is { } draft
        ? new RazorComponentResult<TrialPage>(new { Programme = draft, Trial = await Task.Run(() => trial.Run(draft, context.RequestAborted)) })
        : TypedResults.LocalRedirect("/loyalty");

    private static RedirectHttpResult Publish(HttpContext context, ProgrammeStore programmes)
    {
        if (programmes.Draft() is not { } draft)
        {
            return TypedResults.LocalRedirect("/loyalty");
        }

        if (programmes.Check(draft).Count > 0)
        {
            return TypedResults.LocalRedirect("/loyalty/draft");
        }

        programmes.Publish(draft, IntakeDoor.ActorOf(context));
        return TypedResults.LocalRedirect("/loyalty?done=published");
    }

    private static IResult AskDiscard(ProgrammeStore programmes) =>
        programmes.Draft() is null ? TypedResults.LocalRedirect("/loyalty") : new RazorComponentResult<DiscardPage>();

    private static RedirectHttpResult Discard(ProgrammeStore programmes)
    {
        programmes.DropDraft();
        return TypedResults.LocalRedirect("/loyalty?done=discarded");
    }

    private static object Parameters(ProgrammeTemplate template, string? name, Dictionary<string, string> values, string? wrong) => new
    {
        template.Key,
        Fields = (IReadOnlyList<string>)[.. template.Fields.Select(field => field.Name)],
        Name = name,
        Values = (IReadOnlyDictionary<string, string>)values,
        Wrong = wrong,
    };

    private static string Written(decimal number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Pretty(Programme programme) => JsonSerializer.Serialize(programme, Readable);
}
