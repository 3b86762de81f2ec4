using System.Text;
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
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Carries a programme from one installation to another: a file to download, a file compared with what is in force, and made the draft.</summary>
internal static class ExchangeProgrammes
{
    private const long LargestFile = 1 << 20;

    private static readonly JsonSerializerOptions Readable = new(ProgrammeJson.Options) { WriteIndented = true };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/loyalty/file").RequireAuthorization(Permission.ManageLoyalty).ExcludeFromDescription();
        pages.MapGet("", Ask);
        pages.MapPost("", Compare);
        pages.MapPost("/adopt", Adopt);
        pages.MapGet("/programme.json", Download);
        endpoints.MapPost("/api/v1/loyalty/programme/compare", Tell).RequireAuthorization(Permission.ManageLoyalty).WithTags("Programme")
            .WithName("compareProgramme").WithSummary("Tells in what a programme differs from the one in force, without changing anything.")
            .Accepts<JsonElement>("application/json").Produces<ProgrammeComparison>().ProducesProblem(400).ProducesProblem(422);
    }

    private static RazorComponentResult Ask(ProgrammeStore programmes) => new RazorComponentResult<ProgrammeFilePage>(new { HasProgramme = programmes.InForce is not null, HasDraft = programmes.Draft() is not null });

    private static IResult Download(ProgrammeStore programmes) => programmes.InForce is { } present
        ? TypedResults.File(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(present.Programme, Readable)), "application/json", "programme.json")
        : TypedResults.NotFound();

    private static async Task<IResult> Compare(IFormFile? file, ProgrammeStore programmes, [FromServices] Reader reader, CancellationToken cancellation)
    {
        if (file is null || file.Length is 0 or > LargestFile)
        {
            return Wrong(programmes, reader.Text("file.unreadable"));
        }

        using var text = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return Shown(await text.ReadToEndAsync(cancellation), programmes, reader);
    }

    /// <summary>What was compared becomes the draft, in the place of one that is there; nothing is in force by that.</summary>
    private static IResult Adopt(HttpContext context, [FromForm] string? document, ProgrammeStore programmes, [FromServices] Reader reader)
    {
        if (Read(document, programmes, reader) is not ({ } programme, null))
        {
            return Shown(document ?? "", programmes, reader);
        }

        programmes.SaveDraft(programme, IntakeDoor.ActorOf(context));
        return TypedResults.LocalRedirect("/loyalty/draft");
    }

    private static Task<IResult> Tell(HttpContext context, ProgrammeStore programmes) => ProgrammeBody.ReadAsync(context, programmes, programme =>
        Task.FromResult<IResult>(TypedResults.Ok(new ProgrammeComparison(ProgrammeDifference.Between(programmes.InForce?.Programme ?? new Programme(), programme)))));

    private static IResult Shown(string document, ProgrammeStore programmes, Reader reader) => Read(document, programmes, reader) is ({ } programme, null)
        ? new RazorComponentResult<ProgrammeFilePage>(new
        {
            HasProgramme = programmes.InForce is not null,
            HasDraft = programmes.Draft() is not null,
            Differences = ProgrammeDifference.Between(programmes.InForce?.Programme ?? new Programme(), programme),
            Document = ProgrammeJson.Write(programme),
        })
        : Wrong(programmes, Read(document, programmes, reader).Wrong!);

    private static (Programme? Programme, string? Wrong) Read(string? document, ProgrammeStore programmes, Reader reader)
    {
        try
        {
            var programme = ProgrammeJson.Read(document ?? "");
            return programme is null ? (null, reader.Text("file.unreadable"))
                : programmes.Check(programme) is [var wrong, ..] ? (null, $"{wrong.Place}: {reader.Text($"problem.{wrong.Code}")}")
                : (programme, null);
        }
        catch (JsonException error)
        {
            return (null, reader.Text("file.not_json", error.Path ?? "$", (error.LineNumber ?? 0) + 1));
        }
    }

    private static RazorComponentResult Wrong(ProgrammeStore programmes, string wrong) =>
        new RazorComponentResult<ProgrammeFilePage>(new { HasProgramme = programmes.InForce is not null, HasDraft = programmes.Draft() is not null, Wrong = wrong }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
}

/// <summary>In what a programme differs from the one in force.</summary>
internal sealed record ProgrammeComparison(IReadOnlyList<ProgrammeDifference> Differences);
