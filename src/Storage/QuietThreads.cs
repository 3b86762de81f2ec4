using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Regulars.Storage;

/// <summary>As many threads as there are processors, for work that takes long and that nobody waits for: whoever opens a page goes first.</summary>
public sealed partial class QuietThreads : TaskScheduler, IDisposable
{
    /// <summary>The kernel gives a thread of this niceness a third of what one of the usual gets beside it.</summary>
    private const int Niceness = 5;

    private readonly BlockingCollection<Task> waiting = [];

    private readonly List<Thread> threads;

    /// <summary>Starts the threads.</summary>
    public QuietThreads()
    {
        threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work) { IsBackground = true, Name = "quiet" })];
        threads.ForEach(thread => thread.Start());
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => threads.Count;

    /// <summary>Does work on these threads, with whatever it lets be done beside.</summary>
    public Task Run(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this);

    /// <summary>Takes no more work and ends when what waits is done.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        threads.ForEach(thread => thread.Join());
        waiting.Dispose();
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => waiting.Add(task);

    /// <summary>Whoever waits for work that has not begun does it; that is what keeps a full house from waiting for itself.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [.. waiting];

    private void Work()
    {
        if (OperatingSystem.IsLinux())
        {
            // Where the kernel refuses, the work is done all the same.
            _ = SetPriority(which: 0, who: 0, Niceness);
        }

        foreach (var task in waiting.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>Of this thread alone: on Linux a niceness belongs to a thread, elsewhere to the whole program.</summary>
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int priority);
}
