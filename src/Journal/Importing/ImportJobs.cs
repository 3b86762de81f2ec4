using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Journal.Intake;
using Regulars.Kernel;

namespace Regulars.Journal.Importing;

/// <summary>Runs imports behind the pages, one after another; what was running when the program ended goes on at its next start.</summary>
internal sealed partial class ImportJobs(
    OrderImport imports, ImportRuns runs, JournalIntake intake, UploadStore uploads, TimeProvider clock, ILogger<ImportJobs> log) : IHostedService, IDisposable
{
    private const int MostPlansKept = 8;

    /// <summary>A file that nobody imported is removed: it holds people's data.</summary>
    private static readonly TimeSpan UnusedUploadsAreKept = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<Guid, ImportJob> jobs = new();

    private readonly ConcurrentDictionary<Guid, (string? Mapping, Result<ImportPlan> Plan)> plans = new();

    private readonly SemaphoreSlim turn = new(1, 1);

    private readonly CancellationTokenSource ending = new();

    /// <summary>The job of an upload; null when its import was not started, or is forgotten since.</summary>
    public ImportJob? Find(Guid upload) => jobs.GetValueOrDefault(upload);

    /// <summary>The jobs that go on now.</summary>
    public IReadOnlyList<ImportJob> Active() => [.. jobs.Values.Where(job => job.IsActive)];

    /// <summary>How a file is read: recognised once, and again when its mapping was corrected.</summary>
    public Result<ImportPlan> Plan(Upload upload)
    {
        if (plans.TryGetValue(upload.Id, out var known) && known.Mapping == upload.Mapping)
        {
            return known.Plan;
        }

        var plan = imports.Recognise(uploads.Source(upload), upload.Mapping is null ? null : ImportMapping.FromJson(upload.Mapping));
        if (plans.Count >= MostPlansKept)
        {
            plans.Clear();
        }

        plans[upload.Id] = (upload.Mapping, plan);
        return plan;
    }

    /// <summary>The columns of a file in which a date or an amount is still to be named by hand; null when that is not what it lacks.</summary>
    public ImportOutline? Outline(Upload upload) =>
        imports.Outline(uploads.Source(upload), upload.Mapping is null ? null : ImportMapping.FromJson(upload.Mapping));

    /// <summary>Starts the import of an upload; answers at once. Started twice it goes on as it is.</summary>
    public void Start(Upload upload, string by)
    {
        var started = upload with { StartedBy = by };
        var job = new ImportJob(started);
        if (jobs.TryAdd(upload.Id, job))
        {
            uploads.Write(started);
            job.Work = Task.Run(() => RunAsync(job));
        }
    }

    /// <summary>Stops an import after the part that it is at; what is in stays in.</summary>
    public void Cancel(Guid upload) => Find(upload)?.Cancellation.Cancel();

    /// <summary>Goes on with what was running, and removes files that nobody imported.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var upload in uploads.All())
        {
            if (upload.StartedBy is { } by)
            {
                Start(upload, by);
            }
            else if (Instant.Now(clock).Since(new Instant(upload.UploadedAt)) > UnusedUploadsAreKept)
            {
                uploads.Delete(upload.Id);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Lets the running part finish; the rest waits for the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        await Task.WhenAll(jobs.Values.Select(job => job.Work)).WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        ending.Dispose();
        turn.Dispose();
    }

    private async Task RunAsync(ImportJob job)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, job.Cancellation.Token);
        try
        {
            await turn.WaitAsync(stop.Token);
            try
            {
                await ImportAsync(job, stop.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The upload stays where it is, and the next start goes on with it.
        }
        catch (OperationCanceledException)
        {
            await EndAsync(job, "cancelled");
        }
        catch (Exception error)
        {
            LogFailed(error, job.Upload.Id);
            await EndAsync(job, "failed");
        }
    }

    private async Task ImportAsync(ImportJob job, CancellationToken cancellation)
    {
        var plan = Plan(job.Upload);
        if (plan.Refusal is { } refusal)
        {
            job.Refusal = refusal;
            job.State = "failed";
            uploads.Delete(job.Upload.Id);
            return;
        }

        job.State = "running";
        job.RowsTotal = plan.Value.Rows;
        var run = await imports.RunAsync(uploads.Source(job.Upload), plan.Value, job.Upload.StartedBy!, status => job.Status = status, cancellation);
        job.Run = run.Id;
        job.State = run.State;
        Forget(job);
    }

    /// <summary>Notes how an import ended that did not reach its end.</summary>
    private async Task EndAsync(ImportJob job, string state)
    {
        if (job.Status is { } status && runs.Find(status.Run) is { } run)
        {
            await intake.SubmitAsync(new NoteImportProgress(run.Id, run.ItemsDone, state, ImportRuns.Write(run.Totals), []));
            job.Run = run.Id;
        }

        job.State = state;
        Forget(job);
    }

    private void Forget(ImportJob job)
    {
        uploads.Delete(job.Upload.Id);
        plans.TryRemove(job.Upload.Id, out _);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The import of upload {Upload} failed.")]
    private partial void LogFailed(Exception error, Guid upload);
}

/// <summary>An import that was started here.</summary>
internal sealed class ImportJob(Upload upload)
{
    public Upload Upload { get; } = upload;

    public CancellationTokenSource Cancellation { get; } = new();

    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>waiting, running, done, failed or cancelled.</summary>
    public string State { get; set; } = "waiting";

    public long? RowsTotal { get; set; }

    public ImportStatus? Status { get; set; }

    public Guid? Run { get; set; }

    public Refusal? Refusal { get; set; }

    public bool IsActive => State is "waiting" or "running";
}
