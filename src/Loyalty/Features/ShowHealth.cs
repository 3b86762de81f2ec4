using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Alerts;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Health;
using Regulars.Loyalty.Liability;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Tells how well the programme does: who takes part, what became of points, what they cost and what is deferred for them.</summary>
internal static class ShowHealth
{
    private const int MostAlerts = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/loyalty/health", Tell).RequireAuthorization(Permission.ReadReports).WithTags("Programme").WithName("getProgrammeHealth")
            .WithSummary("Tells how well the programme does: members' share of sales, redemption, breakage, liability, deferred revenue and cost.").Produces<HealthAnswer>().ProducesProblem(404);
        endpoints.MapGet("/loyalty/health", Show).RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        endpoints.MapGet("/loyalty/health/definitions", Define).RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        endpoints.MapPost("/loyalty/health/compute", Compute).RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
    }

    private static Results<JsonHttpResult<HealthAnswer>, ProblemHttpResult> Tell(LiabilityReader liability, HealthStore health) => Answer(liability, health) is { } answer
        ? TypedResults.Json(answer, LoyaltyApiJson.Default.HealthAnswer)
        : Problems.Of(PointsRefusals.NoProgramme, StatusCodes.Status404NotFound);

    private static RazorComponentResult Show(
        LiabilityReader liability, HealthStore health, ProgrammeAlertStore alerts, LimitWatch limits, ProgrammeStore programmes, string? done)
    {
        limits.Look();
        return new RazorComponentResult<HealthPage>(new { Health = Answer(liability, health), Alerts = alerts.Shown(MostAlerts), Programme = programmes.InForce?.Programme, IsWhyMissing = done == "why" });
    }

    private static RazorComponentResult Define() => new RazorComponentResult<HealthDefinitionsPage>();

    private static RedirectHttpResult Compute(HealthStore health, DueAlerts alerts)
    {
        health.Compute();
        alerts.JudgeToday();
        return TypedResults.LocalRedirect("/loyalty/health");
    }

    /// <summary>The figures; null while there is no programme. The first look works the snapshot out, later ones read it.</summary>
    private static HealthAnswer? Answer(LiabilityReader liability, HealthStore health)
    {
        if (liability.Read() is not { } owed)
        {
            return null;
        }

        if (health.Read() is not { } kept)
        {
            health.Compute();
            kept = health.Read()!.Value;
        }

        return HealthAnswer.Of(kept.Snapshot, kept.ComputedAt, owed);
    }
}

/// <summary>How well the programme does.</summary>
/// <param name="AsOf">The day of what is counted over members.</param>
/// <param name="ComputedAt">When that was counted; the figures by month are always of now.</param>
/// <param name="Currency">The currency of every amount.</param>
/// <param name="Members">Persons who have or had an account of points.</param>
/// <param name="ActiveMembers">Of these, who earned or used points in the last 90 days.</param>
/// <param name="ShareOfSales">Members' share of the sales of the last twelve months, 0 to 1; missing without sales.</param>
/// <param name="Cost">What used points cost against margin.</param>
/// <param name="Units">By the kind of points.</param>
public sealed record HealthAnswer(
    Day AsOf, DateTimeOffset ComputedAt, string Currency, long Members, long ActiveMembers, decimal? ShareOfSales, CostOfPoints Cost, IReadOnlyList<UnitHealth> Units)
{
    internal static HealthAnswer Of(HealthSnapshot snapshot, Instant computedAt, LiabilityAnswer owed) => new(
        snapshot.AsOf,
        computedAt.ToDateTimeOffset(),
        owed.Currency,
        snapshot.Members,
        snapshot.ActiveMembers,
        Rounded(ProgrammeHealth.ShareOfSales(snapshot)),
        ProgrammeHealth.Cost(snapshot, owed.Units) is var cost ? cost with { Share = Rounded(cost.Share) } : cost,
        [.. owed.Units.Select(unit => new UnitHealth(
            unit.Unit,
            unit.Outstanding,
            unit.Liability,
            Rounded(ProgrammeHealth.RedemptionRate(unit.ByMonth)),
            Rounded(ProgrammeHealth.Breakage(unit.ByMonth)),
            unit.ByMonth,
            unit.ByExpiry,
            ProgrammeHealth.Deferred(unit, snapshot.Sales, Kernel.Currency.Of(owed.Currency))))]);

    private static decimal? Rounded(decimal? share) => share is { } some ? decimal.Round(some, 6) : null;
}

/// <summary>How one kind of points does.</summary>
/// <param name="Unit">Its key.</param>
/// <param name="Outstanding">Points that are active, reserved or pending.</param>
/// <param name="Liability">What they are expected to cost.</param>
/// <param name="RedemptionRate">Used ÷ issued, 0 to 1; missing where none were given.</param>
/// <param name="Breakage">Expired ÷ (used + expired); missing while no points came to their end.</param>
/// <param name="ByMonth">What was given, used, expired and taken back in each month.</param>
/// <param name="ByExpiry">What is outstanding, by the month in which it expires.</param>
/// <param name="Deferred">Revenue deferred and recognised by month; empty where points pay nothing.</param>
public sealed record UnitHealth(
    string Unit, decimal Outstanding, decimal Liability, decimal? RedemptionRate, decimal? Breakage, IReadOnlyList<MonthOfPoints> ByMonth, IReadOnlyList<ExpiryMonth> ByExpiry, IReadOnlyList<DeferredMonth> Deferred);
