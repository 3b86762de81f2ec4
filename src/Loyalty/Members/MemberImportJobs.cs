using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Journal.Import;
using Regulars.Journal.Importing;
using Regulars.Kernel;

namespace Regulars.Loyalty.Members;

/// <summary>Runs imports of members behind the pages, one after another; what was running when the program ended goes on at its next
/// start. A file waits in the folder of uploads and is removed at the end, for it holds people's data.</summary>
internal sealed partial class MemberImportJobs(
    MemberImport imports, MemberImportStore store, UploadFolder folder, TimeProvider clock, ILogger<MemberImportJobs> log) : IHostedService, IDisposable
{
    private const int LongestName = 200;

    private static readonly TimeSpan UnusedFilesAreKept = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<Guid, Task> works = new();

    private readonly SemaphoreSlim turn = new(1, 1);

    private readonly CancellationTokenSource ending = new();

    /// <summary>Keeps an uploaded file and recognises it. Refused, and removed, where it cannot be read; where only a column is missed, somebody can say which it is.</summary>
    public async Task<Result<MemberImportRun>> TakeAsync(string fileName, Stream content, string by, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, $"{Uuid.New(clock):N}.new");
        try
        {
            await using (var file = File.Create(path))
            {
                await content.CopyToAsync(file, cancellation);
            }

            var name = Path.GetFileName(fileName.Replace('\\', '/'));
            var source = ImportSource.FromFile(path) with { FileName = name.Length > LongestName ? name[^LongestName..] : name, MostOpened = ImportSource.MostOpenedOfUpload };
            var preview = await Task.Run(() => imports.Recognise(source), cancellation);
            if (preview is { Refusal: { } refusal, Columns.Count: 0 })
            {
                return refusal;
            }

            var run = imports.Add(source, preview, by);
            File.Move(path, PathOf(run.Id));
            return run;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Begins an import; answers at once. Begun twice it goes on as it is. False where its file is not here.</summary>
    public bool Start(Guid id, string by)
    {
        if (!File.Exists(PathOf(id)) || store.Find(id) is not { Preview.Refusal: null })
        {
            return false;
        }

        store.Begin(id, by);
        _ = works.GetOrAdd(id, _ => Task.Run(() => RunAsync(id, by)));
        return true;
    }

    /// <summary>Recognises a file anew, with columns as somebody says; nothing where its file is not here or it was begun.</summary>
    public async Task CorrectAsync(Guid id, IReadOnlyList<MemberColumn?> columns, CancellationToken cancellation)
    {
        if (store.Find(id) is { State: "preview" } run && File.Exists(PathOf(id)))
        {
            store.Correct(id, await Task.Run(() => imports.Recognise(ImportSource.FromFile(PathOf(id)) with { FileName = run.FileName, MostOpened = ImportSource.MostOpenedOfUpload }, columns), cancellation));
        }
    }

    /// <summary>Forgets a file that nobody imports.</summary>
    public void Discard(Guid id)
    {
        store.Discard(id);
        if (store.Find(id) is null)
        {
            File.Delete(PathOf(id));
        }
    }

    /// <summary>Goes on with what was running, and removes files that nobody imported.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var run in store.Running())
        {
            Start(run.Id, run.StartedBy);
        }

        foreach (var run in store.Recent(1_000).Where(run => run.State == "preview" && Instant.Now(clock).Since(run.StartedAt) > UnusedFilesAreKept))
        {
            Discard(run.Id);
        }

        return Task.CompletedTask;
    }

    /// <summary>Lets the running slice finish; the rest waits for the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        await Task.WhenAll(works.Values).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        ending.Dispose();
        turn.Dispose();
    }

    private string Folder => Path.Combine(folder.Path, "members");

    private string PathOf(Guid id) => Path.Combine(Folder, $"{id:N}.upload");

    private async Task RunAsync(Guid id, string by)
    {
        try
        {
            await turn.WaitAsync(ending.Token);
            try
            {
                var run = store.Find(id)!;
                await imports.RunAsync(id, ImportSource.FromFile(PathOf(id)) with { FileName = run.FileName, MostOpened = ImportSource.MostOpenedOfUpload }, by, null, ending.Token);
                File.Delete(PathOf(id));
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The file stays where it is, and the next start goes on with it.
        }
        catch (Exception error)
        {
            LogFailed(error, id);
            var run = store.Find(id)!;
            store.Advance(id, "failed", run.LinesDone, run.Totals, []);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The import of members {Import} failed.")]
    private partial void LogFailed(Exception error, Guid import);
}
