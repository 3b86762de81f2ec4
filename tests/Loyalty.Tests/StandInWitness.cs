using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Regulars.Transparency;

namespace Regulars.Loyalty.Tests;

/// <summary>A witness that follows C2SP tlog-witness: it signs a checkpoint after checking the log's signature and that the log only grew.</summary>
public sealed class StandInWitness : IAsyncDisposable
{
    private readonly SigningKey key;

    private readonly WebApplication app;

    private (long Size, LogHash Root) seen = (0, LogHash.OfEmptyTree);

    private StandInWitness(SigningKey key, WebApplication app) => (this.key, this.app) = (key, app);

    /// <summary>The keys of the logs that it knows.</summary>
    public List<VerifierKey> Logs { get; } = [];

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether it is out of order.</summary>
    public bool IsBroken { get; set; }

    public string Address => app.Urls.First() + "/w";

    public VerifierKey Verifier => key.Verifier;

    public static async Task<StandInWitness> StartAsync(string name, DateTimeOffset now)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var witness = new StandInWitness(SigningKey.Generate(name, NoteAlgorithm.CosignatureV1).Value, builder.Build());
        witness.app.MapPost("/w/add-checkpoint", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            return witness.Answer(await reader.ReadToEndAsync(), now);
        });
        await witness.app.StartAsync();
        return witness;
    }

    /// <summary>It takes another history for the log's.</summary>
    public void Believe(long size, LogHash root) => seen = (size, root);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }

    private IResult Answer(string request, DateTimeOffset now)
    {
        Asked++;
        var end = request.IndexOf("\n\n", StringComparison.Ordinal);
        string[] lines = request[..end].Split('\n');
        var note = SignedNote.Parse(request[(end + 2)..]).Value;
        var tree = Checkpoint.Parse(note.Text).Value;
        var older = long.Parse(lines[0]["old ".Length..], CultureInfo.InvariantCulture);
        if (IsBroken)
        {
            return Results.StatusCode(500);
        }

        if (Logs.Find(log => log.Name == tree.Origin) is not { } log)
        {
            return Results.NotFound();
        }

        if (!note.Verify([log]).IsGiven)
        {
            return Results.StatusCode(403);
        }

        if (older > tree.Size)
        {
            return Results.BadRequest();
        }

        if (older != seen.Size)
        {
            return Results.Text(seen.Size.ToString(CultureInfo.InvariantCulture) + "\n", "text/x.tlog.size", statusCode: 409);
        }

        if (MerkleProofs.VerifyConsistency(older, seen.Root, tree.Size, tree.Root, [.. lines[1..].Select(line => LogHash.ParseBase64(line).Value)]) is not null)
        {
            return older == tree.Size ? Results.StatusCode(409) : Results.StatusCode(422);
        }

        seen = (tree.Size, tree.Root);
        return Results.Text(key.Cosign(note.Text, now).Value + "\n");
    }
}
