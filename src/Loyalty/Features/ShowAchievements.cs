using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Tells programs what one customer is under way with and has reached: challenges, badges, milestones.</summary>
internal static class ShowAchievements
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/loyalty/customers/{id:guid}").RequireAuthorization(Permission.ReadCustomers).WithTags("Challenges");
        api.MapGet("/challenges", TellChallenges).WithName("listChallenges").WithSummary("Tells where a customer stands in the challenges that are for them.");
        api.MapGet("/badges", TellBadges).WithName("listBadges").WithSummary("Lists the badges that a customer has, the newest first.");
        api.MapGet("/milestones", TellMilestones).WithName("listMilestones").WithSummary("Lists the milestones that a customer has reached, the newest first.");
    }

    /// <summary>Tells progress as of now.</summary>
    private static Results<JsonHttpResult<ChallengesAnswer>, ProblemHttpResult> TellChallenges(Guid id, MemberReader members) => members.Find(new CustomerId(id)) is { } member
        ? TypedResults.Json(new ChallengesAnswer([.. member.Challenges().Select(standing => ChallengeAnswer.Of(standing, member.Programme.Currency))]), LoyaltyApiJson.Default.ChallengesAnswer)
        : Problems.UnknownCustomer();

    /// <summary>Lists what stands; a badge whose order came back is not among them.</summary>
    private static Results<JsonHttpResult<BadgesAnswer>, ProblemHttpResult> TellBadges(Guid id, MemberReader members) => members.Find(new CustomerId(id)) is { } member
        ? TypedResults.Json(
            new BadgesAnswer([.. BadgeHeld.Of(member.Book, member.History).Select(held => new BadgeAnswer(held.Badge.Key, held.Badge.NameIn(""), PointsWords.Written(held.Badge.Emblem), held.Since, held.Reason))]),
            LoyaltyApiJson.Default.BadgesAnswer)
        : Problems.UnknownCustomer();

    /// <summary>Lists what stands.</summary>
    private static Results<JsonHttpResult<MilestonesAnswer>, ProblemHttpResult> TellMilestones(Guid id, MemberReader members) => members.Find(new CustomerId(id)) is { } member
        ? TypedResults.Json(
            new MilestonesAnswer([.. member.Milestones().Select(reached => new MilestoneAnswer(reached.Part, BadgeHeld.NameOf(reached, member.History), reached.Period, reached.On))]),
            LoyaltyApiJson.Default.MilestonesAnswer)
        : Problems.UnknownCustomer();
}

/// <summary>Where a customer stands in challenges.</summary>
internal sealed record ChallengesAnswer(IReadOnlyList<ChallengeAnswer> Items);

/// <summary>Where a customer stands in a challenge.</summary>
/// <param name="Challenge">The challenge's key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Measure">What counts: times, money, pieces.</param>
/// <param name="Done">What counts in the present period.</param>
/// <param name="Goal">What is to be reached.</param>
/// <param name="Times">How often it was done.</param>
/// <param name="Run">How many periods in a row, for a streak.</param>
/// <param name="InARow">How many are wanted, for a streak.</param>
/// <param name="Deadline">The last day for the goal, or for the next period of a streak.</param>
/// <param name="IsDone">Whether nothing is left to do now.</param>
internal sealed record ChallengeAnswer(
    string Challenge, string Name, string Measure, decimal Done, decimal Goal, int Times, int? Run, int? InARow, Day? Deadline, bool IsDone)
{
    public static ChallengeAnswer Of(ChallengeStanding standing, Currency currency)
    {
        var challenge = standing.Challenge;
        var isStreak = challenge.InARow > 1;
        return new ChallengeAnswer(
            challenge.Key, PointsWords.Name(challenge.Name, challenge.Key), PointsWords.Written(challenge.Measure), Whole(standing.Done), Whole(standing.Goal), standing.Times,
            isStreak ? standing.Run : null, isStreak ? challenge.InARow : null, standing.Deadline, standing.IsDone);

        decimal Whole(long counted) => challenge.Measure is ChallengeMeasure.Money ? currency.ToDecimal(counted) : counted;
    }
}

/// <summary>The badges of a customer.</summary>
internal sealed record BadgesAnswer(IReadOnlyList<BadgeAnswer> Items);

/// <summary>A badge that a customer has.</summary>
/// <param name="Badge">The badge's key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Emblem">Its picture.</param>
/// <param name="Since">The day on which it was earned.</param>
/// <param name="Reason">What for.</param>
internal sealed record BadgeAnswer(string Badge, string Name, string Emblem, Day Since, string Reason);

/// <summary>The milestones of a customer.</summary>
internal sealed record MilestonesAnswer(IReadOnlyList<MilestoneAnswer> Items);

/// <summary>A milestone that a customer has reached.</summary>
/// <param name="Milestone">The milestone's key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">Which purchase, how many years, or the calendar year of a birthday.</param>
/// <param name="On">The day.</param>
internal sealed record MilestoneAnswer(string Milestone, string Name, int Number, Day On);
