using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Tells programs which rewards were taken and are to be handed over.</summary>
internal static class ListRedemptions
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/loyalty/redemptions", Tell)
        .RequireAuthorization(Permission.ReadCustomers).WithTags("Points").WithName("listOpenRedemptions")
        .WithSummary("Lists rewards that were taken and are to be handed over, the oldest first.")
        .Produces<RedemptionsAnswer>().ProducesProblem(400);

    /// <summary>Lists those after a place, 50 unless told, 200 at most.</summary>
    private static Results<JsonHttpResult<RedemptionsAnswer>, ProblemHttpResult> Tell(string? after, string? reward, int? limit, OpenRedemptions redemptions)
    {
        if (Problems.CheckLimit(limit, Most) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        var place = after is null ? null : RedemptionPlace.Read(after);
        if (after is not null && place is null)
        {
            return Problems.InvalidCursor();
        }

        var count = limit ?? 50;
        var rows = redemptions.Read(place, reward, count + 1);
        return TypedResults.Json(
            new RedemptionsAnswer([.. rows.Take(count).Select(OpenRedemptionAnswer.Of)], rows.Count > count ? rows[count - 1].Place.ToString() : null),
            LoyaltyApiJson.Default.RedemptionsAnswer);
    }
}

/// <summary>Rewards to hand over, and what to ask for the next part by.</summary>
internal sealed record RedemptionsAnswer(IReadOnlyList<OpenRedemptionAnswer> Items, string? Next);

/// <summary>A reward to hand over.</summary>
/// <param name="Customer">Who took it.</param>
/// <param name="Version">The fact that took it.</param>
/// <param name="Number">Its number within the fact.</param>
/// <param name="Reward">The reward.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">What it cost.</param>
/// <param name="State">taken.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="LastDay">The last day on which it can be used.</param>
internal sealed record OpenRedemptionAnswer(
    Guid Customer, long Version, int Number, string Reward, string Unit, decimal Points, string State, string TakenAt, Day? LastDay)
{
    public static OpenRedemptionAnswer Of(OpenRedemption row) => new(
        row.Customer, row.Version, row.Number, row.Reward, row.Unit, row.Points, "taken", new Instant(row.TakenAt).ToString(), row.LastDay is { } last ? new Day(last) : null);
}
