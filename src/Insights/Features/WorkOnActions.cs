using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Actions;
using Regulars.Insights.Pages;
using Regulars.Insights.Storage;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Features;

/// <summary>The work list: what to do for whom and why, decided about one by one; what proposing it has brought.</summary>
internal static class WorkOnActions
{
    private const int RowsPerPage = 25;

    private const int MostRows = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/actions").RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/decide", Decide).RequireAuthorization(Permission.WriteCustomers);
        var api = endpoints.MapGroup("/api/v1").RequireAuthorization(Permission.ReadCustomers).WithTags("Actions");
        api.MapGet("/actions", List).WithName("ListActions").WithSummary("Lists what is to be done for customers and why, the most urgent first.");
        api.MapPost("/customers/{id:guid}/actions/{kind}", Tell).RequireAuthorization(Permission.WriteCustomers)
            .WithName("DecideAction").WithSummary("Says that a proposed action was done, is dismissed or comes later; telling the same again changes nothing.");
    }

    private static RazorComponentResult Show(string? kind, string? after, string? done, ActionList actions, ModelStore models, ReportService reports)
    {
        var asked = kind is not null && ActionKinds.All.Contains(kind) ? kind : null;
        var rows = actions.Open(asked, ActionCursor.TryParse(after), RowsPerPage + 1);
        return new RazorComponentResult<ActionsPage>(new
        {
            Kind = asked,
            models.AsOf,
            Rows = (IReadOnlyList<ActionItem>)[.. rows.Take(RowsPerPage)],
            Counts = actions.Count(),
            After = ActionCursor.TryParse(after) is null ? null : after,
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Cursor.ToString() : null,
            models.Effects,
            IsComputed = reports.Last() is not null,
            Done = done is not null && ActionList.Decisions.Contains(done) ? done : null,
        });
    }

    private static async Task<IResult> Decide([AsParameters] ActionAnswers answers, ClaimsPrincipal user, ActionList actions)
    {
        var refusal = Guid.TryParse(answers.Customer, out var id)
            ? await actions.Decide(new CustomerId(id), answers.Kind ?? "", answers.Decision ?? "", answers.Note, user.Identity?.Name ?? "")
            : null;
        var back = answers.Back is { Length: > 0 } address && address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)
            ? address
            : "/actions";
        return TypedResults.LocalRedirect(refusal is null ? $"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={Uri.EscapeDataString(answers.Decision ?? "")}" : back);
    }

    private static Results<Ok<ActionItems>, ProblemHttpResult> List(
        string? kind, string? after, int? limit, ActionList actions, ModelStore models, BusinessStore businesses, [FromServices] Reader reader)
    {
        if (kind is not null && !ActionKinds.All.Contains(kind))
        {
            return Problems.Of(new Refusal("action.unknown", $"There is no such action; there are {string.Join(", ", ActionKinds.All)}.", "kind"));
        }

        if (Problems.CheckLimit(limit, MostRows) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        if (after is { Length: > 0 } && ActionCursor.TryParse(after) is null)
        {
            return Problems.InvalidCursor();
        }

        var most = limit ?? RowsPerPage;
        var rows = actions.Open(kind, ActionCursor.TryParse(after), most + 1);
        var (currency, asOf) = (businesses.Current.Currency, models.AsOf);
        return TypedResults.Ok(new ActionItems(
            [.. rows.Take(most).Select(row => new ActionTold(
                row.Id, row.Name, row.Kind, OutlookWords.ActionReason(reader, row.Reason, row.Numbers, asOf), row.Priority, currency.ToDecimal(row.Worth), currency.Code,
                new Day(row.ProposedDay).ToString()))],
            rows.Count > most ? rows[most - 1].Cursor.ToString() : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Tell(Guid id, string kind, ActionBody body, ClaimsPrincipal user, ActionList actions) =>
        await actions.Decide(new CustomerId(id), kind, body.Decision ?? "", body.Note, user.Identity?.Name ?? "") is { } refusal
            ? Problems.Of(refusal, refusal.Code is "action.not_open" ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest)
            : TypedResults.NoContent();
}

/// <summary>The answers of the form below an action.</summary>
internal sealed class ActionAnswers
{
    [FromForm]
    public string? Customer { get; init; }

    [FromForm]
    public string? Kind { get; init; }

    [FromForm]
    public string? Decision { get; init; }

    [FromForm]
    public string? Note { get; init; }

    [FromForm]
    public string? Back { get; init; }
}

/// <summary>What is decided about an action.</summary>
/// <param name="Decision">done, dismissed or later (in seven days).</param>
/// <param name="Note">What came of it, at most 500 characters.</param>
internal sealed record ActionBody(string? Decision, string? Note);

/// <summary>A part of the work list, with the cursor for <c>after</c>.</summary>
internal sealed record ActionItems(IReadOnlyList<ActionTold> Items, string? Next);

/// <summary>Something to be done for a customer.</summary>
/// <param name="Customer">For whom.</param>
/// <param name="Name">The name in lists; null when there is none.</param>
/// <param name="Action">What.</param>
/// <param name="Reason">Why, as a sentence in the caller's language.</param>
/// <param name="Priority">9 now, 1 when there is time.</param>
/// <param name="SpentLastYear">What the customer spent in the last 365 days.</param>
/// <param name="Currency">In which currency.</param>
/// <param name="Proposed">Since when it is proposed.</param>
internal sealed record ActionTold(
    Guid Customer, string? Name, string Action, string Reason, int Priority, decimal SpentLastYear, string Currency, string Proposed);
