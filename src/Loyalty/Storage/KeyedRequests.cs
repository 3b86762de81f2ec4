using System.Text.Json;
using System.Text.Json.Serialization;
using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Loyalty.Storage;

/// <summary>Answers each request once, for ever: for what is no fact of any customer and therefore does not go through intake.</summary>
internal static class KeyedRequests
{
    /// <summary>Does the work in the transaction, or gives the first answer to the same key again. A decided refusal is an answer too.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="key">The request's key; null where the request may be repeated by itself.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="work">Decides and writes; a refusal must have written nothing.</param>
    public static Result<T> Once<T>(WriteTransaction transaction, RequestKey? key, Instant now, Func<Result<T>> work)
        where T : class
    {
        if (key is null)
        {
            return work();
        }

        // Claims the key; whoever comes meanwhile waits here for the commit.
        var isNew = transaction.QueryFirst<int?>(
            """
            INSERT INTO loyalty_request_lookup (source, request_key, request_hash, answer, answered_at) VALUES (@Source, @Key, @ContentHash, '', @at)
            ON CONFLICT (source, request_key) DO NOTHING RETURNING 1
            """,
            new { key.Source, key.Key, key.ContentHash, at = now.Microseconds }) is not null;
        if (!isNew)
        {
            var (hash, document) = transaction.Query<(byte[] Hash, string Answer)>(
                "SELECT request_hash, answer FROM loyalty_request_lookup WHERE source = @Source AND request_key = @Key", new { key.Source, key.Key })[0];
            if (!hash.AsSpan().SequenceEqual(key.ContentHash))
            {
                return new Refusal("request.key_reused", $"The key '{key.Key}' was used before for another content. Use a new key for a new request.", "key");
            }

            var first = JsonSerializer.Deserialize<Kept<T>>(document, Options)!;
            return first.Refusal is { } refused ? refused : first.Answer!;
        }

        var done = work();
        transaction.Execute(
            "UPDATE loyalty_request_lookup SET answer = @answer WHERE source = @Source AND request_key = @Key",
            new { key.Source, key.Key, answer = JsonSerializer.Serialize(new Kept<T>(done.Refusal, done.Refusal is null ? done.Value : null), Options) });
        return done;
    }

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new DayConverter() },
    };

    private sealed record Kept<T>(Refusal? Refusal, T? Answer)
        where T : class;
}
