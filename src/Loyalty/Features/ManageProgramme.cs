using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Api;
using Regulars.Journal.Features;
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

    private static IResult Tell(ProgrammeStore programmes) => programmes.InForce is { } programme
        ? TypedResults.Json(programme.Programme, ProgrammeJson.Options)
        : Problems.Of(PointsRefusals.NoProgramme, StatusCodes.Status404NotFound);

    private static Task<IResult> Publish(HttpContext context, ProgrammeStore programmes) => ProgrammeBody.ReadAsync(context, programmes, programme =>
    {
        var version = programmes.Publish(programme, IntakeDoor.ActorOf(context));
        return Task.FromResult<IResult>(TypedResults.Json(programmes.Current().Of(version).Programme, ProgrammeJson.Options));
    });
}
