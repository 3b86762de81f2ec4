using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Pages;
using Regulars.Insights.Segments;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Ui;

namespace Regulars.Insights.Features;

/// <summary>Builds segments of conditions by clicking, with the number of customers beside it, keeps them, and lists who is in them.</summary>
internal static class BuildSegments
{
    private const int RowsPerPage = 50;

    private const int MostRows = 200;

    private const int RowsAtOnce = 1_000;

    private const int HistoryDays = 90;

    private const string Condition = "who";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/segments/own").RequireAuthorization(Permission.ReadReports).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("/{id:guid}", Show);
        pages.MapGet("/{id:guid}/export.csv", Export);
        pages.MapGet("/new", New);
        pages.MapGet("/{id:guid}/edit", Edit);
        pages.MapPost("/redraw", Redraw);
        pages.MapPost("", Save).RequireAuthorization(Permission.WriteCustomers);
        pages.MapGet("/{id:guid}/delete", AskDelete).RequireAuthorization(Permission.WriteCustomers);
        pages.MapPost("/{id:guid}/delete", Delete).RequireAuthorization(Permission.WriteCustomers);
        var api = endpoints.MapGroup("/api/v1/saved-segments").RequireAuthorization(Permission.ReadReports).RequireAuthorization(Permission.ReadCustomers).WithTags("Segments");
        api.MapGet("", List).WithName("ListSavedSegments").WithSummary("Lists the segments that people built, with their conditions said in the caller's language.");
        api.MapPost("", Create).RequireAuthorization(Permission.WriteCustomers).WithName("CreateSavedSegment").WithSummary("Makes a segment of a condition and counts it at once.");
        api.MapPut("/{id:guid}", Change).RequireAuthorization(Permission.WriteCustomers).WithName("ChangeSavedSegment").WithSummary("Changes a segment's name and condition.");
        api.MapDelete("/{id:guid}", Remove).RequireAuthorization(Permission.WriteCustomers).WithName("DeleteSavedSegment").WithSummary("Deletes a segment; deleting it again changes nothing.");
        api.MapGet("/{id:guid}/customers", ListMembers).WithName("ListSavedSegmentCustomers").WithSummary("Lists who is in a segment, in the order in which their records came to be known.");
    }

    private static IResult Show(Guid id, Guid? after, string? done, SegmentBook book)
    {
        if (book.Find(id) is not { } segment)
        {
            return TypedResults.LocalRedirect("/segments");
        }

        var rows = book.Members(id, after ?? Guid.Empty, RowsPerPage + 1);
        return new RazorComponentResult<SavedSegmentPage>(new
        {
            Segment = segment,
            Rows = (IReadOnlyList<SegmentMember>)[.. rows.Take(RowsPerPage)],
            After = after,
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Id : (Guid?)null,
            History = book.History(id, HistoryDays),
            Overlap = (IReadOnlyList<SegmentOverlap>)[.. book.Overlap(id).Select(other => new SegmentOverlap(other.Segment, other.Shared))],
            IsKept = done is "kept",
        });
    }

    private static IResult Export(Guid id, SegmentBook book, BusinessStore businesses)
    {
        var currency = businesses.Current.Currency;
        return book.Find(id) is not { } segment ? TypedResults.NotFound() : Csv.File(
            $"segment-{segment.Id:N}.csv",
            ["customer_id", "name", "since", "orders", "net_value", "currency", "last_purchase"],
            All(book, id).Select(IReadOnlyList<object?> (row) =>
            [
                row.Id.ToString(), row.Name, new Day(row.SinceDay).ToString(), row.Orders, currency.ToDecimal(row.Net), currency.Code,
                row.LastDay == 0 ? null : new Day(row.LastDay).ToString(),
            ]));
    }

    private static RazorComponentResult New(string? ready, SegmentBook book, [FromServices] Reader reader)
    {
        _ = book.ReadAhead();
        var criteria = ReadySegments.Criteria(ready);
        return Page(book, null, criteria is null ? "" : reader.Text($"ready.{ready}"), CriteriaForm.Of(criteria), criteria, null);
    }

    private static IResult Edit(Guid id, SegmentBook book)
    {
        _ = book.ReadAhead();
        return book.Find(id) is { } segment
            ? Page(book, id, segment.Name, CriteriaForm.Of(segment.Criteria), segment.Criteria, null)
            : TypedResults.LocalRedirect("/segments");
    }

    private static RazorComponentResult Redraw([FromForm] IFormCollection fields, SegmentBook book, CriteriaLanguage language)
    {
        var form = CriteriaForm.Read(fields, Condition, fields["do"]);
        _ = book.ReadAhead(form.Fields(language));
        return Page(book, IdOf(fields), fields["name"].ToString(), form, form.Criterion(language), null);
    }

    private static async Task<IResult> Save(
        HttpContext context, [FromForm] IFormCollection fields, SegmentBook book, CriteriaLanguage language, MembershipRefresh memberships, CancellationToken cancellation)
    {
        var form = CriteriaForm.Read(fields, Condition, null);
        var criterion = form.Criterion(language);
        var saved = book.Save(IdOf(fields), fields["name"].ToString(), criterion, By(context.User));
        if (saved.Refusal is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page(book, IdOf(fields), fields["name"].ToString(), form, criterion, refusal);
        }

        await Task.Run(() => memberships.Run(book.Find(saved.Value)!, _ => { }), cancellation);
        return TypedResults.LocalRedirect($"/segments/own/{saved.Value}?done=kept");
    }

    private static IResult AskDelete(Guid id, SegmentBook book) => book.Find(id) is { } segment
        ? new RazorComponentResult<SegmentDeletePage>(new { Segment = segment })
        : TypedResults.LocalRedirect("/segments");

    private static RedirectHttpResult Delete(Guid id, SegmentBook book)
    {
        book.Delete(id);
        return TypedResults.LocalRedirect("/segments");
    }

    private static Ok<SavedSegmentItems> List(SegmentBook book, [FromServices] Reader reader) =>
        TypedResults.Ok(new SavedSegmentItems([.. book.All().Select(segment => Item(segment, book, reader))]));

    private static Results<Ok<SavedSegmentItem>, ProblemHttpResult> Create(
        SegmentBody body, ClaimsPrincipal user, SegmentBook book, MembershipRefresh memberships, [FromServices] Reader reader) =>
        Keep(null, body, user, book, memberships, reader);

    private static Results<Ok<SavedSegmentItem>, ProblemHttpResult> Change(
        Guid id, SegmentBody body, ClaimsPrincipal user, SegmentBook book, MembershipRefresh memberships, [FromServices] Reader reader) =>
        Keep(id, body, user, book, memberships, reader);

    private static NoContent Remove(Guid id, SegmentBook book)
    {
        book.Delete(id);
        return TypedResults.NoContent();
    }

    private static Results<Ok<SavedSegmentMembers>, ProblemHttpResult> ListMembers(Guid id, Guid? after, int? limit, SegmentBook book, BusinessStore businesses)
    {
        if (book.Find(id) is null)
        {
            return Problems.Of(new Refusal("segment.unknown", "There is no such segment; GET /api/v1/saved-segments lists them.", "id"), StatusCodes.Status404NotFound);
        }

        if (Problems.CheckLimit(limit, MostRows) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        var most = limit ?? RowsPerPage;
        var rows = book.Members(id, after ?? Guid.Empty, most + 1);
        var currency = businesses.Current.Currency;
        return TypedResults.Ok(new SavedSegmentMembers(
            [.. rows.Take(most).Select(row => new SavedSegmentMember(row.Id, row.Name, new Day(row.SinceDay).ToString(), row.Orders, currency.ToDecimal(row.Net), currency.Code))],
            rows.Count > most ? rows[most - 1].Id : null));
    }

    private static Results<Ok<SavedSegmentItem>, ProblemHttpResult> Keep(
        Guid? id, SegmentBody body, ClaimsPrincipal user, SegmentBook book, MembershipRefresh memberships, Reader reader)
    {
        var saved = book.Save(id, body.Name ?? "", body.Criteria, By(user));
        if (saved.Refusal is { } refusal)
        {
            return Problems.Of(refusal, refusal.Code is "segment.unknown" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
        }

        memberships.Run(book.Find(saved.Value)!, _ => { });
        return TypedResults.Ok(Item(book.Find(saved.Value)!, book, reader));
    }

    private static RazorComponentResult Page(SegmentBook book, Guid? id, string name, CriteriaForm form, JsonElement? criterion, Refusal? refusal)
    {
        Condition? condition = criterion is { } asked && book.Bind(asked) is { IsAccepted: true } bound ? bound.Value : null;
        return new RazorComponentResult<SegmentEditorPage>(new
        {
            Id = id,
            Name = name,
            Form = form,
            Criteria = condition is null ? null : criterion,
            Count = condition is null ? (SegmentCount?)null : book.Count(condition),
            Problem = refusal?.Code,
        });
    }

    private static IEnumerable<SegmentMember> All(SegmentBook book, Guid id)
    {
        var after = Guid.Empty;
        List<SegmentMember> rows;
        do
        {
            rows = book.Members(id, after, RowsAtOnce);
            foreach (var row in rows)
            {
                yield return row;
                after = row.Id;
            }
        }
        while (rows.Count == RowsAtOnce);
    }

    private static SavedSegmentItem Item(SavedSegment segment, SegmentBook book, Reader reader) => new(
        segment.Id, segment.Name, book.Bind(segment.Criteria).IsAccepted ? book.Say(segment.Criteria, reader) : null, segment.Criteria, segment.Members);

    private static Guid? IdOf(IFormCollection fields) => Guid.TryParse(fields["id"], CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string By(ClaimsPrincipal user) => user.Identity?.Name ?? "";
}

/// <summary>A segment to be kept.</summary>
/// <param name="Name">What people call it, 1 to 80 characters; no two have the same.</param>
/// <param name="Criteria">The condition, as <c>POST /api/v1/customers/matching</c> takes it.</param>
internal sealed record SegmentBody(string? Name, JsonElement? Criteria);

/// <summary>The segments that people built.</summary>
internal sealed record SavedSegmentItems(IReadOnlyList<SavedSegmentItem> Items);

/// <summary>A segment that somebody built.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Sentence">The condition in the caller's language; null when it can no longer be asked.</param>
/// <param name="Criteria">The condition.</param>
/// <param name="Customers">How many were in it when it was last counted.</param>
internal sealed record SavedSegmentItem(Guid Id, string Name, string? Sentence, JsonElement Criteria, long? Customers);

/// <summary>A part of a segment's members, with the value for <c>after</c>.</summary>
internal sealed record SavedSegmentMembers(IReadOnlyList<SavedSegmentMember> Items, Guid? Next);

/// <summary>Who is in a segment, and since when.</summary>
internal sealed record SavedSegmentMember(Guid Id, string? Name, string Since, long Orders, decimal NetValue, string Currency);
