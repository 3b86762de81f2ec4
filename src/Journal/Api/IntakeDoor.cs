using System.Buffers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;

namespace Regulars.Journal.Api;

/// <summary>The way of a program's request through intake: its body read and bounded, its key noted, its answer or refusal told.</summary>
public static class IntakeDoor
{
    private const int LargestBody = 1 << 20;

    internal static readonly Refusal Busy = new("intake.busy", "Too much is waiting; try again in a second.");

    /// <summary>The system that speaks: request keys, order numbers and customer numbers belong to it.</summary>
    public static string SourceOf(HttpContext context) => context.User.FindFirstValue(AccessClaims.Source) ?? "console";

    /// <summary>Who asks, for the record.</summary>
    public static string ActorOf(HttpContext context) => context.User.Identity?.Name ?? "api";

    /// <summary>Who asks, told apart from others of the same name, and the same by an account as by the keys that it made.</summary>
    public static Caller CallerOf(HttpContext context) => new(
        ActorOf(context),
        Guid.TryParse(context.User.FindFirstValue(AccessClaims.Person) ?? context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person) ? person : null);

    /// <summary>What intake would refuse at the door, whatever is known; null when nothing.</summary>
    public static Refusal? Refuse(OrderInput order) => RequestCheck.Find(new RecordOrder(order));

    /// <summary>Reads the body, asks intake for what it means, and answers.</summary>
    public static async Task ReadAndSubmitAsync<T>(
        HttpContext context, JournalIntake intake, JsonTypeInfo<T> type, Func<T, Result<IntakeRequest>> read)
    {
        var (content, tooLarge) = await BodyBytes.ReadAsync(context, LargestBody);
        using (content)
        {
            if (tooLarge)
            {
                await ProblemAsync(context, 413, new Refusal("request.too_large", $"At most {LargestBody} bytes."));
                return;
            }

            if (Parse(content.Span, type, out var body) is { } unreadable)
            {
                await ProblemAsync(context, 400, unreadable);
                return;
            }

            var request = read(body!);
            if (request.Refusal is { } refusal)
            {
                await ProblemAsync(context, 422, refusal);
                return;
            }

            var key = context.Request.Headers["Idempotency-Key"].ToString();
            var keyed = key.Length == 0 ? request.Value : request.Value with
            {
                Key = new RequestKey(SourceOf(context), key, KeyedRequest.Hash(context.Request.Path, content.Span)) { FormerHash = SHA256.HashData(content.Span) },
            };
            await AnswerAsync(context, await intake.SubmitAsync(keyed));
        }
    }

    internal static Refusal? Parse<T>(ReadOnlySpan<byte> content, JsonTypeInfo<T> type, out T? body)
    {
        try
        {
            body = JsonSerializer.Deserialize(content, type);
            return body is null ? new Refusal("request.empty", "A JSON object is wanted.") : null;
        }
        catch (JsonException error)
        {
            body = default;
            return error.Message.Contains("could not be mapped", StringComparison.Ordinal)
                ? new Refusal("request.field_unknown", "This field is not one that the address takes; look for a typing error.", error.Path)
                : new Refusal("request.not_json", "Here the body is not the JSON that the address takes: see its description in the OpenAPI document.", error.Path);
        }
    }

    /// <summary>Tells what intake made of a request; null: too much waits.</summary>
    public static async Task AnswerAsync(HttpContext context, IntakeAnswer? answer)
    {
        if (answer is null)
        {
            context.Response.Headers.RetryAfter = "1";
            await ProblemAsync(context, 503, Busy);
        }
        else if (answer.Refusal is { } refusal)
        {
            await ProblemAsync(context, StatusOf(refusal.Code), refusal);
        }
        else
        {
            // Its length known, an answer leaves in one piece.
            var body = JsonSerializer.SerializeToUtf8Bytes(ToBody(answer), ApiJson.Default.AnswerBody);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            context.Response.BodyWriter.Write(body);
        }
    }

    private static int StatusOf(string code) => code switch
    {
        "request.key_reused" or "order.other_customer" => 409,
        "customer.unknown" or "redemption.unknown" or "hold.unknown" => 404,
        _ => 422,
    };

    internal static Task ProblemAsync(HttpContext context, int status, Refusal refusal) => TypedResults.Problem(
        refusal.Detail,
        statusCode: status,
        type: $"urn:regulars:problem:{refusal.Code}",
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["place"] = refusal.Place }).ExecuteAsync(context);

    private static JsonElement? ToElement(string? document) => document is null ? null : JsonSerializer.Deserialize(document, ApiJson.Default.JsonElement);

    internal static AnswerBody ToBody(IntakeAnswer answer) => answer.Refusal is { } refusal
        ? Refused(refusal)
        : new AnswerBody(answer.Status is IntakeStatus.Recorded ? "recorded" : "unchanged", answer.Customer?.Value, answer.Order?.Value, answer.Version, null, ToElement(answer.Effects));

    internal static AnswerBody Refused(Refusal refusal) =>
        new("refused", null, null, null, new ProblemBody(refusal.Code, refusal.Detail, refusal.Place));
}
