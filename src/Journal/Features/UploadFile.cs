using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Importing;
using Regulars.Journal.Pages;
using Regulars.Kernel;

namespace Regulars.Journal.Features;

/// <summary>Takes an order file, shows what is recognised, lets it be corrected by hand, and starts the import.</summary>
internal static class UploadFile
{
    private const long LargestFileBytes = 4L << 30;

    private const int MostRunsShown = 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/import").RequireAuthorization(Permission.Import).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("", Take).WithMetadata(new RequestSizeLimitAttribute(LargestFileBytes)).WithFormOptions(multipartBodyLengthLimit: LargestFileBytes);
        pages.MapGet("/{id:guid}", Preview);
        pages.MapPost("/{id:guid}/mapping", Correct);
        pages.MapPost("/{id:guid}/start", Start);
        pages.MapPost("/{id:guid}/discard", Discard);
    }

    private static RazorComponentResult Show(string? done, ImportRuns runs, ImportJobs jobs) => new RazorComponentResult<ImportPage>(new
    {
        Runs = runs.Recent(MostRunsShown),
        Active = (IReadOnlyList<(Guid Upload, string FileName)>)[.. jobs.Active().Select(job => (job.Upload.Id, job.Upload.FileName))],
        Done = done,
    });

    private static async Task<RedirectHttpResult> Take(IFormFile? file, UploadStore uploads, HttpContext context)
    {
        if (file is null || file.Length == 0)
        {
            return TypedResults.LocalRedirect("/import?done=nofile");
        }

        await using var content = file.OpenReadStream();
        var upload = await uploads.SaveAsync(file.FileName, content, context.RequestAborted);
        return TypedResults.LocalRedirect($"/import/{upload.Id}");
    }

    private static IResult Preview(Guid id, UploadStore uploads, ImportJobs jobs)
    {
        if (jobs.Find(id) is not null)
        {
            return TypedResults.LocalRedirect($"/import/{id}/progress");
        }

        if (uploads.Find(id) is not { } upload)
        {
            return TypedResults.LocalRedirect("/import?done=gone");
        }

        var plan = jobs.Plan(upload);
        return plan.Refusal is { } refusal
            ? new RazorComponentResult<ImportRefusedPage>(new { Upload = upload, Refusal = refusal, Outline = jobs.Outline(upload) })
            : new RazorComponentResult<ImportPreviewPage>(new { Upload = upload, Plan = plan.Value });
    }

    private static RedirectHttpResult Correct(Guid id, [FromForm] IFormCollection form, UploadStore uploads, ImportJobs jobs)
    {
        if (uploads.Find(id) is not { StartedBy: null } upload)
        {
            return TypedResults.LocalRedirect("/import?done=gone");
        }

        var corrected = form.ContainsKey("forget") ? null
            : jobs.Plan(upload) is { Refusal: null } plan ? CorrectedMapping.Read(form, plan.Value).ToJson()
            : jobs.Outline(upload) is { } outline ? CorrectedMapping.Read(form, outline).ToJson()
            : upload.Mapping;
        uploads.Write(upload with { Mapping = corrected });
        return TypedResults.LocalRedirect($"/import/{id}");
    }

    private static RedirectHttpResult Start(Guid id, ClaimsPrincipal user, UploadStore uploads, ImportJobs jobs, [FromForm] string? confirmed)
    {
        if (confirmed != "yes" || uploads.Find(id) is not { } upload || jobs.Plan(upload).Refusal is not null)
        {
            return TypedResults.LocalRedirect($"/import/{id}");
        }

        jobs.Start(upload, MergeCustomers.By(user));
        return TypedResults.LocalRedirect($"/import/{id}/progress");
    }

    private static RedirectHttpResult Discard(Guid id, UploadStore uploads, ImportJobs jobs, [FromForm] string? confirmed)
    {
        if (confirmed == "yes" && jobs.Find(id) is null)
        {
            uploads.Delete(id);
        }

        return TypedResults.LocalRedirect("/import");
    }
}
