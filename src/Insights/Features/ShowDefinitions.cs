using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Pages;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Says of every figure what it means, what went into it, and which query finds it.</summary>
internal static class ShowDefinitions
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/definitions").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", List);
        pages.MapGet("/{key}", Show);
    }

    private static RazorComponentResult List() => new RazorComponentResult<DefinitionsPage>();

    private static IResult Show(string key, ReportService reports) => MeasureDefinition.All.Any(definition => definition.Key == key)
        ? new RazorComponentResult<DefinitionPage>(new { Key = key, reports.Last()?.Report })
        : TypedResults.LocalRedirect("/definitions");
}
