using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Contracts;
using Regulars.Insights.Pages;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Shows how well customers are kept: the usual report at once, any other question once it is computed.</summary>
internal static class ShowRetention
{
    private const int MostPartsOffered = 300;

    private static readonly string[] Dimensions = ["store", "channel", "country", "category"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/retention").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/answer", Answer);
        pages.MapGet("/growth.csv", ExportGrowth);
        pages.MapGet("/cohorts.csv", ExportCohorts);
    }

    private static RazorComponentResult Show([AsParameters] RetentionQuestion question, ReportService reports) => new RazorComponentResult<RetentionPage>(new
    {
        Question = question,
        Report = question.IsUsual ? reports.Last()?.Report : question.Now == "yes" ? Compute(question, reports) : null,
        IsWaiting = !question.IsUsual && question.Now != "yes",
        Parts = Offered(reports),
    });

    private static RazorComponentResult Answer([AsParameters] RetentionQuestion question, ReportService reports) =>
        new RazorComponentResult<RetentionAnswer>(new { Question = question, Report = Compute(question, reports) });

    private static IResult ExportGrowth([AsParameters] RetentionQuestion question, ReportService reports)
    {
        var report = Compute(question, reports);
        var currency = report.Currency;
        return Csv.File(
            "growth.csv",
            [
                "period", "from", "to", "unfinished", "active", "new", "retained", "returned", "lost", "retention_rate", "quick_ratio",
                "revenue", "revenue_from_existing", "revenue_growth_from_existing", "net_revenue_retention",
            ],
            report.Growth.Select(IReadOnlyList<object?> (row) =>
            [
                row.Period, row.From.ToString(), row.To.ToString(), row.IsUnfinished, row.Active, row.New, row.Retained, row.Returned, row.Lost,
                row.RetentionRate, row.QuickRatio, currency.ToDecimal(row.Revenue), currency.ToDecimal(row.RevenueFromExisting),
                row.RevenueGrowthFromExisting, row.NetRevenueRetention,
            ]));
    }

    private static IResult ExportCohorts([AsParameters] RetentionQuestion question, ReportService reports)
    {
        var report = Compute(question, reports);
        return Csv.File(
            "cohorts.csv",
            ["cohort", "size", "months_since", "active", "revenue"],
            report.Cohorts.SelectMany(cohort => cohort.Active.Select(IReadOnlyList<object?> (active, month) =>
                [cohort.Cohort, cohort.Size, month, active, report.Currency.ToDecimal(cohort.Revenue[month])])));
    }

    private static Report Compute(RetentionQuestion question, ReportService reports)
    {
        var query = question.Query;
        if (query.Part is { } part && !reports.ValuesOf(part.Dimension).Contains(part.Code))
        {
            query = query with { Part = null };
        }

        return (query == new ReportQuery() ? reports.Last()?.Report : null) ?? reports.Compute(query);
    }

    private static IReadOnlyList<ReportPart> Offered(ReportService reports) =>
        [.. Dimensions.SelectMany(dimension => reports.ValuesOf(dimension).Where(code => code.Length > 0).Select(code => new ReportPart(dimension, code))).Take(MostPartsOffered)];
}
