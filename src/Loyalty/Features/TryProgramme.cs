using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;
using Regulars.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Tries a programme on what really was, against the one in force. Writes nothing.</summary>
internal static class TryProgramme
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/v1/loyalty/back-test", Try)
        .RequireAuthorization(Permission.ManageLoyalty).WithTags("Programme").WithName("tryProgramme")
        .WithSummary("Tries a programme on all past orders and the other facts that it asks about, as if it had been in force from the first day, and compares it with the one in force. Writes nothing.")
        .Accepts<JsonElement>("application/json").Produces<BackTestAnswer>().ProducesProblem(400).ProducesProblem(422);

    private static Task<IResult> Try(HttpContext context, PastTrial trial, ProgrammeStore programmes) => ProgrammeBody.ReadAsync(
        context,
        programmes,
        async programme => TypedResults.Json(await Task.Run(() => trial.Run(programme, context.RequestAborted)), LoyaltyApiJson.Default.BackTestAnswer));
}

/// <summary>Plays the past by a programme and by the one in force.</summary>
internal sealed class PastTrial(Database database, BusinessStore businesses, ProgrammeStore programmes, CriteriaLanguage language)
{
    private const int MostNamed = 10;

    private const int SubjectsAtOnce = 1_000;

    /// <summary>Plays what every customer did.</summary>
    public BackTestAnswer Run(Programme draft, CancellationToken cancellation)
    {
        var business = businesses.Current;
        var tried = new CompiledProgramme(draft with { Version = 1, From = new Day(int.MinValue / 2) }, language, business.Currency);
        var present = programmes.InForce is { } inForce
            ? new CompiledProgramme(inForce.Programme with { Version = 1, From = new Day(int.MinValue / 2) }, language, business.Currency)
            : null;
        var (first, last) = OrderHistory.Days(database);
        var (test, against) = (new BackTest(tried, business, last), present is null ? null : new BackTest(present, business, last));
        var comparison = new List<(MemberOutcome Tried, MemberOutcome? Present)>();
        var waiting = new List<(CustomerId Customer, IReadOnlyList<PastEvent> Events)>();
        string[] kinds = [.. AskedAbout(draft).Union(present is null ? [] : AskedAbout(present.Programme))];
        new OrderHistory(database).Read(kinds, (customer, events) =>
        {
            cancellation.ThrowIfCancellationRequested();
            waiting.Add((customer, events));
            if (waiting.Count == SubjectsAtOnce)
            {
                Play();
            }
        });
        Play();
        return BackTestAnswer.Of((first, last), tried, test, present, against, comparison, MostNamed);

        void Play()
        {
            var asks = tried.AsksAboutCustomers || present is { AsksAboutCustomers: true };
            var subjects = asks ? language.Load(database, waiting.Select(row => row.Customer)) : [.. waiting.Select(row => new CriteriaSubject(row.Customer))];
            comparison.AddRange(waiting.Zip(subjects, (row, subject) => (test.Play(row.Customer, subject, row.Events), against?.Play(row.Customer, subject, row.Events))));
            waiting.Clear();
        }
    }

    private static IEnumerable<string> AskedAbout(Programme programme) => programme.Rules.Select(rule => rule.On)
        .Concat(programme.Challenges.Select(challenge => challenge.On)).Where(kind => kind != EarningRule.OnOrders);
}

/// <summary>What a programme would have given, beside what the one in force would have.</summary>
/// <param name="From">The day of the first order.</param>
/// <param name="To">The day of the last order: levels and points left are as of it.</param>
/// <param name="Members">Customers with at least one order, or fact that is asked about.</param>
/// <param name="Orders">Their orders.</param>
/// <param name="Facts">Their other facts that rules and challenges ask about.</param>
/// <param name="UnmatchedReturns">Money returned by orders that do not name the order they belong to, in units of the business's
/// currency: what those orders gave is counted as given.</param>
/// <param name="Tried">The programme that is tried.</param>
/// <param name="Present">The programme in force, played over the same orders; missing where none is.</param>
/// <param name="Winners">Members who get more by the tried one.</param>
/// <param name="Losers">Members who get less by it.</param>
/// <param name="Most">Who wins most, then who loses most: what they get more, in units of the business's currency.</param>
public sealed record BackTestAnswer(
    Day From, Day To, long Members, long Orders, long Facts, decimal UnmatchedReturns, TrialAnswer Tried, TrialAnswer? Present, long Winners, long Losers, IReadOnlyList<WinnerAnswer> Most)
{
    internal static BackTestAnswer Of(
        (Day From, Day To) days, CompiledProgramme tried, BackTest test, CompiledProgramme? present, BackTest? against, List<(MemberOutcome Tried, MemberOutcome? Present)> members, int most)
    {
        var differences = members.ConvertAll(member => new WinnerAnswer(member.Tried.Customer.Value, member.Tried.Worth - (member.Present?.Worth ?? 0)));
        differences.Sort((left, right) => right.More.CompareTo(left.More));
        return new BackTestAnswer(
            days.From,
            days.To,
            test.Members,
            test.Orders,
            test.Facts,
            tried.Currency.ToDecimal(test.UnmatchedReturns),
            TrialAnswer.Of(tried, test),
            present is null ? null : TrialAnswer.Of(present, against!),
            differences.Count(difference => difference.More > 0),
            differences.Count(difference => difference.More < 0),
            [.. differences.Where(difference => difference.More > 0).Take(most), .. differences.Where(difference => difference.More < 0).TakeLast(most).Reverse()]);
    }
}

/// <summary>A member and what they get more by the tried programme, in units of the business's currency.</summary>
public sealed record WinnerAnswer(Guid Customer, decimal More);

/// <summary>What one programme would have given.</summary>
/// <param name="Rules">By rule.</param>
/// <param name="Units">By kind of points.</param>
/// <param name="Levels">By ladder and level, on the last day.</param>
/// <param name="Prizes">By challenge and milestone. What the calendar alone tells, birthdays and anniversaries, is not tried.</param>
public sealed record TrialAnswer(
    IReadOnlyList<RuleTotalAnswer> Rules, IReadOnlyList<UnitTotalAnswer> Units, IReadOnlyList<LevelTotalAnswer> Levels, IReadOnlyList<PrizeTotalAnswer> Prizes)
{
    internal static TrialAnswer Of(CompiledProgramme programme, BackTest test) => new(
        [.. programme.Programme.Rules.Where(rule => test.Rules.ContainsKey(rule.Key)).Select(rule => RuleTotalAnswer.Of(rule, programme, test.Rules[rule.Key]))],
        [.. programme.Programme.Units.Select(unit => UnitTotalAnswer.Of(unit, test.Units[unit.Key]))],
        [.. programme.Programme.LevelSets.SelectMany(set => set.Levels.Select((level, place) => new LevelTotalAnswer(set.Key, level.Key, test.Levels.GetValueOrDefault((set.Key, place)))))],
        [
            .. programme.Programme.Challenges.Select(challenge => PrizeTotalAnswer.Of(challenge.Key, null, programme, test.Prizes.GetValueOrDefault(ChallengeTime.KeyOf(challenge)))),
            .. programme.Programme.Milestones.Where(milestone => milestone.Kind is MilestoneKind.Order)
                .Select(milestone => PrizeTotalAnswer.Of(null, milestone.Key, programme, test.Prizes.GetValueOrDefault(MilestoneDecision.KeyOf(milestone)))),
        ]);
}

/// <summary>How often a challenge or milestone would have been reached.</summary>
/// <param name="Challenge">The challenge; missing for a milestone.</param>
/// <param name="Milestone">The milestone; missing for a challenge.</param>
/// <param name="Times">How often.</param>
/// <param name="Unit">The kind of points given for it; missing where none were.</param>
/// <param name="Points">So many in all.</param>
public sealed record PrizeTotalAnswer(string? Challenge, string? Milestone, long Times, string? Unit, decimal Points)
{
    internal static PrizeTotalAnswer Of(string? challenge, string? milestone, CompiledProgramme programme, PrizeTotal? total) => new(
        challenge, milestone, total?.Times ?? 0, total?.Unit, total?.Unit is { } unit ? programme.Programme.Unit(unit)!.ToPoints(total.Points) : 0);
}

/// <summary>What a rule would have given.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Times">Orders, or other facts, it gave something for.</param>
/// <param name="Points">Points it gave.</param>
/// <param name="Money">Money it counted, in units of the business's currency.</param>
/// <param name="WhyNot">How many orders or facts it gave nothing for, by the reason.</param>
public sealed record RuleTotalAnswer(string Rule, long Times, decimal Points, decimal Money, IReadOnlyDictionary<string, long> WhyNot)
{
    internal static RuleTotalAnswer Of(EarningRule rule, CompiledProgramme programme, RuleTotal total) => new(
        rule.Key,
        total.Times,
        programme.Programme.Unit(rule.Unit)!.ToPoints(total.Points),
        programme.Currency.ToDecimal(total.Money),
        total.WhyNot.ToDictionary(why => JsonNamingPolicy.CamelCase.ConvertName(why.Key.ToString()), why => why.Value));
}

/// <summary>What would have become of one kind of points.</summary>
/// <param name="Unit">The kind.</param>
/// <param name="Given">Points given.</param>
/// <param name="Expired">Points that would have expired unused.</param>
/// <param name="Left">Points that could still be used.</param>
/// <param name="Cost">What the given points cost when as many are used as expected, in units of the business's currency; missing where
/// the value of a point or the expected share is not told.</param>
/// <param name="Liability">The same for the points left.</param>
public sealed record UnitTotalAnswer(string Unit, decimal Given, decimal Expired, decimal Left, decimal? Cost, decimal? Liability)
{
    internal static UnitTotalAnswer Of(PointUnit unit, UnitTotal total)
    {
        var worth = unit is { Value: { } value, ExpectedRedemption: { } share } ? value * (decimal)share : (decimal?)null;
        return new UnitTotalAnswer(
            unit.Key,
            unit.ToPoints(total.Given),
            unit.ToPoints(total.Expired),
            unit.ToPoints(total.Left),
            unit.ToPoints(total.Given) * worth,
            unit.ToPoints(total.Left) * worth);
    }
}

/// <summary>How many members would stand on a level.</summary>
public sealed record LevelTotalAnswer(string Set, string Level, long Members);
