using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Insights.Journey;
using Regulars.Insights.Pages;
using Regulars.Insights.Storage;
using Regulars.Journal.Contracts;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Insights.Features;

/// <summary>Shows where customers stumble on their way: the usual year at once, any other period once it is computed.</summary>
internal static class ShowJourney
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/journey").RequireAuthorization(Permission.ReadReports).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapGet("/answer", Answer);
        endpoints.MapGet("/api/v1/journey", Tell).RequireAuthorization(Permission.ReadReports).WithTags("Reports")
            .WithName("GetJourney").WithSummary("The key moments of customers' journeys in a period: volume, time, who did not go on, and how they felt; the last 365 days when no period is given.")
            .Produces<JourneyAnswer>().ProducesProblem(400);
    }

    private static RazorComponentResult Show([AsParameters] JourneyQuestion question, ModelStore models, JourneyRefresh journeys) => new RazorComponentResult<JourneyPage>(new
    {
        Question = question,
        Map = question.Period is null ? models.Journey : question.Now == "yes" ? journeys.Compute(question.Period) : null,
        IsWaiting = question.Period is not null && question.Now != "yes",
    });

    private static RazorComponentResult Answer([AsParameters] JourneyQuestion question, JourneyRefresh journeys) => new RazorComponentResult<JourneyParts>(new { Map = journeys.Compute(question.Period) });

    private static Results<Ok<JourneyAnswer>, NoContent, ProblemHttpResult> Tell(
        [AsParameters] JourneyQuestion question, ModelStore models, JourneyRefresh journeys, IEnumerable<MomentObstacles> obstacles)
    {
        if (question.Check() is { } refusal)
        {
            return Problems.Of(refusal);
        }

        var open = obstacles.SelectMany(each => each.CountOpen()).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
        return (question.Period is null ? models.Journey : journeys.Compute(question.Period)) is not { } map
            ? TypedResults.NoContent()
            : TypedResults.Ok(new JourneyAnswer(
                map.AsOf.ToString(), map.From.ToString(), map.To.ToString(), map.HorizonDays,
                [.. map.Moments.Select(moment => MomentAnswer.Of(moment, open[moment.Key].Sum()))],
                new ProblemAnswer(
                    map.Problems.With, map.Problems.WithShare, map.Problems.Without, map.Problems.WithoutShare,
                    map.Problems.WithShare - map.Problems.WithoutShare, map.Problems.DifferenceLow, map.Problems.DifferenceHigh)));
    }
}

/// <summary>Which period of the journey is asked for; what cannot be understood counts as not said.</summary>
public sealed record JourneyQuestion
{
    /// <summary>The first day of the period.</summary>
    public string? From { get; init; }

    /// <summary>The last day of the period, which belongs to it.</summary>
    public string? Until { get; init; }

    /// <summary>Whether to answer at once instead of showing progress first.</summary>
    public string? Now { get; init; }

    internal Period? Period => Day.TryParse(From) is { } first && Day.TryParse(Until) is { } last && first <= last ? new Period(first, last.Plus(1)) : null;

    internal string Address(string path, string? now = null) => Addresses.With(path, ("from", From), ("until", Until), ("now", now));

    internal Refusal? Check() => Period is null && (From is not null || Until is not null)
        ? new Refusal("period.invalid", "Give both from and until as days such as 2026-03-01, from not after until; or neither.", "from")
        : null;
}

/// <summary>The journey in a period; what is not known is null.</summary>
/// <param name="AsOf">Only facts before this day count.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="To">The first day after it.</param>
/// <param name="HorizonDays">To go on is to buy within so many days after the moment; only who had that long counts.</param>
/// <param name="Moments">The moments in the order of the journey.</param>
/// <param name="AfterAProblem">Who bought again after a problem, beside who did without one.</param>
internal sealed record JourneyAnswer(string AsOf, string From, string To, int HorizonDays, IReadOnlyList<MomentAnswer> Moments, ProblemAnswer AfterAProblem);

/// <summary>One key moment.</summary>
/// <param name="Moment">discovery, first_order, delivery, problem, repeat or referral.</param>
/// <param name="IsMeasured">Whether any fact ever told of such a moment.</param>
/// <param name="Customers">How many reached it in the period.</param>
/// <param name="MedianDays">The median time from the moment before.</param>
/// <param name="P90Days">Its 90th percentile.</param>
/// <param name="Timed">Of how many it is known.</param>
/// <param name="Followed">How many reached it long enough ago.</param>
/// <param name="WentOn">How many of these bought within the horizon.</param>
/// <param name="DropOff">The share that did not.</param>
/// <param name="DropOffLow">The lower end of its 95 % interval.</param>
/// <param name="DropOffHigh">The upper end.</param>
/// <param name="Answers">How many scores were given within 30 days after it.</param>
/// <param name="Feeling">Their mean, out of 10.</param>
/// <param name="FeelingLow">The lower end of its 95 % interval.</param>
/// <param name="FeelingHigh">The upper end.</param>
/// <param name="OpenObstacles">How many obstacles are open there.</param>
internal sealed record MomentAnswer(
    string Moment, bool IsMeasured, int Customers, double? MedianDays, double? P90Days, int Timed, int Followed, int WentOn,
    double? DropOff, double? DropOffLow, double? DropOffHigh, int Answers, double? Feeling, double? FeelingLow, double? FeelingHigh, long OpenObstacles)
{
    public static MomentAnswer Of(MomentMeasure moment, long obstacles) => new(
        moment.Key, moment.IsMeasured, moment.Customers, moment.MedianDays, moment.P90Days, moment.Timed, moment.Followed, moment.WentOn,
        moment.Lost, moment.LostLow, moment.LostHigh, moment.Answers, moment.Feeling, moment.FeelingLow, moment.FeelingHigh, obstacles);
}

/// <summary>Who bought again after a problem and who did without one; no cause is claimed.</summary>
internal sealed record ProblemAnswer(
    int With, double? WithBoughtAgain, int Without, double? WithoutBoughtAgain, double? Difference, double? DifferenceLow, double? DifferenceHigh);
