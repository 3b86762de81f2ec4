using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Alerts;
using Regulars.Insights.Pages;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Features;

/// <summary>Shows which measures left their bands, and where it came from.</summary>
internal static class ShowAlerts
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/alerts").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/seen", See);
        endpoints.MapGet("/api/v1/alerts", List).RequireAuthorization(Permission.ReadReports).WithTags("Reports")
            .WithName("ListAlerts").WithSummary("Lists the newest changes of measures beyond their bands, each with the parts of the sales that it came from.");
    }

    private static RazorComponentResult Show(AlertStore alerts) => new RazorComponentResult<AlertsPage>(new { Rows = alerts.All() });

    private static RedirectHttpResult See([FromForm] string? measure, [FromForm] string? day, ClaimsPrincipal user, AlertStore alerts)
    {
        if (int.TryParse(day, CultureInfo.InvariantCulture, out var number) && measure is not null)
        {
            alerts.See(measure, number, user.Identity?.Name ?? "");
        }

        return TypedResults.LocalRedirect("/alerts");
    }

    private static Ok<AlertItems> List(AlertStore alerts, [FromServices] Reader reader) => TypedResults.Ok(new AlertItems(
        [.. alerts.All().Select(row => new AlertItem(
            row.Measure, new Day(row.FirstDay).ToString(), new Day(row.LastDay).ToString(), row.Direction > 0, AlertWords.Sentence(reader, row), row.SeenAt is not null))]));
}

/// <summary>The newest alerts.</summary>
internal sealed record AlertItems(IReadOnlyList<AlertItem> Items);

/// <summary>A measure that left its band.</summary>
/// <param name="Measure">orders, revenue, average_order, buyers, new_customers or returned.</param>
/// <param name="From">The first day outside.</param>
/// <param name="To">The last day outside.</param>
/// <param name="IsAbove">Above the band or below it.</param>
/// <param name="Sentence">What happened and where it came from, in the caller's language.</param>
/// <param name="IsSeen">Whether somebody has said that they saw it.</param>
internal sealed record AlertItem(string Measure, string From, string To, bool IsAbove, string Sentence, bool IsSeen);
