using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Cards;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Features;

/// <summary>Lets programs sell gift cards, pay with them, give back to them and block them. Every change has a key, and is done once.</summary>
internal static class SellGiftCards
{
    private const int LargestBody = 16 << 10;

    private const long Most = 1_000_000_000_000;

    private const int ShortestCode = 8;

    private const int LongestCode = 40;

    private const int LongestReference = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var issue = endpoints.MapGroup("/api/v1/loyalty/gift-cards").RequireAuthorization(Permission.AdjustPoints).WithTags("Gift cards");
        Describe<GiftCardBody>(issue.MapPost("", Issue), "issueGiftCard", "Sells a gift card; its code is told here and in repeats with the same key, and nowhere else.");
        Describe(issue.MapPost("/{code}/block", Block), "blockGiftCard", "Lets nobody pay with a gift card.");
        Describe(issue.MapPost("/{code}/unblock", Unblock), "unblockGiftCard", "Lets a blocked gift card be used again.");
        var use = endpoints.MapGroup("/api/v1/loyalty/gift-cards/{code}").RequireAuthorization(Permission.UsePoints).WithTags("Gift cards");
        Describe(use.MapGet("", Tell), "getGiftCard", "Tells a gift card's balance and its newest movements.");
        Describe<CardAmountBody>(use.MapPost("/payments", Pay), "payWithGiftCard", "Pays with a gift card, never more than its balance.");
        Describe<CardAmountBody>(use.MapPost("/refunds", Refund), "refundToGiftCard", "Gives back to a gift card what was paid with it.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithName(name).WithSummary(summary).Produces<CardAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static void Describe<TBody>(RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => Describe(endpoint, name, summary).Accepts<TBody>("application/json");

    private static Task<IResult> Issue(HttpContext context, GiftCardStore cards, BusinessStore businesses, TimeProvider clock) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.GiftCardBody, LargestBody, "gift card", (body, key) =>
        {
            if (key is null)
            {
                return KeyedAnswers.Refused(KeyedAnswers.KeyMissing);
            }

            if (body.Amount is not (> 0 and <= Most))
            {
                return KeyedAnswers.Refused(new Refusal("gift_card.amount", "An amount in minor units, above zero.", "amount"));
            }

            if (body.Currency is { } currency && currency != businesses.Current.Currency.Code)
            {
                return KeyedAnswers.Refused(new Refusal("gift_card.currency", $"Cards are in {businesses.Current.Currency.Code}.", "currency"));
            }

            if (body.Code is { } code && (MadeCode.Plain(code) is not { Length: >= ShortestCode and <= LongestCode } plain || !plain.All(char.IsAsciiLetterOrDigit)))
            {
                return KeyedAnswers.Refused(new Refusal("gift_card.code", $"A code has {ShortestCode} to {LongestCode} Latin letters and digits.", "code"));
            }

            if (body.LastDay < businesses.Current.Calendar.DayOf(Instant.Now(clock)))
            {
                return KeyedAnswers.Refused(new Refusal("gift_card.last_day", "The last day lies ahead.", "lastDay"));
            }

            var done = cards.Issue(body.Amount.Value, body.Code, body.LastDay, IntakeDoor.ActorOf(context), key);
            return done.Refusal is { } refusal ? KeyedAnswers.Refused(refusal) : Answer(done.Value.State, done.Value.Code);
        });

    private static Task<IResult> Pay(HttpContext context, string code, GiftCardStore cards) =>
        MoveAsync(context, $"pay {MadeCode.Plain(code)}", (body, key, by) => cards.Pay(code, body.Amount ?? 0, body.Reference, by, key));

    private static Task<IResult> Refund(HttpContext context, string code, GiftCardStore cards) =>
        MoveAsync(context, $"refund {MadeCode.Plain(code)}", (body, key, by) => cards.Refund(code, body.Amount ?? 0, body.Reference, by, key));

    private static IResult Block(HttpContext context, string code, GiftCardStore cards) => Answer(cards.Block(code, isBlocked: true, IntakeDoor.ActorOf(context)));

    private static IResult Unblock(HttpContext context, string code, GiftCardStore cards) => Answer(cards.Block(code, isBlocked: false, IntakeDoor.ActorOf(context)));

    private static Results<JsonHttpResult<CardAnswer>, ProblemHttpResult> Tell(string code, GiftCardStore cards) => cards.Read(code) is { } found
        ? TypedResults.Json(CardAnswer.Of(found.State, null, [.. found.Movements.Select(CardMovementAnswer.Of)]), LoyaltyApiJson.Default.CardAnswer)
        : Problems.Of(new Refusal("gift_card.unknown", "There is no such card.", "code"), StatusCodes.Status404NotFound);

    private static Task<IResult> MoveAsync(HttpContext context, string place, Func<CardAmountBody, RequestKey, string, Result<CardState>> move) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.CardAmountBody, LargestBody, place, (body, key) =>
        {
            var refusal = key is null ? KeyedAnswers.KeyMissing
                : body.Amount is not (> 0 and <= Most) ? new Refusal("gift_card.amount", "An amount in minor units, above zero.", "amount")
                : body.Reference is { } reference && (reference.Length > LongestReference || !Text.CanBeKept(reference)) ? new Refusal("field.too_long", $"At most {LongestReference} characters.", "reference")
                : null;
            return refusal is not null ? KeyedAnswers.Refused(refusal) : Answer(move(body, key!, IntakeDoor.ActorOf(context)));
        });

    private static IResult Answer(Result<CardState> done) => done.Refusal is { } refusal ? KeyedAnswers.Refused(refusal) : Answer(done.Value, null);

    private static JsonHttpResult<CardAnswer> Answer(CardState state, string? code) => TypedResults.Json(CardAnswer.Of(state, code, null), LoyaltyApiJson.Default.CardAnswer);
}

/// <summary>A gift card to be sold.</summary>
/// <param name="Amount">What it is worth, in minor units.</param>
/// <param name="Currency">The business's currency; missing: it.</param>
/// <param name="Code">Its code, 8 to 40 letters and digits; missing: one is made.</param>
/// <param name="LastDay">The last day on which it can be used; missing: without end.</param>
public sealed record GiftCardBody(long? Amount, string? Currency, string? Code, Day? LastDay);

/// <summary>A payment with a gift card, or a refund to it.</summary>
/// <param name="Amount">In minor units.</param>
/// <param name="Reference">What it was for, such as an order's number.</param>
public sealed record CardAmountBody(long? Amount, string? Reference);

/// <summary>A gift card.</summary>
/// <param name="Code">Its code; told only where it was sold.</param>
/// <param name="LastFour">The last four letters of its code.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Balance">What can be paid with it, in minor units.</param>
/// <param name="Issued">What it was sold for.</param>
/// <param name="Spent">What was paid with it.</param>
/// <param name="Expired">What was not used in time.</param>
/// <param name="Blocked">Whether nobody may pay with it.</param>
/// <param name="LastDay">The last day on which it can be used.</param>
/// <param name="Movements">Its newest movements, the newest first.</param>
internal sealed record CardAnswer(
    string? Code, string LastFour, string Currency, long Balance, long Issued, long Spent, long Expired, bool Blocked, Day? LastDay, IReadOnlyList<CardMovementAnswer>? Movements)
{
    public static CardAnswer Of(CardState state, string? code, IReadOnlyList<CardMovementAnswer>? movements) => new(
        code, state.LastFour, state.Currency, state.Balance, state.Issued, state.Spent, state.Expired, state.IsBlocked, state.LastDay, movements);
}

/// <summary>A movement of a card: issued, paid, refunded or expired.</summary>
internal sealed record CardMovementAnswer(long Posting, string At, string Reason, long Amount, string? Reference)
{
    public static CardMovementAnswer Of(CardMovement row) => new(
        row.Posting, new Instant(row.At).ToString(), JsonNamingPolicy.CamelCase.ConvertName(((CardReason)row.Reason).ToString()), row.Amount, row.Reference);
}
