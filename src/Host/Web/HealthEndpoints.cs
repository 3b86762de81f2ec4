using Microsoft.AspNetCore.Http.HttpResults;
using Regulars.Storage;

namespace Regulars.Host.Web;

/// <summary>Whether the program lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", Live).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/health/ready", Ready).AllowAnonymous().ExcludeFromDescription();
    }

    private static Ok<HealthBody> Live() => TypedResults.Ok(new HealthBody("live"));

    private static Results<Ok<HealthBody>, JsonHttpResult<HealthBody>> Ready(Database database, ILogger<Database> log)
    {
        try
        {
            database.QueryFirst<long>("SELECT 1");
            return TypedResults.Ok(new HealthBody("ready"));
        }
        catch (System.Data.Common.DbException error)
        {
            log.LogError(error, "The database does not answer");
            return TypedResults.Json(new HealthBody("database_unreachable"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal sealed record HealthBody(string Status);
}
