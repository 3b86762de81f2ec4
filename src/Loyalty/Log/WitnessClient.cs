using System.Globalization;
using System.Net;
using System.Text;
using Regulars.Transparency;

namespace Regulars.Loyalty.Log;

/// <summary>Asks a witness for its signature (C2SP tlog-witness, "add-checkpoint").</summary>
internal sealed class WitnessClient : IDisposable
{
    private const int LongestAnswer = 64 << 10;

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>Submits a checkpoint with the proof that it continues an older one.</summary>
    /// <param name="witness">Whom to ask.</param>
    /// <param name="older">How many leaves the log had when the witness signed it last; 0 for never.</param>
    /// <param name="proof">The proof of consistency; empty from 0.</param>
    /// <param name="checkpoint">The checkpoint, signed by the log.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<WitnessAnswer> AskAsync(Witness witness, long older, IReadOnlyList<LogHash> proof, SignedNote checkpoint, CancellationToken cancellation)
    {
        var body = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"old {older}\n"));
        foreach (var hash in proof)
        {
            body.Append(hash.ToBase64()).Append('\n');
        }

        body.Append('\n').Append(checkpoint);
        try
        {
            using var content = new StringContent(body.ToString(), Encoding.UTF8, "text/plain");
            using var response = await client.PostAsync(new Uri(witness.Address + "/add-checkpoint"), content, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Signed(witness, checkpoint, text),
                HttpStatusCode.Conflict => long.TryParse(text.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                    ? new WitnessAnswer { StandsAt = size }
                    : WitnessAnswer.Not("inconsistent"),
                HttpStatusCode.NotFound => WitnessAnswer.Not("unknown_log"),
                HttpStatusCode.Forbidden => WitnessAnswer.Not("unknown_key"),
                HttpStatusCode.UnprocessableEntity => WitnessAnswer.Not("inconsistent"),
                _ => WitnessAnswer.Not("unreachable"),
            };
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return WitnessAnswer.Not("unreachable");
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Signatures by other keys are ignored, as the protocol asks.</summary>
    private static WitnessAnswer Signed(Witness witness, SignedNote checkpoint, string lines)
    {
        var key = VerifierKey.Parse(witness.Key).Value;
        foreach (var line in lines.Split('\n'))
        {
            if (NoteSignature.Parse(line) is { IsGiven: true } parsed && parsed.Value.Name == key.Name && parsed.Value.KeyId == key.Id)
            {
                var note = checkpoint.With(parsed.Value);
                return note.IsGiven && note.Value.Verify([key]).IsGiven ? new WitnessAnswer { Signature = parsed.Value } : WitnessAnswer.Not("wrong_signature");
            }
        }

        return WitnessAnswer.Not("wrong_signature");
    }
}

/// <summary>What a witness answered: one of the three.</summary>
internal sealed record WitnessAnswer
{
    /// <summary>Its signature of the checkpoint, verified.</summary>
    public NoteSignature? Signature { get; init; }

    /// <summary>How many leaves the log had when it signed last: the proof has to begin there.</summary>
    public long? StandsAt { get; init; }

    /// <summary>Why it did not sign: <c>unreachable</c>, <c>unknown_log</c>, <c>unknown_key</c>, <c>inconsistent</c> or <c>wrong_signature</c>.</summary>
    public string? Problem { get; init; }

    public static WitnessAnswer Not(string problem) => new() { Problem = problem };
}
