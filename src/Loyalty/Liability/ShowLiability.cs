using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Features;

namespace Regulars.Loyalty.Liability;

/// <summary>Tells what the business owes in points, by the month in which they expire, and what became of those it gave.</summary>
internal static class ShowLiability
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/loyalty/liability", Tell)
        .RequireAuthorization(Permission.ReadReports).WithTags("Programme").WithName("getLiability")
        .WithSummary("Tells what outstanding points are expected to cost, by the month in which they expire, and what was given, used, expired and taken back in each month.");

    private static Results<JsonHttpResult<LiabilityAnswer>, ProblemHttpResult> Tell(LiabilityReader liability) => liability.Read() is { } answer
        ? TypedResults.Json(answer, LoyaltyApiJson.Default.LiabilityAnswer)
        : Problems.Of(PointsRefusals.NoProgramme, StatusCodes.Status404NotFound);
}
