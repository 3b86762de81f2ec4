using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Alerts;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Tells what somebody should look at in the programme, and notes that they did.</summary>
internal static class WatchProgramme
{
    private const int Most = 200;

    private const int MostGiven = 50;

    private const int LargestBody = 16 << 10;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/loyalty/alerts", List).RequireAuthorization(Permission.ReadReports).WithTags("Programme").WithName("listProgrammeAlerts")
            .WithSummary("Lists unusual earning and adjusting, limits that are nearly used up, and a log that does not sign; the newest first.").Produces<ProgrammeAlertsAnswer>().ProducesProblem(400);
        endpoints.MapPost("/api/v1/loyalty/alerts/{id:guid}/seen", See).RequireAuthorization(Permission.ManageLoyalty).WithTags("Programme").WithName("seeProgrammeAlert")
            .WithSummary("Notes that somebody saw an alert; a closed one stays closed.").Produces<ProgrammeAlertAnswer>().ProducesProblem(404);
        endpoints.MapPost("/api/v1/loyalty/alerts/{id:guid}/closed", Close).RequireAuthorization(Permission.ManageLoyalty).WithTags("Programme").WithName("closeProgrammeAlert")
            .WithSummary("Closes an alert, with a word why.").Accepts<CloseAlertBody>("application/json").Produces<ProgrammeAlertAnswer>().ProducesProblem(404).ProducesProblem(422);
        endpoints.MapGet("/loyalty/alerts/{id:guid}", Show).RequireAuthorization(Permission.ReadReports).RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        endpoints.MapPost("/loyalty/alerts/{id:guid}/seen", SeeHere).RequireAuthorization(Permission.ManageLoyalty).ExcludeFromDescription();
        endpoints.MapPost("/loyalty/alerts/{id:guid}/closed", CloseHere).RequireAuthorization(Permission.ManageLoyalty).ExcludeFromDescription();
    }

    /// <summary>Lists those in a state, or all, before a place; 50 unless told, 200 at most.</summary>
    private static Results<JsonHttpResult<ProgrammeAlertsAnswer>, ProblemHttpResult> List(
        HttpContext context, string? state, Guid? before, int? limit, ProgrammeAlertStore alerts, LimitWatch limits, ProgrammeStore programmes)
    {
        if (Problems.CheckLimit(limit, Most) is { } refusal)
        {
            return Problems.Of(refusal);
        }

        if (state is not (null or "new" or "seen" or "closed"))
        {
            return Problems.Of(new Refusal("alert.state", "new, seen or closed.", "state"));
        }

        limits.Look();
        var count = limit ?? 50;
        var rows = alerts.Newest(state, before, count + 1);
        return TypedResults.Json(
            new ProgrammeAlertsAnswer([.. rows.Take(count).Select(alert => ProgrammeAlertAnswer.Of(alert, programmes.InForce, context.User))], rows.Count > count ? rows[count - 1].Id : null),
            LoyaltyApiJson.Default.ProgrammeAlertsAnswer);
    }

    private static IResult See(HttpContext context, Guid id, ProgrammeAlertStore alerts, ProgrammeStore programmes) => Answer(context, alerts.See(id, IntakeDoor.ActorOf(context)), programmes);

    private static Task<IResult> Close(HttpContext context, Guid id, ProgrammeAlertStore alerts, ProgrammeStore programmes) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.CloseAlertBody, LargestBody, $"close {id}", (body, _) => Answer(context, alerts.Close(id, IntakeDoor.ActorOf(context), body.Why), programmes));

    private static IResult Answer(HttpContext context, Result<ProgrammeAlert> alert, ProgrammeStore programmes) => alert.Refusal is { } refusal
        ? Problems.Of(refusal, refusal.Code == "alert.unknown" ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity)
        : TypedResults.Json(ProgrammeAlertAnswer.Of(alert.Value, programmes.InForce, context.User), LoyaltyApiJson.Default.ProgrammeAlertAnswer);

    /// <summary>Who got what was given; an alert that is about no giver is looked at elsewhere.</summary>
    private static IResult Show(Guid id, ProgrammeAlertStore alerts, EarnedSums sums, ProgrammeStore programmes) =>
        alerts.Find(id) is { } alert && programmes.InForce?.Programme is { } programme && alert.Kind is AlertKinds.Staff or AlertKinds.Store or AlertKinds.Source
            ? new RazorComponentResult<ProgrammeAlertPage>(new { Alert = alert, Programme = programme, Given = sums.Given(alert, MostGiven), Most = MostGiven })
            : TypedResults.LocalRedirect("/loyalty/health#alerts");

    private static RedirectHttpResult SeeHere(HttpContext context, Guid id, ProgrammeAlertStore alerts)
    {
        alerts.See(id, IntakeDoor.ActorOf(context));
        return TypedResults.LocalRedirect("/loyalty/health#alerts");
    }

    private static RedirectHttpResult CloseHere(HttpContext context, Guid id, [FromForm] string? why, ProgrammeAlertStore alerts) =>
        TypedResults.LocalRedirect(alerts.Close(id, IntakeDoor.ActorOf(context), why).Refusal?.Code == "alert.why" ? "/loyalty/health?done=why#alerts" : "/loyalty/health#alerts");
}

/// <summary>Why an alert is closed.</summary>
/// <param name="Why">In words.</param>
public sealed record CloseAlertBody(string? Why);

/// <summary>Alerts, and what to ask for the next part by.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">Give it as <c>before</c>; missing at the end.</param>
internal sealed record ProgrammeAlertsAnswer(IReadOnlyList<ProgrammeAlertAnswer> Items, Guid? Next);

/// <summary>An alert of the programme.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Kind">member_earned, staff_gave, store_gave, source_gave, user_adjusted, log_unsigned, or budget, gifts, stock, codes with _near or _used.</param>
/// <param name="Subject">A customer's id, missing for whoever may not read customers; a code of staff, store or source; a user; the key of a rule, campaign and month, reward or pool; why the log does not sign.</param>
/// <param name="Unit">The kind of points, where it is about points.</param>
/// <param name="Day">The day it is about.</param>
/// <param name="FirstSeen">When it was found first.</param>
/// <param name="Amount">Points, adjustments, pieces or codes.</param>
/// <param name="Usual">What is usual; missing for limits.</param>
/// <param name="Times">How many times as much as usual.</param>
/// <param name="Peers">With how many days of others it was compared.</param>
/// <param name="OutOf">How much the limit is.</param>
/// <param name="State">new, seen or closed.</param>
/// <param name="ChangedBy">Who saw or closed it.</param>
/// <param name="Why">Why it was closed.</param>
internal sealed record ProgrammeAlertAnswer(
    Guid Id, string Kind, string? Subject, string? Unit, Day Day, DateTimeOffset FirstSeen, decimal Amount, decimal? Usual, double? Times, long? Peers, decimal? OutOf, string State, string? ChangedBy, string? Why)
{
    public static ProgrammeAlertAnswer Of(ProgrammeAlert alert, CompiledProgramme? programme, ClaimsPrincipal reader)
    {
        var isHidden = alert.Kind == AlertKinds.Member && !reader.HasClaim(AccessClaims.Permission, Permission.ReadCustomers);
        var unit = alert.Unit.Length == 0 ? null : programme?.Programme.Unit(alert.Unit);
        return new ProgrammeAlertAnswer(
            alert.Id, alert.Kind, isHidden ? null : alert.Subject, alert.Unit.Length == 0 ? null : alert.Unit, new Day(alert.Day), new Instant(alert.FirstSeenAt).ToDateTimeOffset(),
            Counted(alert.Amount), alert.Usual is { } usual ? Counted((long)Math.Round(usual)) : null, alert.Times is { } times ? Math.Round(times, 1) : null, alert.Peers,
            alert.OfAmount is { } most ? Counted(most) : null, alert.State, alert.ChangedBy, alert.Why);

        decimal Counted(long parts) => unit?.ToPoints(parts) ?? parts;
    }
}
