using System.Text;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Bench;

/// <summary>The reference: an endpoint that only appends one row, with the same engine and the same group commit.</summary>
internal static class BareServer
{
    private static readonly RowShape<string> Shape = new RowShape<string>().Id("row_id", _ => Uuid.New(TimeProvider.System)).Text("body", body => body);

    public static async Task RunAsync(int port, string file)
    {
        using var database = new SqliteDatabase(file);
        database.Write(transaction => transaction.Execute("CREATE TABLE row (row_id BLOB NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID"));
        using var queue = new CommitQueue<string, bool>(
            group => database.Commit<IReadOnlyList<bool>>(transaction =>
            {
                transaction.Write("INSERT INTO row (row_id, body) SELECT rows.row_id, rows.body FROM {rows}", Shape, group);
                return [.. group.Select(_ => true)];
            }),
            new CommitQueueLimits(),
            TimeProvider.System);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        await using var app = builder.Build();
        app.MapPost("/row", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            return queue.TrySubmit(body, body.Length, out var answer) && await answer ? Results.Ok() : Results.StatusCode(503);
        });
        await app.RunAsync();
    }
}
