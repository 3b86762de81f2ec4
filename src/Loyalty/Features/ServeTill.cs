using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Features;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Till;

namespace Regulars.Loyalty.Features;

/// <summary>Lets connected tills find a member, tell a basket as an order, and undo it.</summary>
internal static class ServeTill
{
    private const int LargestBody = 4096;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/v1/till/identify", Identify)
            .RequireAuthorization(Permission.UsePoints).WithTags("Till").WithName("identifyMember")
            .WithSummary("Finds a member by their changing code, card, phone, e-mail or the number of one of the caller's orders. A changing code counts once.")
            .Accepts<IdentifyBody>("application/json").Produces<IdentifyAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        endpoints.MapPost("/api/v1/till/confirm", Confirm)
            .RequireAuthorization(Permission.UsePoints, Permission.WriteFacts).WithTags("Till").WithName("confirmBasket")
            .WithSummary("Makes an order of a basket as it was previewed. Wants an Idempotency-Key; without a number of its own the order is numbered from it, without a time it is placed now.")
            .Accepts<OrderBody>("application/json").Produces<AnswerBody>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        endpoints.MapPost("/api/v1/till/undo", Undo)
            .RequireAuthorization(Permission.UsePoints, Permission.WriteFacts).WithTags("Till").WithName("undoBasket")
            .WithSummary("Cancels an order that the same system told within the last thirty minutes: what it gave is taken back, what it used is given back. Wants an Idempotency-Key.")
            .Accepts<UndoOrderBody>("application/json").Produces<AnswerBody>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
    }

    private static async Task<IResult> Identify(HttpContext context, TillFinder finder, TillGuard guard, MemberReader members)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBody;
        IdentifyBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(context.Request.Body, LoyaltyApiJson.Default.IdentifyBody, context.RequestAborted);
        }
        catch (JsonException error)
        {
            return Problems.Of(new Refusal("request.not_json", "Send an object with the code.", error.Path));
        }

        if (string.IsNullOrWhiteSpace(body?.Code))
        {
            return Problems.Of(new Refusal("field.missing", "Give the code.", "code"));
        }

        var source = IntakeDoor.SourceOf(context);
        var caller = $"{source}\n{IntakeDoor.ActorOf(context)}";
        if (!guard.Admits(caller))
        {
            context.Response.Headers.RetryAfter = "60";
            return Problems.Of(new Refusal("request.too_many", "Too many codes that nobody has; try again in a minute."), StatusCodes.Status429TooManyRequests);
        }

        var found = finder.Find(body.Code, source);
        if (found.Count == 0)
        {
            guard.NoteWrong(caller);
            return Problems.Of(new Refusal("customer.unknown", "Nobody has this code.", "code"), StatusCodes.Status404NotFound);
        }

        return found.Count > 1
            ? Problems.Of(new Refusal("customer.several", "Several people have this code; ask for another.", "code"), StatusCodes.Status409Conflict)
            : TypedResults.Json(IdentifyAnswer.Of(found[0], members.Find(found[0].Id)), LoyaltyApiJson.Default.IdentifyAnswer);
    }

    private static Task Confirm(HttpContext context, JournalIntake intake, BusinessStore businesses, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.OrderBody, body =>
        {
            if (KeyOf(context) is not { } key)
            {
                return MissingKey;
            }

            var source = IntakeDoor.SourceOf(context);
            var whole = body with { Number = body.Number ?? TillOrders.NumberOf(source, key), PlacedAt = body.PlacedAt ?? Instant.Now(clock).ToString() };
            var order = BodyReading.Read(whole, source, businesses.Current);
            return order.Refusal is { } refusal ? refusal
                : order.Value.Customer is null ? new Refusal("field.missing", "Name the customer.", "customer")
                : new RecordOrder(order.Value);
        });

    private static Task Undo(HttpContext context, JournalIntake intake, TillOrders orders) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.UndoOrderBody, body =>
        {
            if (KeyOf(context) is null)
            {
                return MissingKey;
            }

            if (body is not { Customer: { } customer, Order: { } order })
            {
                return new Refusal("field.missing", "Give the customer and the order, as the confirmation was answered.", body.Customer is null ? "customer" : "order");
            }

            if (orders.Find(new CustomerId(customer), new OrderId(order)) is not { } told || told.Order.Source != IntakeDoor.SourceOf(context))
            {
                return new Refusal("order.unknown", "The customer has no such order of this system.", "order");
            }

            var undone = orders.Undo(told);
            return undone.Refusal is { } refusal ? refusal : new RecordOrder(undone.Value);
        });

    private static string? KeyOf(HttpContext context) => context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;

    private static readonly Refusal MissingKey = new("request.key_missing", "Send an Idempotency-Key, a new one for each basket: its repeat then books nothing twice.", "Idempotency-Key");
}

/// <summary>What somebody shows at the till.</summary>
/// <param name="Code">A changing code, a card's number, a phone, an e-mail address or an order's number.</param>
public sealed record IdentifyBody(string? Code);

/// <summary>An order that is to be undone.</summary>
/// <param name="Customer">Whose order.</param>
/// <param name="Order">The order's id, as the confirmation was answered.</param>
public sealed record UndoOrderBody(Guid? Customer, Guid? Order);

/// <summary>Who stands at the till.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Name">The name, cut short; missing where none is known.</param>
/// <param name="Points">By the kind of points.</param>
/// <param name="Levels">By the ladder.</param>
internal sealed record IdentifyAnswer(Guid Customer, string? Name, IReadOnlyList<HeldPointsAnswer> Points, IReadOnlyList<StandingAnswer> Levels)
{
    public static IdentifyAnswer Of(MemberName person, Member? member) => new(
        person.Id.Value,
        TillWords.Short(person.Name),
        member is null ? [] : [.. member.Programme.Programme.Units.Select(unit => HeldPointsAnswer.Of(unit, member.Book))],
        member is null ? [] : MemberAnswer.Of(member).Levels);
}

/// <summary>What somebody has of one kind of points.</summary>
/// <param name="Unit">The kind.</param>
/// <param name="Balance">What can be used, less what is owed.</param>
/// <param name="Expiring">How many expire next; missing where none do.</param>
/// <param name="ExpiringOn">The last day on which those can be used.</param>
internal sealed record HeldPointsAnswer(string Unit, decimal Balance, decimal? Expiring, Day? ExpiringOn)
{
    public static HeldPointsAnswer Of(PointUnit unit, MemberBook book)
    {
        var next = book.NextToExpire(unit.Key);
        return new HeldPointsAnswer(unit.Key, unit.ToPoints(book.Balance(unit.Key)), next is { } some ? unit.ToPoints(some.Points) : null, next?.Day);
    }
}
