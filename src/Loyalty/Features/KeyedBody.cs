using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Loyalty.Features;

/// <summary>A request with a body and the key by which its repeats are known.</summary>
internal static class KeyedBody
{
    private const int LongestKey = 200;

    /// <summary>Reads the body, and answers with what is made of it; what is larger ends as 413 by the server itself.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">What the body is.</param>
    /// <param name="largest">How many bytes it has at most.</param>
    /// <param name="place">What the request is about besides its body: the same key for another is a conflict.</param>
    /// <param name="answer">Answers; the key is null where none was given.</param>
    public static async Task<IResult> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int largest, string place, Func<T, RequestKey?, IResult> answer)
        where T : class
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = largest;
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey || !Text.CanBeKept(key))
        {
            return Problems.Of(new Refusal("field.too_long", $"At most {LongestKey} characters.", "key"), StatusCodes.Status422UnprocessableEntity);
        }

        T? body;
        try
        {
            body = JsonSerializer.Deserialize(content.GetBuffer().AsSpan(0, (int)content.Length), type);
        }
        catch (JsonException error)
        {
            return Problems.Of(new Refusal("request.not_json", "Here the body is not the JSON that the address takes: see its description in the OpenAPI document.", error.Path));
        }

        if (body is null)
        {
            return Problems.Of(new Refusal("request.empty", "A JSON object is wanted."));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(place + "\n"));
        hash.AppendData(content.GetBuffer().AsSpan(0, (int)content.Length));
        return answer(body, key.Length == 0 ? null : new RequestKey(IntakeDoor.SourceOf(context), key, hash.GetHashAndReset()));
    }

    /// <summary>Nothing may happen twice without a key.</summary>
    public static readonly Refusal KeyMissing = new("request.key_missing", "Send an Idempotency-Key, so that a repeat changes nothing.", "key");

    /// <summary>A refusal with its status.</summary>
    public static IResult Refused(Refusal refusal) => Problems.Of(refusal, refusal.Code switch
    {
        "request.key_reused" or "gift_card.known" => StatusCodes.Status409Conflict,
        "gift_card.unknown" => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status422UnprocessableEntity,
    });
}
