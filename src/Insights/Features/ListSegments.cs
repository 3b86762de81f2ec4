using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Contracts;
using Regulars.Insights.Measures;
using Regulars.Insights.Pages;
using Regulars.Insights.Segments;
using Regulars.Insights.Storage;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Shows the segments and who is in them, on pages, as files and for programs.</summary>
internal static class ListSegments
{
    private const int RowsPerPage = 50;

    private const int MostRows = 200;

    private const int RowsAtOnce = 1_000;

    private static readonly string[] Levels = ["high", "medium", "low"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/segments").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/{key}", ShowSegment).RequireAuthorization(Permission.ReadCustomers);
        pages.MapGet("/activity/{level}", ShowActivity).RequireAuthorization(Permission.ReadCustomers);
        pages.MapGet("/{key}/export.csv", ExportSegment).RequireAuthorization(Permission.ReadCustomers);
        pages.MapGet("/activity/{level}/export.csv", ExportActivity).RequireAuthorization(Permission.ReadCustomers);
        var api = endpoints.MapGroup("/api/v1/segments").RequireAuthorization(Permission.ReadReports).WithTags("Segments");
        api.MapGet("", List).WithName("ListSegments").WithSummary("Lists the named segments with their customers and revenue.");
        api.MapGet("/{key}/customers", ListCustomers).RequireAuthorization(Permission.ReadCustomers)
            .WithName("ListSegmentCustomers").WithSummary("Lists the customers of a segment, the most valuable first.");
    }

    private static RazorComponentResult Show(ReportService reports, SegmentBook book) => new RazorComponentResult<SegmentsPage>(new { reports.Last()?.Report, Own = book.All() });

    private static IResult ShowSegment(string key, string? after, SegmentStore segments, ReportService reports) =>
        SegmentTable.All.Any(segment => segment.Key == key)
            ? Page(SegmentKind.Segment, key, after, segments, reports.Last()?.Report)
            : TypedResults.LocalRedirect("/segments");

    private static IResult ShowActivity(string level, string? after, SegmentStore segments, ReportService reports) =>
        Levels.Contains(level) ? Page(SegmentKind.Activity, level, after, segments, reports.Last()?.Report) : TypedResults.LocalRedirect("/segments");

    private static RazorComponentResult Page(SegmentKind kind, string key, string? after, SegmentStore segments, Report? report)
    {
        var rows = segments.Load(kind, key, SegmentCursor.TryParse(after), RowsPerPage + 1);
        return new RazorComponentResult<SegmentPage>(new
        {
            Kind = kind,
            Key = key,
            Rows = (IReadOnlyList<SegmentRow>)[.. rows.Take(RowsPerPage)],
            After = SegmentCursor.TryParse(after) is null ? null : after,
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Cursor.ToString() : null,
            Report = report,
        });
    }

    private static IResult ExportSegment(string key, SegmentStore segments, BusinessStore businesses) => Export(SegmentKind.Segment, key, segments, businesses);

    private static IResult ExportActivity(string level, SegmentStore segments, BusinessStore businesses) => Export(SegmentKind.Activity, level, segments, businesses);

    private static IResult Export(SegmentKind kind, string key, SegmentStore segments, BusinessStore businesses)
    {
        var currency = businesses.Current.Currency;
        var known = kind is SegmentKind.Activity ? Levels.Contains(key) : SegmentTable.All.Any(segment => segment.Key == key);
        return !known ? TypedResults.NotFound() : Csv.File(
            $"{key}.csv",
            ["customer_id", "name", "orders", "net_value", "currency", "last_purchase", "recency", "frequency", "value"],
            segments.All(kind, key, RowsAtOnce).Select(IReadOnlyList<object?> (row) =>
            [
                row.Id.ToString(), row.Name, row.Orders, currency.ToDecimal(row.NetValue), currency.Code, row.Last.ToString(), row.Recency, row.Frequency, row.Value,
            ]));
    }

    /// <summary>Lists the named segments as last computed.</summary>
    private static Ok<SegmentItems> List(ReportService reports) => TypedResults.Ok(reports.Last()?.Report is not { } report
        ? new SegmentItems(null, [])
        : new SegmentItems(
            report.AsOf.ToString(),
            [.. report.Segments.Select(segment => new SegmentItem(segment.Key, segment.Name, segment.Customers, report.Currency.Code, report.Currency.ToDecimal(segment.Revenue)))]));

    /// <summary>Lists a segment's customers.</summary>
    private static Results<Ok<SegmentCustomers>, ProblemHttpResult> ListCustomers(
        string key, string? after, int? limit, SegmentStore segments, BusinessStore businesses)
    {
        if (!SegmentTable.All.Any(segment => segment.Key == key))
        {
            return Problems.Of(new Refusal("segment.unknown", "There is no such segment; GET /api/v1/segments lists them.", "key"), StatusCodes.Status404NotFound);
        }

        if (Problems.CheckLimit(limit, MostRows) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        if (after is { Length: > 0 } && SegmentCursor.TryParse(after) is null)
        {
            return Problems.InvalidCursor();
        }

        var most = limit ?? RowsPerPage;
        var rows = segments.Load(SegmentKind.Segment, key, SegmentCursor.TryParse(after), most + 1);
        var currency = businesses.Current.Currency;
        return TypedResults.Ok(new SegmentCustomers(
            [.. rows.Take(most).Select(row => new SegmentCustomer(
                row.Id, row.Name, row.Orders, currency.Code, currency.ToDecimal(row.NetValue), row.Last.ToString(), row.Recency, row.Frequency, row.Value))],
            rows.Count > most ? rows[most - 1].Cursor.ToString() : null));
    }
}

/// <summary>The named segments as of a day.</summary>
internal sealed record SegmentItems(string? AsOf, IReadOnlyList<SegmentItem> Items);

/// <summary>A named segment; its key never changes, its English name may.</summary>
internal sealed record SegmentItem(string Key, string Name, int Customers, string Currency, decimal Revenue);

/// <summary>A part of a segment's customers, with the cursor for <c>after</c>.</summary>
internal sealed record SegmentCustomers(IReadOnlyList<SegmentCustomer> Items, string? Next);

/// <summary>A customer of a segment with the three scores.</summary>
internal sealed record SegmentCustomer(
    Guid Id, string? Name, long Orders, string Currency, decimal NetValue, string LastPurchase, int Recency, int Frequency, int Value);
