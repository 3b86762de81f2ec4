using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Pages;
using Regulars.Loyalty.Storage;
using Regulars.Ui;

namespace Regulars.Loyalty.Features;

/// <summary>Lets staff and programs surprise one customer by hand: points, something else, or both, with a reason.</summary>
internal static class GiveGifts
{
    private const int LongestText = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1/loyalty").RequireAuthorization(Permission.AdjustPoints).WithTags("Gifts");
        api.MapPost("/gifts", GiveAsync).WithName("giveGift").WithSummary("Gives a surprise by hand, with a reason: points, something else in words, or both. Wants an Idempotency-Key.")
            .Accepts<GiveGiftBody>("application/json").Produces<AnswerBody>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        var pages = endpoints.MapGroup("/customers/{id:guid}/gift").RequireAuthorization(Permission.AdjustPoints).ExcludeFromDescription();
        pages.MapGet("", Ask);
        pages.MapPost("", SaveAsync);
    }

    private static Task GiveAsync(HttpContext context, JournalIntake intake, TimeProvider clock) => IntakeDoor.ReadAndSubmitAsync(
        context, intake, LoyaltyApiJson.Default.GiveGiftBody, body => Read(context, body, clock));

    private static Result<IntakeRequest> Read(HttpContext context, GiveGiftBody body, TimeProvider clock)
    {
        if (context.Request.Headers["Idempotency-Key"].Count == 0)
        {
            return KeyedAnswers.KeyMissing;
        }

        if (body.Customer is null)
        {
            return new Refusal("field.missing", "Name the customer.", "customer");
        }

        if ((TooLong(body.Note, "note") ?? TooLong(body.Reason, "reason")) is { } refusal)
        {
            return refusal;
        }

        var customer = BodyReading.Read(body.Customer);
        var command = new PointsCommand { Unit = body.Unit, Points = body.Points, Note = body.Note, Reason = body.Reason, By = IntakeDoor.ActorOf(context) };
        return customer.Refusal is { } unknown ? unknown : Fact(IntakeDoor.SourceOf(context), customer.Value, command, clock);
    }

    private static Refusal? TooLong(string? text, string place) =>
        text is null || (text.Length <= LongestText && Kernel.Text.CanBeKept(text)) ? null : new Refusal("field.too_long", $"At most {LongestText} characters.", place);

    private static IResult Ask(Guid id, MemberReader members, TimeProvider clock) => AskAgain(id, members, new GiftForm(null, null, null, null), null, clock);

    private static async Task<IResult> SaveAsync(
        HttpContext context, Guid id, [FromForm] string? unit, [FromForm] string? points, [FromForm] string? note, [FromForm] string? reason, [FromForm] string? key,
        MemberReader members, JournalIntake intake, TimeProvider clock, [FromServices] Reader reader)
    {
        var form = new GiftForm(unit, points, note, reason);
        decimal? number = decimal.TryParse(points?.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) ? read : null;
        if ((number is null && !string.IsNullOrWhiteSpace(points)) || !Guid.TryParse(key, out _) || TooLong(note, "") is not null || TooLong(reason, "") is not null)
        {
            return AskAgain(id, members, form, reader.Text("gift.wrong"), clock);
        }

        var command = new PointsCommand { Unit = Word(unit), Points = number, Note = Word(note), Reason = Word(reason), By = IntakeDoor.ActorOf(context) };
        var answer = await intake.SubmitAsync(Fact("console", new CustomerInput { Id = new CustomerId(id), Identities = [] }, command, clock) with
        {
            // Pressing twice is one gift.
            Key = new RequestKey("console", $"gift:{key}", SHA256.HashData(Encoding.UTF8.GetBytes(id + command.Write()))),
        });
        return answer is { Refusal: null } ? TypedResults.LocalRedirect($"/customers/{id}") : AskAgain(id, members, form, Say(reader, answer?.Refusal), clock);
    }

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static RecordFact Fact(string source, CustomerInput customer, PointsCommand command, TimeProvider clock) => new(
        new FactInput { Kind = LoyaltyFacts.GiftGiven, Source = source, OccurredAt = Instant.Now(clock), Customer = customer, Content = command.Write() }, IsOwn: true);

    private static string Say(Reader reader, Refusal? refusal) => refusal?.Code switch
    {
        null => reader.Text("done.busy"),
        "gift.reason" => reader.Text("gift.refused.reason"),
        "gift.empty" => reader.Text("gift.refused.empty"),
        "points.needs_approval" => reader.Text("gift.refused.many"),
        "programme.none" => reader.Text("adjust.no_programme"),
        _ => reader.Text("gift.wrong"),
    };

    private static IResult AskAgain(Guid id, MemberReader members, GiftForm form, string? problem, TimeProvider clock) =>
        members.Person(new CustomerId(id)) is { } person && members.Find(person.Id) is { } member
            ? new RazorComponentResult<GiftPage>(new { Customer = id, person.Name, Key = Uuid.New(clock).ToString(), member.Programme.Programme.Units, Form = form, Problem = problem })
            : TypedResults.LocalRedirect($"/customers/{id}");
}

/// <summary>What was typed into the form of a gift.</summary>
public sealed record GiftForm(string? Unit, string? Points, string? Note, string? Reason);
