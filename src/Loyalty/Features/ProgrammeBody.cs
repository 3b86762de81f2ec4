using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Loyalty.Storage;

namespace Regulars.Loyalty.Features;

/// <summary>A programme as a program sends it.</summary>
internal static class ProgrammeBody
{
    /// <summary>Reads and checks the body, and answers with what is made of it, or with what is wrong.</summary>
    public static async Task<IResult> ReadAsync(HttpContext context, ProgrammeStore programmes, Func<Programme, Task<IResult>> answer)
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

        return programmes.Check(programme) is [var wrong, ..] ? Problems.Of(wrong, StatusCodes.Status422UnprocessableEntity) : await answer(programme);
    }
}
