using System.Text.Json;
using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>The answers that were given before to the requests of a group, looked up by their keys alone.</summary>
internal sealed class Repeats
{
    public static readonly Repeats None = new();

    private static readonly RowShape<(int Source, string Key)> Keys = new RowShape<(int Source, string Key)>()
        .Int("source_id", row => row.Source)
        .Text("request_key", row => row.Key);

    private readonly Dictionary<(int Source, string Key), (byte[] Hash, IntakeAnswer Answer)> answers = [];

    private IntakeContext? context;

    public static Repeats Load(WriteTransaction transaction, IntakeContext context, IReadOnlyList<IntakeRequest> requests)
    {
        var repeats = new Repeats { context = context };
        var keys = requests.Where(request => request.Key is not null).Select(request => repeats.KeyOf(request.Key!)).Distinct().ToList();
        foreach (var (key, hash, answer) in transaction.Read(
            """
            SELECT rows.source_id, rows.request_key, r.request_hash, r.answer
            FROM {rows} CROSS JOIN request_lookup r WHERE r.source_id = rows.source_id AND r.request_key = rows.request_key
            """,
            Keys,
            keys,
            row => ((row.Int(0), row.Text(1)), row.Bytes(2), row.Text(3))))
        {
            repeats.answers.Add(key, (hash, Read(answer)));
        }

        return repeats;
    }

    /// <summary>The first answer to a repeated request; a refusal when the same key came with other content; null for a new request.</summary>
    public IntakeAnswer? Find(IntakeRequest request)
    {
        if (request.Key is not { } key || !answers.TryGetValue(KeyOf(key), out var first))
        {
            return null;
        }

        return first.Hash.AsSpan().SequenceEqual(key.ContentHash) || (key.FormerHash is { } former && first.Hash.AsSpan().SequenceEqual(former))
            ? first.Answer
            : IntakeAnswer.Refused("request.key_reused", $"The key '{key.Key}' was used before for another content. Use a new key for a new request.", "key");
    }

    /// <summary>Keeps the answer for the request's repeats.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">What was decided.</param>
    /// <param name="effects">What is written; its facts from <paramref name="told"/> on are the request's.</param>
    /// <param name="told">How many facts there were before.</param>
    public void Keep(IntakeRequest request, IntakeAnswer answer, Effects effects, int told)
    {
        if (request.Key is { } key)
        {
            var number = KeyOf(key);
            answers.Add(number, (key.ContentHash, answer));
            var isNamedByFact = effects.Facts.Count > told && effects.Facts[told].Place.Source == number.Source;
            effects.Requests.Add(new RequestRow(number.Source, key, isNamedByFact ? null : answer.Customer, Write(answer), context!.Now));
        }
    }

    private (int Source, string Key) KeyOf(RequestKey key) => (context!.Dimensions.Of(DimensionKinds.Source, key.Source), key.Key);

    private static string Write(IntakeAnswer answer) => JsonSerializer.Serialize(
        new StoredAnswer(
            answer.Status, answer.Customer?.Value, answer.Order?.Value, answer.Version, answer.Refusal?.Code, answer.Refusal?.Detail, answer.Refusal?.Place, answer.Effects),
        JournalJson.Default.StoredAnswer);

    private static IntakeAnswer Read(string document)
    {
        var stored = JsonSerializer.Deserialize(document, JournalJson.Default.StoredAnswer)!;
        return new IntakeAnswer(
            stored.Status,
            stored.Customer is { } customer ? new CustomerId(customer) : null,
            stored.Order is { } order ? new OrderId(order) : null,
            stored.Version,
            stored.Code is null ? null : new Refusal(stored.Code, stored.Detail!, stored.Place))
        {
            Effects = stored.Effects,
        };
    }
}
