using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Regulars.Journal.Contracts;
using Regulars.Journal.Features;
using Regulars.Kernel;

namespace Regulars.Journal.Api;

/// <summary>A program's request that does not go through intake: its body read and bounded, and the key by which its repeat is known.</summary>
public static class KeyedRequest
{
    private const int LongestKey = 200;

    /// <summary>Reads the body and the key, and answers with what is made of them.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">What the body is.</param>
    /// <param name="largest">How many bytes the body has at most.</param>
    /// <param name="place">What the request is about besides its body: the same key for another is a conflict.</param>
    /// <param name="answer">Answers; the key is null where none was given.</param>
    public static Task<IResult> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int largest, string place, Func<T, RequestKey?, IResult> answer) =>
        ReadAsync(context, type, largest, place, (body, key) => Task.FromResult(answer(body, key)));

    /// <summary>Reads the body and the key, and answers with what is made of them in time.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">What the body is.</param>
    /// <param name="largest">How many bytes the body has at most.</param>
    /// <param name="place">What the request is about besides its body: the same key for another is a conflict.</param>
    /// <param name="answer">Answers; the key is null where none was given.</param>
    public static async Task<IResult> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int largest, string place, Func<T, RequestKey?, Task<IResult>> answer)
    {
        var (content, tooLarge) = await BodyBytes.ReadAsync(context, largest);
        using (content)
        {
            if (tooLarge)
            {
                return Problems.Of(new Refusal("request.too_large", $"At most {largest} bytes."), StatusCodes.Status413PayloadTooLarge);
            }

            if (IntakeDoor.Parse(content.Span, type, out var body) is { } unreadable)
            {
                return Problems.Of(unreadable);
            }

            var key = context.Request.Headers["Idempotency-Key"].ToString();
            return key.Length <= LongestKey && Text.CanBeKept(key)
                ? await answer(body!, key.Length == 0 ? null : new RequestKey(IntakeDoor.SourceOf(context), key, Hash(place, content.Span)))
                : Problems.Of(new Refusal("field.too_long", $"At most {LongestKey} characters.", "key"), StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>SHA-256 of a request: where it goes, and what it says.</summary>
    internal static byte[] Hash(string place, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(place + "\n"));
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
