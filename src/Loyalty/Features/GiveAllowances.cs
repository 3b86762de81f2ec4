using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Loyalty.Storage;
using Regulars.Loyalty.Till;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Features;

/// <summary>Gives tills allowances: points that are reserved and may be taken without the program, and takes unused ones back.</summary>
internal static class GiveAllowances
{
    private const int LargestBody = 16 << 10;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var till = endpoints.MapGroup("/api/v1/till/allowances").RequireAuthorization(Permission.UsePoints).WithTags("Till");
        till.MapPost("", Give).WithName("giveAllowance")
            .WithSummary("Reserves points and signs that a till may take them while it cannot reach the program. Wants an Idempotency-Key.")
            .WithDescription(
                "The text is a C2SP signed note: lines of an allowance, an empty line, and an Ed25519 signature by the key of the log, served at /log/key.")
            .Accepts<AllowanceBody>("application/json").Produces<GivenAllowanceAnswer>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        till.MapDelete("/{id:guid}", End).WithName("endAllowance")
            .WithSummary("Ends an allowance: what was not taken is free again. A repeat changes nothing.")
            .Produces<ClosedAllowanceAnswer>().ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);
        var console = endpoints.MapGroup("/till").RequireAuthorization(Permission.UsePoints).ExcludeFromDescription();
        console.MapPost("/{id:guid}/allowances", Keep);
        console.MapPost("/allowances/{id:guid}/end", End);
    }

    private static Task<IResult> Give(HttpContext context, AllowanceDesk desk) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.AllowanceBody, LargestBody, "allowance", async (body, key) =>
        {
            if (key is null)
            {
                return KeyedAnswers.Refused(KeyedAnswers.KeyMissing);
            }

            if (body.Customer is not { } customer)
            {
                return KeyedAnswers.Refused(new Refusal("field.missing", "Name the customer.", "customer"));
            }

            var who = BodyReading.Read(customer);
            return who.Refusal is { } refusal ? KeyedAnswers.Refused(refusal)
                : Answer(context, await desk.GiveAsync(who.Value, WishOf(body), key, IntakeDoor.ActorOf(context)), null);
        });

    /// <summary>The console's till keeps what there is of the member whom the page shows, for a day.</summary>
    private static Task<IResult> Keep(HttpContext context, Guid id, AllowanceDesk desk, MemberReader members) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.AllowanceBody, LargestBody, $"allowance of {id}", async (body, key) =>
        {
            if (key is null)
            {
                return KeyedAnswers.Refused(KeyedAnswers.KeyMissing);
            }

            var customer = new CustomerId(id);
            var given = await desk.GiveAsync(new CustomerInput { Id = customer, Identities = [] }, WishOf(body), key, IntakeDoor.ActorOf(context));
            return Answer(context, given, TillWords.Short(members.Person(customer)?.Name));
        });

    private static async Task<IResult> End(HttpContext context, Guid id, AllowanceDesk desk) =>
        await desk.CloseAsync(id, IntakeDoor.SourceOf(context), IntakeDoor.ActorOf(context)) is not { } ended ? KeyedAnswers.Busy(context)
            : ended.Refusal is { } refusal ? KeyedAnswers.Refused(refusal)
            : TypedResults.Json(new ClosedAllowanceAnswer(id, ended.Value, null), LoyaltyApiJson.Default.ClosedAllowanceAnswer);

    private static AllowanceWish WishOf(AllowanceBody body) => new(body.Unit, body.Points, body.Hours);

    private static IResult Answer(HttpContext context, Result<GivenAllowance>? given, string? name) =>
        given is not { } decided ? KeyedAnswers.Busy(context)
            : decided.Refusal is { } refusal ? KeyedAnswers.Refused(refusal)
            : TypedResults.Json(GivenAllowanceAnswer.Of(decided.Value, name), LoyaltyApiJson.Default.GivenAllowanceAnswer);
}

/// <summary>Points that a till may take while it cannot reach the program.</summary>
/// <param name="Customer">Whose points.</param>
/// <param name="Unit">The kind of points; missing: the programme's first.</param>
/// <param name="Points">How many; missing: all that can be used.</param>
/// <param name="Hours">How long, 1 to 72; missing: 24.</param>
public sealed record AllowanceBody(CustomerBody? Customer, string? Unit, decimal? Points, int? Hours);

/// <summary>An allowance.</summary>
/// <param name="Id">The allowance.</param>
/// <param name="Customer">Whose points.</param>
/// <param name="Name">The member's name, cut short; only for the console's own till.</param>
/// <param name="Unit">The kind of points.</param>
/// <param name="Points">How many may be taken, in one part or several.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Text">The signed text, to be kept and told again with what was taken.</param>
internal sealed record GivenAllowanceAnswer(Guid Id, Guid Customer, string? Name, string Unit, decimal Points, string EndsAt, string Text)
{
    public static GivenAllowanceAnswer Of(GivenAllowance given, string? name) =>
        new(given.Text.Id, given.Text.Customer.Value, name, given.Text.Unit, given.Text.Points, given.Text.EndsAt.ToString(), given.Note);
}

/// <summary>An allowance that has ended.</summary>
/// <param name="Allowance">The allowance.</param>
/// <param name="GivenBack">How many points are free again; 0 where it had ended before.</param>
/// <param name="Problem">Why it could not be ended; missing when it was.</param>
internal sealed record ClosedAllowanceAnswer(Guid Allowance, decimal GivenBack, ProblemBody? Problem);
