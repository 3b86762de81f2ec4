using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Import;
using Regulars.Kernel;
using Regulars.Loyalty.Adjustments;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Editing;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Gives or takes points of many customers at once: by a file or a condition, looked at first, and above the limit approved by a second person.</summary>
internal static class AdjustMany
{
    private const int LargestForm = 16 << 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/loyalty/adjust").RequireAuthorization(Permission.AdjustPoints).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Ask);
        pages.MapPost("", Look).WithMetadata(new RequestSizeLimitAttribute(LargestForm)).WithFormOptions(multipartBodyLengthLimit: LargestForm);
        pages.MapPost("/redraw", Redraw);
        pages.MapGet("/{id:guid}", Watch);
        pages.MapPost("/{id:guid}/confirm", Confirm);
        pages.MapPost("/{id:guid}/discard", Discard);
    }

    private static RazorComponentResult Ask(ProgrammeStore programmes, TimeProvider clock) =>
        Page(programmes, new Dictionary<string, string> { ["key"] = Uuid.New(clock).ToString() }, CriteriaForm.Of(null), null);

    private static RazorComponentResult Redraw([FromForm] IFormCollection fields, ProgrammeStore programmes) =>
        Page(programmes, new PartAnswers(fields).Values, CriteriaForm.Read(fields, "when", fields["do"]), null);

    private static IResult Look(
        HttpContext context, [FromForm] IFormCollection fields, ProgrammeStore programmes, AdjustmentBatches batches, AdjustmentFile files, CriteriaMembers members,
        CriteriaLanguage language, [FromServices] Reader reader)
    {
        var answers = new PartAnswers(fields);
        var when = CriteriaForm.Read(fields, "when", null);
        var unit = programmes.InForce?.Programme.Unit(answers.Word("unit"));
        var reason = answers.Text("reason");
        var read = unit is null ? PointsRefusals.NoProgramme
            : reason.Length is 0 or > 500 || !Kernel.Text.CanBeKept(reason) || !Guid.TryParse(answers.Text("key"), out _) ? new Refusal("points.reason", "Say why.", "reason")
            : fields.Files.GetFile("file") is { Length: > 0 } file ? ByFile(file, unit, files, IntakeDoor.SourceOf(context))
            : ByCondition(answers, unit, when.Criterion(language), members);
        if (read.Refusal is { } refusal)
        {
            return Page(programmes, answers.Values, when, Say(reader, refusal));
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{unit!.Key}\n{reason}\n{string.Join('\n', read.Value.Members.Select(member => $"{member.Customer} {member.Points}"))}"));
        var added = batches.Add(
            new ApprovalRequest(unit.Key, read.Value.Members, reason, IntakeDoor.CallerOf(context), new RequestKey("console", $"adjustments:{answers.Text("key")}", hash)), read.Value);
        return added.Refusal is null ? TypedResults.LocalRedirect($"/loyalty/adjust/{added.Value.Id}") : Page(programmes, answers.Values, when, reader.Text("bulk.wrong.again"));
    }

    private static Result<AdjustmentLines> ByFile(IFormFile file, PointUnit unit, AdjustmentFile files, string speaking)
    {
        using var content = new MemoryStream();
        file.CopyTo(content);
        var read = files.Read(ImportSource.FromBytes(Path.GetFileName(file.FileName.Replace('\\', '/')), content.ToArray()), unit, speaking);
        return read.Refusal is null && read.Value.Members.Count == 0 ? new Refusal("adjustments.nobody", "No line of the file can be taken.", "file") : read;
    }

    private static Result<AdjustmentLines> ByCondition(PartAnswers answers, PointUnit unit, System.Text.Json.JsonElement? when, CriteriaMembers members)
    {
        if (when is not { } condition)
        {
            return new Refusal("adjustments.who", "Choose a file, or say by a condition who is meant.", "when");
        }

        if (answers.Number("points") is not { } points || points == 0 || !unit.Fits(points) || Math.Abs(points) > OpeningBalance.Most)
        {
            return new Refusal("points.amount", "A number of points other than zero.", "points");
        }

        var found = members.Find(condition, AdjustmentFile.Most + 1);
        return found.Refusal is { } unfit ? new Refusal("adjustments.condition", unfit.Detail, "when")
            : found.Value.Count == 0 ? new Refusal("adjustments.nobody", "The condition holds of nobody.", "when")
            : found.Value.Count > AdjustmentFile.Most ? new Refusal("adjustments.many", "The condition holds of too many.", "when")
            : new AdjustmentLines("", found.Value.Count, [.. found.Value.Select(customer => (customer, unit.ToParts(points)))], 0, []);
    }

    private static IResult Watch(HttpContext context, Guid id, AdjustmentBatches batches, ProgrammeStore programmes)
    {
        if (batches.Find(id) is not { } batch || programmes.InForce?.Programme.Unit(batch.Approval.Unit) is not { } unit)
        {
            return TypedResults.LocalRedirect("/loyalty/adjust");
        }

        if (batch.Approval.State != "approved" && context.Request.Headers.ContainsKey("HX-Request"))
        {
            context.Response.Headers["HX-Redirect"] = $"/loyalty/adjust/{id}";
            return TypedResults.Ok();
        }

        return new RazorComponentResult<AdjustmentBatchPage>(new { Batch = batch, Unit = unit, Waits = batches.NeedsApproval(id, unit), Me = IntakeDoor.CallerOf(context) });
    }

    private static async Task<RedirectHttpResult> Confirm(
        HttpContext context, Guid id, [FromForm] string? confirmed, AdjustmentBatches batches, AdjustmentApprovals approvals, ProgrammeStore programmes)
    {
        if (confirmed == "yes" && batches.Find(id) is { } batch && programmes.InForce?.Programme.Unit(batch.Approval.Unit) is { } unit)
        {
            batches.Confirm(id, IntakeDoor.CallerOf(context), batches.NeedsApproval(id, unit));
            await approvals.BeginAsync(id);
        }

        return TypedResults.LocalRedirect($"/loyalty/adjust/{id}");
    }

    private static RedirectHttpResult Discard(Guid id, [FromForm] string? confirmed, AdjustmentBatches batches)
    {
        if (confirmed == "yes")
        {
            batches.Discard(id);
        }

        return TypedResults.LocalRedirect("/loyalty/adjust");
    }

    private static string Say(Reader reader, Refusal refusal) => refusal.Code switch
    {
        "programme.none" => reader.Text("adjust.no_programme"),
        "points.reason" => reader.Text("bulk.wrong.reason"),
        "points.amount" => reader.Text("adjust.wrong"),
        "adjustments.who" => reader.Text("bulk.wrong.who"),
        "adjustments.condition" => reader.Text("bulk.wrong.condition"),
        "adjustments.nobody" => reader.Text("bulk.wrong.nobody"),
        "adjustments.many" => reader.Text("bulk.wrong.many", AdjustmentFile.Most),
        "adjustments.long" => reader.Text("bulk.wrong.long", AdjustmentFile.Most),
        "adjustments.columns" => reader.Text("bulk.wrong.columns", refusal.Place ?? ""),
        "adjustments.torn" => reader.Text("members.refused.torn", refusal.Place ?? ""),
        _ => reader.Text("members.refused.unreadable"),
    };

    private static RazorComponentResult Page(ProgrammeStore programmes, IReadOnlyDictionary<string, string> values, CriteriaForm when, string? problem) => new RazorComponentResult<AdjustManyPage>(new
    {
        Units = programmes.InForce?.Programme.Units ?? [],
        Values = values,
        When = when,
        Problem = problem,
    });
}
