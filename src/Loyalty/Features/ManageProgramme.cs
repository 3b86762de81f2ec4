using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Criteria;
using Regulars.Journal.Features;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>Lets programs read the programme in force and put another in its place: a new version from today on.</summary>
internal static class ManageProgramme
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/loyalty/programme", Tell).RequireAuthorization(Permission.ReadCustomers).WithTags("Programme")
            .WithName("getProgramme").WithSummary("Tells the programme in force, whole.").Produces<JsonElement>().ProducesProblem(404);
        endpoints.MapPut("/api/v1/loyalty/programme", Publish).RequireAuthorization(Permission.ManageLoyalty).WithTags("Programme")
            .WithName("publishProgramme").WithSummary("Puts a programme in force from today on, as a new version. What was given by older versions is taken back by them.")
            .Accepts<JsonElement>("application/json").Produces<JsonElement>().ProducesProblem(400).ProducesProblem(422);
    }

    private static IResult Tell(ProgrammeStore programmes, BusinessStore businesses, TimeProvider clock) =>
        programmes.Current().InForce(businesses.Current.Calendar.DayOf(Instant.Now(clock))) is { } programme
            ? TypedResults.Json(programme.Programme, ProgrammeJson.Options)
            : Problems.Of(PointsRefusals.NoProgramme, StatusCodes.Status404NotFound);

    private static async Task<IResult> Publish(HttpContext context, ProgrammeStore programmes, BusinessStore businesses, CriteriaLanguage language, TimeProvider clock)
    {
        Programme? programme;
        try
        {
            programme = await JsonSerializer.DeserializeAsync<Programme>(context.Request.Body, ProgrammeJson.Options, context.RequestAborted);
        }
        catch (JsonException error)
        {
            return Problems.Of(new Refusal("request.not_json", "Here the body is not the JSON of a programme.", error.Path));
        }

        if (programme is null)
        {
            return Problems.Of(new Refusal("request.empty", "A JSON object is wanted."));
        }

        var business = businesses.Current;
        var wrong = ProgrammeCheck.Find(programme, language, business.Currency, business.Calendar.DayOf(Instant.Now(clock)));
        if (wrong.Count > 0)
        {
            return Problems.Of(wrong[0], StatusCodes.Status422UnprocessableEntity);
        }

        var version = programmes.Publish(programme, IntakeDoor.ActorOf(context));
        return TypedResults.Json(programmes.Current().Of(version).Programme, ProgrammeJson.Options);
    }
}
