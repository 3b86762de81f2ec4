using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Members;
using Regulars.Loyalty.Pages;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Takes a file of members from another program, shows what is recognised, brings it into the ledger, and shows that nothing is missing.</summary>
internal static class ImportMembers
{
    private const long LargestFileBytes = 1L << 30;

    private const int MostRunsShown = 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/loyalty/import").RequireAuthorization(Permission.Import).RequireAuthorization(Permission.AdjustPoints).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("", Take).WithMetadata(new RequestSizeLimitAttribute(LargestFileBytes)).WithFormOptions(multipartBodyLengthLimit: LargestFileBytes);
        pages.MapGet("/{id:guid}", Watch);
        pages.MapPost("/{id:guid}/columns", Correct);
        pages.MapPost("/{id:guid}/start", Start);
        pages.MapPost("/{id:guid}/discard", Discard);
        pages.MapGet("/{id:guid}/reconciliation.csv", Download);
    }

    private static RazorComponentResult Show(MemberImportStore store) => new RazorComponentResult<MembersImportPage>(new { Runs = store.Recent(MostRunsShown) });

    private static async Task<IResult> Take(IFormFile? file, MemberImportStore store, MemberImportJobs jobs, ClaimsPrincipal user, HttpContext context)
    {
        if (file is null || file.Length == 0)
        {
            return TypedResults.LocalRedirect("/loyalty/import");
        }

        await using var content = file.OpenReadStream();
        var taken = await jobs.TakeAsync(file.FileName, content, By(user), context.RequestAborted);
        return taken.Refusal is { } refusal
            ? new RazorComponentResult<MembersImportPage>(new { Runs = store.Recent(MostRunsShown), Refusal = refusal }) { StatusCode = StatusCodes.Status422UnprocessableEntity }
            : TypedResults.LocalRedirect($"/loyalty/import/{taken.Value.Id}");
    }

    private static IResult Watch(Guid id, MemberImport imports, HttpContext context)
    {
        if (imports.Find(id) is not { } run)
        {
            return TypedResults.LocalRedirect("/loyalty/import");
        }

        if (run.State != "running" && context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.Headers["HX-Redirect"] = $"/loyalty/import/{id}";
            return TypedResults.Ok();
        }

        return new RazorComponentResult<MemberImportPage>(new { Run = run, Rejected = run.State == "done" ? imports.Rejected(id, 0) : run.Preview.FirstRejected });
    }

    private static async Task<RedirectHttpResult> Correct(HttpContext context, Guid id, [FromForm] IFormCollection fields, MemberImport imports, MemberImportJobs jobs)
    {
        if (imports.Find(id) is { } run)
        {
            var told = run.Preview.Columns.Select((_, at) => Enum.TryParse<MemberColumn>(fields[$"column-{at}"], out var column) && Enum.IsDefined(column) ? column : (MemberColumn?)null);
            await jobs.CorrectAsync(id, [.. told], context.RequestAborted);
        }

        return TypedResults.LocalRedirect($"/loyalty/import/{id}");
    }

    private static RedirectHttpResult Start(Guid id, MemberImportJobs jobs, ClaimsPrincipal user, [FromForm] string? confirmed)
    {
        if (confirmed == "yes")
        {
            jobs.Start(id, By(user));
        }

        return TypedResults.LocalRedirect($"/loyalty/import/{id}");
    }

    private static RedirectHttpResult Discard(Guid id, MemberImportJobs jobs, [FromForm] string? confirmed)
    {
        if (confirmed == "yes")
        {
            jobs.Discard(id);
        }

        return TypedResults.LocalRedirect("/loyalty/import");
    }

    private static IResult Download(Guid id, MemberImport imports, [FromServices] Reader reader) => imports.Find(id) is not { } run
        ? TypedResults.LocalRedirect("/loyalty/import")
        : Csv.File("reconciliation.csv", [.. MemberReconciliation.Headings.Select(key => reader.Text(key))], MemberReconciliation.Rows(run, imports, key => reader.Text(key)));

    private static string By(ClaimsPrincipal user) => user.Identity?.Name is { Length: > 0 } name ? name : "console";
}
