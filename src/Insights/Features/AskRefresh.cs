using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Storage;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Asks for all figures to be computed now, and tells how far that has come.</summary>
internal static class AskRefresh
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/refresh", Ask).RequireAuthorization(Permission.ReadReports).RequireAuthorization(Permission.ChangeSettings).ExcludeFromDescription();
        var api = endpoints.MapGroup("/api/v1/refresh").RequireAuthorization(Permission.ReadReports).WithTags("Reports");
        api.MapGet("", Tell).WithName("GetRefresh").WithSummary("Tells how far computing all figures has come on this node, and how the last time went.");
        api.MapPost("", Request).RequireAuthorization(Permission.ChangeSettings)
            .WithName("RequestRefresh").WithSummary("Asks for all figures to be computed as soon as possible; asking again before it begins changes nothing.");
    }

    private static RedirectHttpResult Ask(RefreshProgress progress)
    {
        progress.Ask();
        return TypedResults.LocalRedirect("/");
    }

    private static Accepted<RefreshTold> Request(RefreshProgress progress, ModelStore models)
    {
        progress.Ask();
        return TypedResults.Accepted("/api/v1/refresh", Answer(progress, models));
    }

    private static Ok<RefreshTold> Tell(RefreshProgress progress, ModelStore models) => TypedResults.Ok(Answer(progress, models));

    private static RefreshTold Answer(RefreshProgress progress, ModelStore models) => new(
        progress.Step?.ToString().ToLowerInvariant(), progress.IsAsked, progress.EndedAt?.ToString(), progress.Took?.TotalSeconds,
        models.Summary?.AsOf.ToString(), models.Forecast?.AsOf.ToString());
}

/// <summary>How far computing all figures has come on this node.</summary>
/// <param name="Step">scores, outlooks, alerts, segments, recommendations or journey; null while nothing is computed.</param>
/// <param name="IsAsked">Whether it was asked for and has not begun.</param>
/// <param name="EndedAt">When everything was last computed since this node started.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="AsOf">Only facts before this day count in the figures.</param>
/// <param name="ModelsAsOf">Only facts before this day were learned from.</param>
internal sealed record RefreshTold(string? Step, bool IsAsked, string? EndedAt, double? Seconds, string? AsOf, string? ModelsAsOf);
