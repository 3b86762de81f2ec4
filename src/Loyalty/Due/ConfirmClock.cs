using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Kernel;
using Regulars.Loyalty.Features;

namespace Regulars.Loyalty.Due;

/// <summary>Lets somebody say that the clock is right, so that points expire again.</summary>
internal static class ConfirmClock
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/v1/loyalty/clock", Confirm)
        .RequireAuthorization(Permission.ManageLoyalty).WithTags("Programme").WithName("confirmClock")
        .WithSummary("Says that the clock is right after it jumped ahead, so that points expire again.");

    private static JsonHttpResult<ClockAnswer> Confirm(PointsClock clock) =>
        TypedResults.Json(new ClockAnswer(clock.Confirm().SeenOn), LoyaltyApiJson.Default.ClockAnswer);
}

/// <summary>How far the clock is believed.</summary>
/// <param name="BelievedOn">The last day on which it was.</param>
internal sealed record ClockAnswer(Day BelievedOn);
