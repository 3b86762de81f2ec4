using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Log;
using Regulars.Loyalty.Pages;

namespace Regulars.Loyalty.Features;

/// <summary>Shows the public log, and lets people name the witnesses who confirm that it only grows.</summary>
internal static class ManageWitnesses
{
    private const int LargestBody = 4 << 10;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/loyalty/log").RequireAuthorization(Permission.ManageLoyalty).ExcludeFromDescription();
        pages.MapGet("", Show);
        pages.MapPost("/witnesses", AddHere);
        pages.MapPost("/witnesses/remove", RemoveHere);
        var api = endpoints.MapGroup("/api/v1/loyalty/witnesses").RequireAuthorization(Permission.ManageLoyalty).WithTags("Log");
        api.MapGet("", List).WithName("listWitnesses").WithSummary("Lists the witnesses of the log, with what each signed last.").Produces<WitnessesAnswer>();
        api.MapPost("", Add).WithName("addWitness").WithSummary("Adds a witness by its address and key; the same again changes nothing.")
            .Accepts<WitnessBody>("application/json").Produces<WitnessAnswerBody>().ProducesProblem(400).ProducesProblem(422);
        api.MapDelete("", Remove).WithName("removeWitness").WithSummary("Removes a witness by its name; what it signed stays.").Produces(204);
    }

    private static RazorComponentResult Show(LedgerLog log, WitnessBook book) => Page(log, book, null, "", "");

    private static IResult AddHere(HttpContext context, [FromForm] IFormCollection fields, LedgerLog log, WitnessBook book)
    {
        var (address, key) = (fields["address"].ToString(), fields["key"].ToString());
        if (book.Add(address, key).Refusal is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page(log, book, refusal.Code, address, key);
        }

        return TypedResults.LocalRedirect("/loyalty/log#witnesses");
    }

    private static RedirectHttpResult RemoveHere([FromForm] string name, WitnessBook book)
    {
        book.Remove(name);
        return TypedResults.LocalRedirect("/loyalty/log#witnesses");
    }

    private static JsonHttpResult<WitnessesAnswer> List(WitnessBook book) =>
        TypedResults.Json(new WitnessesAnswer([.. book.All().Select(WitnessAnswerBody.Of)]), LoyaltyApiJson.Default.WitnessesAnswer);

    private static Task<IResult> Add(HttpContext context, WitnessBook book) => KeyedRequest.ReadAsync(
        context, LoyaltyApiJson.Default.WitnessBody, LargestBody, "add witness", (body, _) =>
        {
            var added = book.Add(body.Address ?? "", body.Key ?? "");
            return added.Refusal is { } refusal
                ? Problems.Of(refusal, StatusCodes.Status422UnprocessableEntity)
                : TypedResults.Json(WitnessAnswerBody.Of(added.Value), LoyaltyApiJson.Default.WitnessAnswerBody);
        });

    private static NoContent Remove(string name, WitnessBook book)
    {
        book.Remove(name);
        return TypedResults.NoContent();
    }

    private static RazorComponentResult Page(LedgerLog log, WitnessBook book, string? problem, string address, string key) => new RazorComponentResult<LogPage>(new
    {
        Key = log.VerifierKey(),
        Size = log.Latest()?.Size ?? 0,
        Witnesses = book.All(),
        Problem = problem,
        Address = address,
        WitnessKey = key,
    });
}

/// <summary>A witness to be added.</summary>
/// <param name="Address">Its submission prefix, behind which <c>/add-checkpoint</c> stands (C2SP tlog-witness).</param>
/// <param name="Key">Its verifier key, of the type cosignature/v1.</param>
public sealed record WitnessBody(string? Address, string? Key);

/// <summary>The witnesses of the log, by name.</summary>
public sealed record WitnessesAnswer(IReadOnlyList<WitnessAnswerBody> Items);

/// <summary>A witness.</summary>
/// <param name="Name">The name in its key.</param>
/// <param name="Address">Its submission prefix.</param>
/// <param name="Key">Its verifier key.</param>
/// <param name="Size">How many leaves the log had when it signed last; 0 for never.</param>
/// <param name="SignedAt">When that was.</param>
/// <param name="Problem">Why it did not sign when it was last asked: <c>unreachable</c>, <c>unknown_log</c>, <c>unknown_key</c>,
/// <c>inconsistent</c> or <c>wrong_signature</c>; null when it did.</param>
public sealed record WitnessAnswerBody(string Name, string Address, string Key, long Size, string? SignedAt, string? Problem)
{
    internal static WitnessAnswerBody Of(Witness witness) => new(
        witness.Name, witness.Address, witness.Key, witness.Size, witness.SignedAt is { } at ? new Instant(at).ToString() : null, witness.Problem);
}
