using Microsoft.Win32.SafeHandles;

namespace Regulars.Storage;

/// <summary>Makes the log of a database durable beside the writer, who goes on with the next transaction meanwhile.</summary>
/// <remarks>The log only grows at its end, so one sync makes everything durable that was committed before it began: whoever commits
/// while a sync runs is made durable together by the next.</remarks>
internal sealed class LogSync : IDisposable
{
    private readonly string file;

    private readonly Lock gate = new();

    private readonly AutoResetEvent wanted = new(false);

    private readonly Thread thread;

    /// <summary>Ends with the next sync.</summary>
    private TaskCompletionSource next = New();

    private bool isWanted;

    private bool isSyncing;

    private bool closed;

    /// <param name="file">The log, which exists.</param>
    public LogSync(string file)
    {
        this.file = file;
        var log = Open();
        thread = new Thread(() => Work(log)) { IsBackground = true, Name = "sync" };
        thread.Start();
    }

    /// <summary>Why nothing can be made durable any more: after a sync that failed nobody knows what the disk holds.</summary>
    public IOException? Failure { get; private set; }

    /// <summary>Called by the writer after each transaction; ends when that and all before it is durable.</summary>
    /// <param name="hasWritten">Whether the transaction changed anything; what it has read of others must be durable in any case.</param>
    public Task Follow(bool hasWritten)
    {
        lock (gate)
        {
            if (!hasWritten && !isWanted && !isSyncing)
            {
                return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
            }

            isWanted = true;
            wanted.Set();
            return next.Task;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
        }

        wanted.Set();
        thread.Join();
        wanted.Dispose();
    }

    private void Work(SafeFileHandle log)
    {
        using var held = log;
        while (Take() is { } taken)
        {
            var failure = Failure ?? Sync(log);
            lock (gate)
            {
                (isSyncing, Failure) = (false, failure);
            }

            if (failure is null)
            {
                taken.SetResult();
            }
            else
            {
                taken.SetException(failure);
            }
        }
    }

    private IOException? Sync(SafeFileHandle log)
    {
        try
        {
            FileSync.Sync(log);
            return null;
        }
        catch (Exception failure)
        {
            return new IOException($"{file} could not be synced ({failure.Message}). Nothing more is written until the program is started again.", failure);
        }
    }

    /// <summary>Waits until somebody waits; nothing when it is closed and nobody does.</summary>
    private TaskCompletionSource? Take()
    {
        while (true)
        {
            lock (gate)
            {
                if (isWanted)
                {
                    isWanted = false;
                    isSyncing = true;
                    (var taken, next) = (next, New());
                    return taken;
                }

                if (closed)
                {
                    return null;
                }
            }

            wanted.WaitOne();
        }
    }

    private SafeFileHandle Open() => File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
