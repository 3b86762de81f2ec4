using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Importing;
using Regulars.Journal.Pages;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Journal.Features;

/// <summary>Shows how far an import is, what it came to, and the rows it did not take.</summary>
internal static class WatchImport
{
    private const int RejectsShown = 50;


    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/import").RequireAuthorization(Permission.Import).ExcludeFromDescription();
        pages.MapGet("/{id:guid}/progress", Watch);
        pages.MapPost("/{id:guid}/cancel", Cancel);
        pages.MapGet("/runs/{run:guid}", Show);
        pages.MapGet("/runs/{run:guid}/rejects.csv", Download);
    }

    private static IResult Watch(Guid id, ImportJobs jobs, HttpContext context)
    {
        if (jobs.Find(id) is not { } job)
        {
            return TypedResults.LocalRedirect("/import");
        }

        if (job is { IsActive: false, Refusal: null })
        {
            var address = job.Run is { } run ? $"/import/runs/{run}" : "/import?done=stopped";
            if (context.Request.Headers.ContainsKey("HX-Request"))
            {
                context.Response.Headers["HX-Redirect"] = address;
                return TypedResults.Ok();
            }

            return TypedResults.LocalRedirect(address);
        }

        return job.Refusal is { } refusal
            ? new RazorComponentResult<ImportRefusedPage>(new { job.Upload, Refusal = refusal })
            : new RazorComponentResult<ImportProgressPage>(new { job.Upload, job.Status, job.RowsTotal });
    }

    private static RedirectHttpResult Cancel(Guid id, ImportJobs jobs, [FromForm] string? confirmed)
    {
        if (confirmed == "yes")
        {
            jobs.Cancel(id);
        }

        return TypedResults.LocalRedirect($"/import/{id}/progress");
    }

    private static IResult Show(Guid run, ImportRuns runs) => runs.Find(run) is { } found
        ? new RazorComponentResult<ImportResultPage>(new { Run = found, Rejects = runs.Rejects(run, -1, RejectsShown).Select(row => (row.Ordinal, row.Reject.Row)).ToList() })
        : TypedResults.LocalRedirect("/import");

    private static IResult Download(Guid run, ImportRuns runs, Reader reader) => runs.Find(run) is not { } found
        ? TypedResults.NotFound()
        : TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                runs.WriteRejects(run, writer, Import.ImportTexts.In(reader.Language.Code()));
            },
            "text/csv; charset=utf-8",
            $"{Path.GetFileNameWithoutExtension(found.FileName)}-rejected.csv");
}
