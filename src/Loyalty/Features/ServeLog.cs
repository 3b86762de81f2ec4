using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Regulars.Journal.Features;
using Regulars.Kernel;
using Regulars.Loyalty.Log;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Features;

/// <summary>Serves the public log as C2SP tlog-tiles asks, to anybody, and receipts to who may see the customer.</summary>
internal static class ServeLog
{
    private const string Text = "text/plain; charset=utf-8";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var log = endpoints.MapGroup("/log").AllowAnonymous().WithTags("Log");
        log.MapGet("/checkpoint", Checkpoint).WithName("getCheckpoint").WithSummary("The last signed checkpoint of the ledger's log.").Produces<string>(contentType: "text/plain").ProducesProblem(404);
        log.MapGet("/witnessed", Witnessed).WithName("getWitnessedCheckpoint").WithSummary("The newest checkpoint that witnesses signed, with their signatures.").Produces<string>(contentType: "text/plain").ProducesProblem(404);
        log.MapGet("/key", Key).WithName("getLogKey").WithSummary("The key that verifies checkpoints and receipts.").Produces<string>(contentType: "text/plain");
        log.MapGet("/tile/{**path}", Tile).WithName("getLogTile").WithSummary("A tile of hashes or a bundle of entries of the log.").Produces<byte[]>(contentType: "application/octet-stream").ProducesProblem(404);
        var old = endpoints.MapGroup("/log/{number:int}").AllowAnonymous().WithTags("Log");
        old.MapGet("/checkpoint", OldCheckpoint).WithName("getOldCheckpoint").WithSummary("The last signed checkpoint of a log that was continued by another.").Produces<string>(contentType: "text/plain").ProducesProblem(404);
        old.MapGet("/key", OldKey).WithName("getOldLogKey").WithSummary("The key that verifies a log that was continued.").Produces<string>(contentType: "text/plain").ProducesProblem(404);
        old.MapGet("/tile/{**path}", OldTile).WithName("getOldLogTile").WithSummary("A tile of a log that was continued.").Produces<byte[]>(contentType: "application/octet-stream").ProducesProblem(404);
        endpoints.MapGet("/api/v1/customers/{id:guid}/points/postings/{posting:long}/receipt", Receipt).RequireAuthorization(Permission.ReadCustomers)
            .WithTags("Points").WithName("getReceipt").WithSummary("The receipt of a posting: a tlog-proof that anybody can verify with the log's key.")
            .Produces<string>(contentType: "text/plain").ProducesProblem(404).ProducesProblem(503);
    }

    private static IResult Checkpoint(HttpContext context, LedgerLog log) => TellCheckpoint(context, log.Checkpoint());

    private static IResult Witnessed(HttpContext context, LedgerLog log) => TellCheckpoint(context, log.Witnessed());

    private static IResult OldCheckpoint(HttpContext context, int number, LedgerLog log) => TellCheckpoint(context, log.Checkpoint(number));

    private static IResult TellCheckpoint(HttpContext context, string? checkpoint)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return checkpoint is null ? NotThere() : TypedResults.Text(checkpoint, Text);
    }

    private static IResult Key(LedgerLog log) => TypedResults.Text(log.VerifierKey() + "\n", Text);

    private static IResult OldKey(int number, LedgerLog log) => number < 1 || number > log.Current ? NotThere() : TypedResults.Text(log.VerifierKey(number) + "\n", Text);

    private static IResult Tile(HttpContext context, string path, LedgerLog log, Database database) => TellTile(context, path, log.Current, log, database);

    private static IResult OldTile(HttpContext context, int number, string path, LedgerLog log, Database database) => TellTile(context, path, number, log, database);

    /// <summary>Only what was signed is served: a tile that is wider than the signed tree makes it is not there yet.</summary>
    private static IResult TellTile(HttpContext context, string path, int number, LedgerLog log, Database database)
    {
        var ofEntries = path.StartsWith("entries/", StringComparison.Ordinal);
        var parsed = ofEntries ? LogTile.ParseEntries("tile/" + path) : LogTile.Parse("tile/" + path);
        if (parsed.Refusal is not null || log.Checkpoint(number) is not { } checkpoint)
        {
            return NotThere();
        }

        var tile = parsed.Value;
        var size = Transparency.Checkpoint.Parse(SignedNote.Parse(checkpoint).Value.Text).Value.Size;
        if (LogTile.InTree(tile.Level, tile.Index, size) is not { } signed || signed.Width < tile.Width)
        {
            return NotThere();
        }

        var tiles = LogTiles.Of(database, number);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (ofEntries)
        {
            return ((ILogEntries)tiles).TryRead(tile, out var entries)
                ? TypedResults.Bytes(EntryBundle.Write([.. EntryBundle.Read(entries).Value.Take(tile.Width)]).Value, "application/octet-stream")
                : NotThere();
        }

        return ((ILogTiles)tiles).TryRead(tile, out var hashes) ? TypedResults.Bytes(hashes.AsMemory(0, tile.SizeBytes), "application/octet-stream") : NotThere();
    }

    internal static IResult Receipt(HttpContext context, Guid id, long posting, Receipts receipts)
    {
        var receipt = receipts.Find(new CustomerId(id), posting);
        if (receipt?.Refusal is { } refusal)
        {
            context.Response.Headers.RetryAfter = "2";
            return Problems.Of(new Kernel.Refusal(refusal.Code, refusal.Sentence), StatusCodes.Status503ServiceUnavailable);
        }

        return receipt is { } found
            ? TypedResults.Text(found.Value, Text)
            : Problems.Of(new Kernel.Refusal("posting.unknown", "There is no such posting.", "posting"), StatusCodes.Status404NotFound);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NotThere() =>
        Problems.Of(new Kernel.Refusal("log.not_there", "The log has no such part, or it is not signed yet."), StatusCodes.Status404NotFound);
}
