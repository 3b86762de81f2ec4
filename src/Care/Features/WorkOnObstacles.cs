using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Care.Counting;
using Regulars.Care.Detection;
using Regulars.Care.Obstacles;
using Regulars.Care.Pages;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;

namespace Regulars.Care.Features;

/// <summary>The log of obstacles: found ones are judged, told ones opened, each is owned, removed and watched afterwards.</summary>
internal static class WorkOnObstacles
{
    private const int RowsPerPage = 50;

    private const int MostRows = 200;

    private const int LargestBody = 1 << 16;

    private const int Weeks = ObstacleRules.LookBackDays / 7;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/obstacles").RequireAuthorization(Permission.ReadCustomers).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("", OpenHere).RequireAuthorization(Permission.WriteCustomers);
        pages.MapGet("/{id:guid}", ShowOne);
        pages.MapPost("/{id:guid}", ChangeHere).RequireAuthorization(Permission.WriteCustomers);
        var api = endpoints.MapGroup("/api/v1/obstacles").RequireAuthorization(Permission.ReadCustomers).WithTags("Obstacles");
        api.MapGet("", List).WithName("ListObstacles").WithSummary("Lists obstacles in customers' way, the newest first, with their evidence and what came since their removal.")
            .Produces<ObstacleItems>().ProducesProblem(400);
        api.MapGet("/{id:guid}", Tell).WithName("GetObstacle").WithSummary("One obstacle.").Produces<ObstacleItem>().ProducesProblem(404);
        api.MapPost("", Open).RequireAuthorization(Permission.WriteCustomers).WithName("OpenObstacle").WithSummary("Opens an obstacle that somebody met; with an Idempotency-Key its repeat opens none.")
            .Accepts<ObstacleBody>("application/json").Produces<ObstacleItem>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/{id:guid}/state", Change).RequireAuthorization(Permission.WriteCustomers).WithName("ChangeObstacle")
            .WithSummary("Changes where an obstacle stands, who owns it or until when; with an Idempotency-Key its repeat changes nothing.")
            .Accepts<ObstacleChangeBody>("application/json").Produces<ObstacleItem>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static RazorComponentResult Show(string? state, string? moment, Guid? before, ObstacleBook book, IEnumerable<Colleagues> colleagues) =>
        Page(state, moment, before, book, colleagues, new ObstacleAnswers(), null);

    private static RazorComponentResult Page(
        string? state, string? moment, Guid? before, ObstacleBook book, IEnumerable<Colleagues> colleagues, ObstacleAnswers answers, Refusal? problem)
    {
        var asked = state is "all" ? null : state is not null && ObstacleStates.All.Contains(state) ? state : "open";
        var at = moment is not null && JourneyMoments.All.Contains(moment) ? moment : null;
        var rows = book.List(asked, at, before, RowsPerPage + 1);
        return new RazorComponentResult<ObstaclesPage>(new
        {
            State = asked ?? "all",
            Moment = at,
            Before = before,
            Rows = (IReadOnlyList<Obstacle>)[.. rows.Take(RowsPerPage)],
            Next = rows.Count > RowsPerPage ? rows[RowsPerPage - 1].Id : (Guid?)null,
            Counts = book.CountByState(),
            People = People(colleagues),
            Answers = answers,
            Problem = problem?.Code,
        });
    }

    private static IResult OpenHere([AsParameters] ObstacleAnswers answers, HttpContext context, ObstacleBook book, IEnumerable<Colleagues> colleagues)
    {
        var due = answers.Due is { Length: > 0 } typed ? Day.TryParse(typed) : null;
        var opened = book.Open(
            new ObstacleReport(answers.Title, answers.AtMoment, answers.About, answers.CountedBy, due), Find(colleagues, answers.Owner), IntakeDoor.ActorOf(context), null);
        if (opened.Refusal is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page(null, null, null, book, colleagues, answers, refusal);
        }

        return TypedResults.LocalRedirect($"/obstacles/{opened.Value.Id}");
    }

    private static IResult ShowOne(
        Guid id, string? done, ObstacleBook book, HindranceCounts counts, RateComparison rates, BusinessStore businesses, IEnumerable<Colleagues> colleagues, TimeProvider clock) =>
        book.Find(id) is { } obstacle ? Page(obstacle, book, counts, rates, businesses, colleagues, clock, null, done is "kept") : TypedResults.LocalRedirect("/obstacles");

    private static RazorComponentResult Page(
        Obstacle obstacle, ObstacleBook book, HindranceCounts counts, RateComparison rates, BusinessStore businesses, IEnumerable<Colleagues> colleagues, TimeProvider clock,
        string? problem, bool isKept)
    {
        var now = Instant.Now(clock);
        var today = businesses.Current.Calendar.DayOf(now);
        return new RazorComponentResult<ObstaclePage>(new
        {
            Obstacle = obstacle,
            Story = book.StoryOf(obstacle.Id),
            Weekly = obstacle.IsCounted ? ByWeek(obstacle, today, counts) : [],
            Effect = ObstacleEffect.Of(obstacle, today, counts, rates),
            People = People(colleagues),
            Now = now,
            Problem = problem,
            IsKept = isKept,
        });
    }

    private static IResult ChangeHere(
        Guid id, [AsParameters] ObstacleChangeAnswers answers, HttpContext context, ObstacleBook book, HindranceCounts counts, RateComparison rates, BusinessStore businesses,
        IEnumerable<Colleagues> colleagues, TimeProvider clock)
    {
        if (book.Find(id) is not { } obstacle)
        {
            return TypedResults.LocalRedirect("/obstacles");
        }

        var state = string.IsNullOrEmpty(answers.State) || answers.State == obstacle.State ? null : answers.State;
        var changed = book.Change(
            id,
            new ObstacleChange(state, answers.Note, state is ObstacleStates.Removed && answers.On is { Length: > 0 } typed ? Day.TryParse(typed) : null)
            {
                TakesOwner = true,
                TakesDue = true,
                Due = Day.TryParse(answers.Due),
            },
            Find(colleagues, answers.Owner),
            IntakeDoor.ActorOf(context),
            null);
        if (changed.Refusal is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page(obstacle, book, counts, rates, businesses, colleagues, clock, refusal.Code, isKept: false);
        }

        return TypedResults.LocalRedirect($"/obstacles/{id}?done=kept");
    }

    private static Results<Ok<ObstacleItems>, ProblemHttpResult> List(
        string? state, string? moment, Guid? before, int? limit, ClaimsPrincipal user, ObstacleBook book, HindranceCounts counts, RateComparison rates, BusinessStore businesses, TimeProvider clock)
    {
        if (Problems.CheckLimit(limit, MostRows) is { } outside)
        {
            return Problems.Of(outside);
        }

        if (state is not (null or "open") && !ObstacleStates.All.Contains(state))
        {
            return Problems.Of(new Refusal("obstacle.state", $"There are the states open, {string.Join(", ", ObstacleStates.All)}.", "state"));
        }

        if (moment is not null && !JourneyMoments.All.Contains(moment))
        {
            return Problems.Of(new Refusal("obstacle.moment", $"There are the moments {string.Join(", ", JourneyMoments.All)}.", "moment"));
        }

        var most = limit ?? RowsPerPage;
        var rows = book.List(state, moment, before, most + 1);
        var item = Writer(user, counts, rates, businesses, clock);
        return TypedResults.Ok(new ObstacleItems([.. rows.Take(most).Select(item)], rows.Count > most ? rows[most - 1].Id : null));
    }

    private static Results<Ok<ObstacleItem>, ProblemHttpResult> Tell(
        Guid id, ClaimsPrincipal user, ObstacleBook book, HindranceCounts counts, RateComparison rates, BusinessStore businesses, TimeProvider clock) =>
        book.Find(id) is { } obstacle ? TypedResults.Ok(Writer(user, counts, rates, businesses, clock)(obstacle)) : Refused(new Refusal("obstacle.unknown", "There is no such obstacle.", "id"));

    private static Task<IResult> Open(
        HttpContext context, ObstacleBook book, HindranceCounts counts, RateComparison rates, BusinessStore businesses, IEnumerable<Colleagues> colleagues, TimeProvider clock) =>
        KeyedRequest.ReadAsync(context, CareApiJson.Default.ObstacleBody, LargestBody, "obstacle", (body, key) =>
        {
            if (OwnerOrDay(colleagues, body.Owner, body.Due) is { } wrong)
            {
                return Refused(wrong);
            }

            var opened = book.Open(
                new ObstacleReport(body.Title, body.Moment, body.About, body.CountedBy, Day.TryParse(body.Due)), Find(colleagues, body.Owner), IntakeDoor.ActorOf(context), key);
            return opened.Refusal is { } refusal ? Refused(refusal) : TypedResults.Ok(Writer(context.User, counts, rates, businesses, clock)(opened.Value));
        });

    private static Task<IResult> Change(
        HttpContext context, Guid id, ObstacleBook book, HindranceCounts counts, RateComparison rates, BusinessStore businesses, IEnumerable<Colleagues> colleagues, TimeProvider clock) =>
        KeyedRequest.ReadAsync(context, CareApiJson.Default.ObstacleChangeBody, LargestBody, $"obstacle {id}", (body, key) =>
        {
            if (OwnerOrDay(colleagues, body.Owner, body.Due) is { } wrong)
            {
                return Refused(wrong);
            }

            if (body.On is not null && Day.TryParse(body.On) is null)
            {
                return Refused(new Refusal("obstacle.on", "A day is written as 2026-03-01.", "on"));
            }

            var changed = book.Change(
                id,
                new ObstacleChange(body.State, body.Note, Day.TryParse(body.On)) { TakesOwner = body.Owner is not null, TakesDue = body.Due is not null, Due = Day.TryParse(body.Due) },
                Find(colleagues, body.Owner),
                IntakeDoor.ActorOf(context),
                key);
            return changed.Refusal is { } refusal ? Refused(refusal) : TypedResults.Ok(Writer(context.User, counts, rates, businesses, clock)(changed.Value));
        });

    private static Func<Obstacle, ObstacleItem> Writer(ClaimsPrincipal user, HindranceCounts counts, RateComparison rates, BusinessStore businesses, TimeProvider clock)
    {
        var business = businesses.Current;
        var today = business.Calendar.DayOf(Instant.Now(clock));
        var showsMoney = user.HasClaim(AccessClaims.Permission, Permission.ReadReports);
        return obstacle => ObstacleItem.Of(obstacle, ObstacleEffect.Of(obstacle, today, counts, rates), business.Currency, showsMoney);
    }

    private static List<(Day From, long Times)> ByWeek(Obstacle obstacle, Day today, HindranceCounts counts)
    {
        var first = today.Plus(-7 * Weeks);
        var days = counts.ByDay(obstacle.Kind, obstacle.Subject, new Period(first, today));
        return [.. Enumerable.Range(0, Weeks).Select(week => (
            first.Plus(7 * week), Enumerable.Range(0, 7).Sum(day => days.GetValueOrDefault(first.Plus((7 * week) + day)))))];
    }

    private static IReadOnlyList<Colleague> People(IEnumerable<Colleagues> colleagues) => [.. colleagues.SelectMany(each => each.All())];

    private static Colleague? Find(IEnumerable<Colleagues> colleagues, string? named) => string.IsNullOrWhiteSpace(named) ? null : People(colleagues).FirstOrDefault(colleague =>
        colleague.Id.ToString() == named.Trim() || colleague.Email.Equals(named.Trim(), StringComparison.OrdinalIgnoreCase));

    private static Refusal? OwnerOrDay(IEnumerable<Colleagues> colleagues, string? owner, string? due) =>
        !string.IsNullOrWhiteSpace(owner) && Find(colleagues, owner) is null
            ? new Refusal("obstacle.owner", "An owner is the id or the e-mail address of somebody who signs in to the console.", "owner")
        : !string.IsNullOrEmpty(due) && Day.TryParse(due) is null ? new Refusal("obstacle.due", "A day is written as 2026-03-01.", "due")
        : null;

    private static ProblemHttpResult Refused(Refusal refusal) => Problems.Of(refusal, refusal.Code switch
    {
        "obstacle.unknown" => StatusCodes.Status404NotFound,
        "request.key_reused" or "obstacle.open_already" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    });
}

/// <summary>The answers of the form by which an obstacle is opened, as they were typed.</summary>
public sealed class ObstacleAnswers
{
    /// <summary>What stands in the way.</summary>
    [FromForm]
    public string? Title { get; init; }

    /// <summary>At which moment.</summary>
    [FromForm]
    public string? AtMoment { get; init; }

    /// <summary>What happens.</summary>
    [FromForm]
    public string? About { get; init; }

    /// <summary>The kind by which it is counted; empty for none.</summary>
    [FromForm]
    public string? CountedBy { get; init; }

    /// <summary>The account of the owner; empty for nobody.</summary>
    [FromForm]
    public string? Owner { get; init; }

    /// <summary>Until which day.</summary>
    [FromForm]
    public string? Due { get; init; }
}

/// <summary>The answers of the form by which an obstacle is changed, as they were typed.</summary>
public sealed class ObstacleChangeAnswers
{
    /// <summary>The new state; empty leaves it.</summary>
    [FromForm]
    public string? State { get; init; }

    /// <summary>What is said to it.</summary>
    [FromForm]
    public string? Note { get; init; }

    /// <summary>The day of the removal.</summary>
    [FromForm]
    public string? On { get; init; }

    /// <summary>The account of the owner; empty for nobody.</summary>
    [FromForm]
    public string? Owner { get; init; }

    /// <summary>Until which day; empty for none.</summary>
    [FromForm]
    public string? Due { get; init; }
}
