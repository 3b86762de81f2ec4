using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Tells what one customer has: balances, lots, levels, and every posting.</summary>
internal static class ShowPoints
{
    private const int MostPostings = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/customers/{id:guid}/points").RequireAuthorization(Permission.ReadCustomers).WithTags("Points");
        api.MapGet("", Tell).WithName("getPoints").WithSummary("Tells a customer's balances, what expires when, and levels.");
        api.MapGet("/orders/{order:guid}", TellReasons).WithName("explainOrder").WithSummary("Tells what each rule made of an order, with its arithmetic, why others gave nothing, and what moved by it.");
        api.MapGet("/postings", TellPostings).WithName("listPostings").WithSummary("Lists the movements of a customer's points, the newest first.");
    }

    /// <summary>Tells what a customer has. What has become due by now counts as done.</summary>
    private static Results<JsonHttpResult<MemberAnswer>, ProblemHttpResult> Tell(Guid id, MemberReader members) =>
        members.Find(new CustomerId(id)) is { } member
            ? TypedResults.Json(MemberAnswer.Of(member), LoyaltyApiJson.Default.MemberAnswer)
            : Problems.UnknownCustomer();

    /// <summary>Tells why an order gave what it gave, by the version of the programme that judged it.</summary>
    private static Results<JsonHttpResult<OrderReasonAnswer>, ProblemHttpResult> TellReasons(Guid id, Guid order, MemberReader members, OrderReasons reasons) =>
        members.Person(new CustomerId(id)) is not { } person ? Problems.UnknownCustomer()
            : reasons.Find(person.Id, new OrderId(order)) is { } reason ? TypedResults.Json(OrderReasonAnswer.Of(reason), LoyaltyApiJson.Default.OrderReasonAnswer)
            : Problems.Of(new Refusal("order.unknown", "This customer has no such order that a programme judged.", "order"), StatusCodes.Status404NotFound);

    /// <summary>Lists movements before a number, 50 unless told, 200 at most.</summary>
    private static Results<JsonHttpResult<PostingsAnswer>, ProblemHttpResult> TellPostings(Guid id, long? before, int? most, MemberReader members)
    {
        var count = Math.Clamp(most ?? 50, 1, MostPostings);
        var postings = members.Postings(new CustomerId(id), before ?? long.MaxValue, count + 1);
        return TypedResults.Json(
            new PostingsAnswer([.. postings.Take(count).Select(PostingAnswer.Of)], postings.Count > count ? postings[count - 1].Posting : null),
            LoyaltyApiJson.Default.PostingsAnswer);
    }
}

/// <summary>What a customer has.</summary>
/// <param name="Points">By the kind of points.</param>
/// <param name="Levels">By the ladder.</param>
internal sealed record MemberAnswer(IReadOnlyList<BalanceAnswer> Points, IReadOnlyList<StandingAnswer> Levels)
{
    public static MemberAnswer Of(Member member) => new(
        [.. member.Programme.Programme.Units.Select(unit => BalanceAnswer.Of(unit, member.Book))],
        [.. member.Programme.Programme.LevelSets.Where(set => set.Levels.Count > 0).Select(set => StandingAnswer.Of(set, member))]);
}

/// <summary>One kind of points: numbers of points.</summary>
/// <param name="Unit">The kind.</param>
/// <param name="Balance">What can be used, less what is owed.</param>
/// <param name="Pending">What cannot be used yet.</param>
/// <param name="Held">What is reserved.</param>
/// <param name="Owed">What is owed: the next earning pays it.</param>
/// <param name="Lots">What there is, in the order in which it is used.</param>
internal sealed record BalanceAnswer(string Unit, decimal Balance, decimal Pending, decimal Held, decimal Owed, IReadOnlyList<LotAnswer> Lots)
{
    public static BalanceAnswer Of(PointUnit unit, MemberBook book) => new(
        unit.Key,
        unit.ToPoints(book.Balance(unit.Key)),
        unit.ToPoints(book.Balance(unit.Key, LedgerAccount.Pending)),
        unit.ToPoints(book.Balance(unit.Key, LedgerAccount.Held)),
        unit.ToPoints(-book.Balance(unit.Key, LedgerAccount.Debt)),
        [.. book.Lots.Values.Where(lot => lot.Unit == unit.Key && lot.IsOpen)
            .OrderBy(lot => lot.LastDay?.Number ?? int.MaxValue).ThenBy(lot => lot.EarnedOn).ThenBy(lot => lot.Number)
            .Select(lot => new LotAnswer(
                lot.Number, lot.EarnedOn, unit.ToPoints(lot.Granted), unit.ToPoints(lot.Active), unit.ToPoints(lot.Pending), unit.ToPoints(lot.Held), lot.ActiveFrom, lot.LastDay, lot.Rule, lot.Order?.Value))]);
}

/// <summary>Points that were given together.</summary>
internal sealed record LotAnswer(
    long Lot, Day EarnedOn, decimal Granted, decimal Active, decimal Pending, decimal Held, Day? ActiveFrom, Day? LastDay, string? Rule, Guid? Order);

/// <summary>Where a customer stands.</summary>
/// <param name="Set">The ladder.</param>
/// <param name="Level">The level.</param>
/// <param name="Progress">What counts in the present period.</param>
/// <param name="Next">The next level; missing at the top.</param>
/// <param name="NextFrom">From how much on.</param>
/// <param name="PeriodEnd">The last day of the present period; missing where it rolls or never ends.</param>
/// <param name="CheckOn">The day on which the level is checked.</param>
internal sealed record StandingAnswer(string Set, string Level, decimal Progress, string? Next, decimal? NextFrom, Day? PeriodEnd, Day? CheckOn)
{
    public static StandingAnswer Of(LevelSet set, Member member)
    {
        var standing = member.Book.Levels.GetValueOrDefault(set.Key);
        var place = Math.Min(standing?.Place ?? 0, set.Levels.Count - 1);
        var next = place + 1 < set.Levels.Count ? set.Levels[place + 1] : null;
        return new StandingAnswer(
            set.Key,
            set.Levels[place].Key,
            LevelDecision.Progress(set, member.Programme, member.Book, member.Today),
            next?.Key,
            next?.From,
            set.Period is LevelPeriod.CalendarYear ? Day.Of(member.Today.Date.Year, 12, 31) : null,
            standing?.CheckOn);
    }
}

/// <summary>Movements of points, and the number before which the next part begins.</summary>
internal sealed record PostingsAnswer(IReadOnlyList<PostingAnswer> Items, long? Next);

/// <summary>Why an order gave what it gave.</summary>
/// <param name="Number">The order's number.</param>
/// <param name="Day">The day that counts for it, as YYYY-MM-DD.</param>
/// <param name="ProgrammeVersion">The version of the programme that judged it.</param>
/// <param name="Rules">What each rule makes of it.</param>
/// <param name="Movements">What moved by it, the oldest first.</param>
internal sealed record OrderReasonAnswer(string Number, string Day, int ProgrammeVersion, IReadOnlyList<RuleReasonAnswer> Rules, IReadOnlyList<PostingAnswer> Movements)
{
    public static OrderReasonAnswer Of(OrderReason reason) => new(
        reason.Told.Order.Number,
        reason.Entry.Day.ToString(),
        reason.Entry.ProgrammeVersion,
        [.. reason.Sold.Zip(reason.Left, (sold, left) => new RuleReasonAnswer(sold.Rule.Key, sold.Unit.Key, JudgementAnswer.Of(sold, reason.Programme.Currency), JudgementAnswer.Of(left, reason.Programme.Currency)))],
        [.. reason.Moved.Select(PostingAnswer.Of)]);
}

/// <summary>What one rule makes of an order.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Sold">Of the order as it was sold.</param>
/// <param name="Left">Of what is left of it after returns.</param>
internal sealed record RuleReasonAnswer(string Rule, string Unit, JudgementAnswer Sold, JudgementAnswer Left);

/// <summary>What a rule gives, and how it comes to that.</summary>
/// <param name="Points">What it gives.</param>
/// <param name="Money">The money that counts, in the business's currency; missing for a rule that gives once.</param>
/// <param name="Multiplier">By how much levels multiply.</param>
/// <param name="BeforeLimit">What it would give without limits, where one cuts it.</param>
/// <param name="WhyNot">Why it gives nothing: stopped, outsideItsTime, conditionNotMet, nothingCounts, tooLittle, limitReached, otherOfGroup, budgetSpent.</param>
internal sealed record JudgementAnswer(decimal Points, decimal? Money, decimal Multiplier, decimal? BeforeLimit, string? WhyNot)
{
    public static JudgementAnswer Of(RuleOutcome outcome, Currency currency) => new(
        outcome.Unit.ToPoints(outcome.Points),
        outcome.Money is { } money ? new Money(money, currency).Amount : null,
        outcome.Multiplier,
        outcome.BeforeLimit is { } before ? outcome.Unit.ToPoints(before) : null,
        outcome.WhyNot is { } why ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(why.ToString()) : null);
}

/// <summary>One movement, from one account of the customer to another: issued, pending, active, held, spent, expired, revoked, transferred, debt.</summary>
internal sealed record PostingAnswer(
    long Posting, string At, string Unit, string From, string To, decimal Points, long Lot, string Reason, Guid? Order, string? Rule, int ProgrammeVersion)
{
    public static PostingAnswer Of(PostingRow row) => new(
        row.Posting, new Instant(row.At).ToString(), row.Unit, Name((LedgerAccount)row.From), Name((LedgerAccount)row.To), row.Amount, row.Lot, Name((PostingReason)row.Reason), row.Order, row.Rule, row.ProgrammeVersion);

    private static string Name<T>(T value)
        where T : Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
