using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;

namespace Regulars.Loyalty.Features;

/// <summary>Lets programs use, reserve, send, give and take points. Each is a fact, decided in intake and repeatable by its key.</summary>
internal static class MovePoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var use = endpoints.MapGroup("/api/v1/points").RequireAuthorization(Permission.UsePoints).WithTags("Points");
        Describe<UsePointsBody>(use.MapPost("/redemptions", Redeem), "redeemPoints", "Uses points, for a reward or in place of money.");
        Describe<NamedUseBody>(use.MapPost("/redemptions/undo", Undo), "undoRedemption", "Gives used points back into the lots they came from, with stock and code.");
        Describe<NamedUseBody>(use.MapPost("/redemptions/fulfil", Fulfil), "fulfilRedemption", "Notes that a reward that was taken was handed over.");
        Describe<NamedUseBody>(use.MapPost("/redemptions/cancel", Cancel), "cancelRedemption", "Cancels a reward that was not handed over: points, stock and code are given back.");
        Describe<HoldPointsBody>(use.MapPost("/holds", Hold), "holdPoints", "Reserves points for a purchase that is not complete.");
        Describe<EndHoldBody>(use.MapPost("/holds/{id:guid}/capture", Capture), "captureHold", "Uses reserved points, all or some.");
        Describe<EndHoldBody>(use.MapPost("/holds/{id:guid}/release", Release), "releaseHold", "Makes reserved points free again.");
        var adjust = endpoints.MapGroup("/api/v1/points").RequireAuthorization(Permission.AdjustPoints).WithTags("Points");
        Describe<AdjustPointsBody>(adjust.MapPost("/adjustments", Adjust), "adjustPoints", "Gives or takes points by hand, with a reason.");
        Describe<SendPointsBody>(adjust.MapPost("/transfers", Send), "sendPoints", "Sends points to another customer; they expire as they would have.");
    }

    private static void Describe<TBody>(RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint
            .WithName(name).WithSummary(summary).Accepts<TBody>("application/json").Produces<AnswerBody>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);

    private static Task Redeem(HttpContext context, JournalIntake intake, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.UsePointsBody,
        body => Fact(context, clock, PointsFacts.Redeemed, body.Customer, new PointsCommand { Unit = body.Unit, Points = body.Points, Reward = body.Reward }));

    private static Task Undo(HttpContext context, JournalIntake intake, TimeProvider clock) => Change(context, intake, clock, PointsFacts.Undone);

    private static Task Fulfil(HttpContext context, JournalIntake intake, TimeProvider clock) => Change(context, intake, clock, PointsFacts.Fulfilled);

    private static Task Cancel(HttpContext context, JournalIntake intake, TimeProvider clock) => Change(context, intake, clock, PointsFacts.Cancelled);

    private static Task Change(HttpContext context, JournalIntake intake, TimeProvider clock, string kind) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.NamedUseBody,
        body => body.Customer?.Id is null
            ? new Refusal("customer.id", "Name the customer by id, as the use was answered.", "customer.id")
            : Fact(context, clock, kind, body.Customer, new PointsCommand { Version = body.Version, Number = body.Number, By = IntakeDoor.ActorOf(context) }));

    private static Task Hold(HttpContext context, JournalIntake intake, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.HoldPointsBody,
        body => Fact(context, clock, PointsFacts.Held, body.Customer, new PointsCommand { Unit = body.Unit, Points = body.Points, Minutes = body.Minutes, Hold = Uuid.New(clock) }));

    private static Task Capture(HttpContext context, Guid id, JournalIntake intake, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.EndHoldBody,
        body => Fact(context, clock, PointsFacts.Captured, body.Customer, new PointsCommand { Hold = id, Points = body.Points, Reward = body.Reward }));

    private static Task Release(HttpContext context, Guid id, JournalIntake intake, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.EndHoldBody,
        body => Fact(context, clock, PointsFacts.Released, body.Customer, new PointsCommand { Hold = id }));

    private static Task Adjust(HttpContext context, JournalIntake intake, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.AdjustPointsBody,
        body => Fact(context, clock, PointsFacts.Adjusted, body.Customer, new PointsCommand { Unit = body.Unit, Points = body.Points, Reason = body.Reason, By = IntakeDoor.ActorOf(context) }));

    private static Task Send(HttpContext context, JournalIntake intake, CustomerFinder finder, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.SendPointsBody,
        body => body.To is null || body.To == body.Customer?.Id
            ? new Refusal("points.to", "Name another customer by id.", "to")
            : Fact(context, clock, PointsFacts.Sent, body.Customer, new PointsCommand { Unit = body.Unit, Points = body.Points, Other = body.To, Against = Unknown(finder, body.To.Value) }));

    /// <summary>Points sent to nobody would be lost.</summary>
    private static Refusal? Unknown(CustomerFinder finder, Guid customer) =>
        finder.Find(new CustomerInput { Id = new CustomerId(customer), Identities = [] }, "") is null ? new Refusal("customer.unknown", "There is no such customer.", "to") : null;

    private static Result<IntakeRequest> Fact(HttpContext context, TimeProvider clock, string kind, CustomerBody? customer, PointsCommand command)
    {
        if (customer is null)
        {
            return new Refusal("field.missing", "Name the customer.", "customer");
        }

        var read = BodyReading.Read(customer);
        return read.Refusal is { } refusal ? refusal : new RecordFact(
            new FactInput
            {
                Kind = kind,
                Source = IntakeDoor.SourceOf(context),
                OccurredAt = Instant.Now(clock),
                Customer = read.Value,
                Content = command.Write(),
            },
            IsOwn: true);
    }
}
