using System.Diagnostics.CodeAnalysis;

namespace Regulars.Storage;

/// <summary>Gathers whatever is waiting and commits it together: interactive work first, bulk work in short slices between.</summary>
/// <remarks>While one group is made durable the next is committed. Where the engine can commit side by side, several threads take
/// groups; bulk slices follow each other all the same, for what came later may lean on what came before. A group that fails is halved until the culprit is alone, and the culprit alone gets the error.</remarks>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TAnswer">What is answered once it is durable.</typeparam>
public sealed class CommitQueue<TRequest, TAnswer> : IDisposable
{
    private readonly Func<IReadOnlyList<TRequest>, Committed<IReadOnlyList<TAnswer>>> commit;

    private readonly CommitQueueLimits limits;

    private readonly TimeProvider clock;

    /// <summary>Guards what waits; pulsed when there may be something to take.</summary>
    private readonly object gate = new();

    private readonly Queue<Waiting> interactive = new();

    private readonly Queue<Waiting> bulk = new();

    private readonly SemaphoreSlim bulkRoom;

    private readonly List<Thread> workers;

    /// <summary>Groups that are committed and not answered yet, and one for the queue itself.</summary>
    private readonly CountdownEvent unanswered = new(1);

    /// <summary>Interactive requests that are committed and not durable yet.</summary>
    private int undurable;

    private long waitingBytes;

    private long lastInteractive = long.MinValue;

    private volatile int slice = 4096;

    private bool isSliceTaken;

    private bool closed;

    /// <summary>Starts the queue.</summary>
    /// <param name="commit">Commits a group and answers each request in its place; throws when nothing was written.</param>
    /// <param name="limits">How much may wait and how large a group may be.</param>
    /// <param name="clock">Measures how long slices take.</param>
    public CommitQueue(Func<IReadOnlyList<TRequest>, Committed<IReadOnlyList<TAnswer>>> commit, CommitQueueLimits limits, TimeProvider clock)
    {
        this.commit = commit;
        this.limits = limits;
        this.clock = clock;
        bulkRoom = new SemaphoreSlim(limits.MostWaiting);
        workers = [.. Enumerable.Range(0, limits.Workers).Select(_ => new Thread(Work) { IsBackground = true, Name = "intake" })];
        workers.ForEach(worker => worker.Start());
    }

    /// <summary>How many requests wait now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return interactive.Count + bulk.Count;
            }
        }
    }

    /// <summary>Whether somebody waited for an answer within the last second.</summary>
    public bool IsBusy => Interlocked.Read(ref lastInteractive) is var last && last != long.MinValue && clock.GetElapsedTime(last) <= TimeSpan.FromSeconds(1);

    /// <summary>Hands in work that somebody waits for; false when the queue is full or closed, and the caller should say so.</summary>
    public bool TrySubmit(TRequest request, long bytes, [NotNullWhen(true)] out Task<TAnswer>? answer)
    {
        var waiting = new Waiting(request, bytes);
        answer = null;
        lock (gate)
        {
            if (closed || interactive.Count >= limits.MostWaiting || waitingBytes + bytes > limits.MostBytes)
            {
                return false;
            }

            waitingBytes += bytes;
            interactive.Enqueue(waiting);
            if (IsWorthTaking)
            {
                Monitor.Pulse(gate);
            }
        }

        answer = waiting.Answer.Task;
        return true;
    }

    /// <summary>Hands in bulk work, waiting for room as long as it takes. The answer follows when it is durable.</summary>
    public async ValueTask<Task<TAnswer>> SubmitBulkAsync(TRequest request, CancellationToken cancellation)
    {
        await bulkRoom.WaitAsync(cancellation);
        var waiting = new Waiting(request, 0);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            bulk.Enqueue(waiting);
            Monitor.Pulse(gate);
        }

        return waiting.Answer.Task;
    }

    /// <summary>Takes no more work, finishes what waits, and ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
            {
                return;
            }

            closed = true;
            Monitor.PulseAll(gate);
        }

        workers.ForEach(worker => worker.Join());
        unanswered.Signal();
        unanswered.Wait();
        unanswered.Dispose();
        bulkRoom.Dispose();
    }

    /// <summary>While a group is made durable, those who ask meanwhile gather until they are as many, for many small groups cost more
    /// than few; nobody gathers behind bulk work.</summary>
    private bool IsWorthTaking => interactive.Count > 0 && (interactive.Count >= undurable || bulk.Count > 0);

    private void Work()
    {
        while (AwaitWork())
        {
            var group = TakeInteractive();
            if (group.Count > 0)
            {
                Interlocked.Exchange(ref lastInteractive, clock.GetTimestamp());
                _ = GatherUntilAsync(Commit(group), group.Count);
            }

            var piece = TakeSlice();
            if (piece.Count > 0)
            {
                CommitSlice(piece);
                bulkRoom.Release(piece.Count);
                EndSlice();
            }
        }
    }

    private bool HasWork => (closed ? interactive.Count > 0 : IsWorthTaking) || (bulk.Count > 0 && !isSliceTaken);

    /// <summary>Waits until there is something to take; false when there never will be for this thread.</summary>
    private bool AwaitWork()
    {
        lock (gate)
        {
            while (!HasWork && !closed)
            {
                Monitor.Wait(gate);
            }

            return HasWork;
        }
    }

    private List<Waiting> TakeInteractive()
    {
        lock (gate)
        {
            return IsWorthTaking || closed ? Take(interactive, limits.LargestGroup) : [];
        }
    }

    private List<Waiting> TakeSlice()
    {
        lock (gate)
        {
            if (isSliceTaken)
            {
                return [];
            }

            var piece = Take(bulk, slice);
            isSliceTaken = piece.Count > 0;
            return piece;
        }
    }

    private void EndSlice()
    {
        lock (gate)
        {
            isSliceTaken = false;
            Monitor.Pulse(gate);
        }
    }

    private async Task GatherUntilAsync(Task durable, int count)
    {
        lock (gate)
        {
            undurable += count;
        }

        await durable.ConfigureAwait(false);
        lock (gate)
        {
            undurable -= count;
            if (IsWorthTaking)
            {
                Monitor.Pulse(gate);
            }
        }
    }

    /// <summary>Bulk slices grow or shrink towards their time: short while somebody waits, who waits for their sync too, long while nobody does.</summary>
    private void CommitSlice(List<Waiting> piece)
    {
        var begun = clock.GetTimestamp();
        var durable = Commit(piece);
        var aim = limits.QuietSlice;
        if (IsBusy)
        {
            durable.GetAwaiter().GetResult();
            aim = limits.BusySlice;
        }

        var took = clock.GetElapsedTime(begun);
        slice = took > aim ? Math.Max(16, piece.Count / 2) : Math.Min(limits.LargestSlice, Math.Max(slice, piece.Count * 2));
    }

    private List<Waiting> Take(Queue<Waiting> queue, int most)
    {
        var group = new List<Waiting>();
        lock (gate)
        {
            while (group.Count < most && queue.TryDequeue(out var waiting))
            {
                waitingBytes -= waiting.Bytes;
                group.Add(waiting);
            }
        }

        return group;
    }

    /// <summary>Commits a group, whose requests are answered once that is durable; ends when it is.</summary>
    private Task Commit(List<Waiting> group)
    {
        Committed<IReadOnlyList<TAnswer>> committed;
        try
        {
            committed = commit(group.ConvertAll(waiting => waiting.Request));
        }
        catch (Exception) when (group.Count > 1)
        {
            var first = Commit(group.GetRange(0, group.Count / 2));
            return Task.WhenAll(first, Commit(group.GetRange(group.Count / 2, group.Count - (group.Count / 2))));
        }
        catch (Exception culprit)
        {
            group[0].Answer.SetException(culprit);
            return Task.CompletedTask;
        }

        unanswered.AddCount();
        return AnswerAsync(group, committed);
    }

    private async Task AnswerAsync(List<Waiting> group, Committed<IReadOnlyList<TAnswer>> committed)
    {
        try
        {
            await committed.Durable.ConfigureAwait(false);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Answer.SetResult(committed.Answer[i]);
            }
        }
        catch (Exception failure)
        {
            group.ForEach(waiting => waiting.Answer.TrySetException(failure));
        }
        finally
        {
            unanswered.Signal();
        }
    }

    private sealed class Waiting(TRequest request, long bytes)
    {
        public TRequest Request { get; } = request;

        public long Bytes { get; } = bytes;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>How much a <see cref="CommitQueue{TRequest,TAnswer}"/> holds and does at once.</summary>
public sealed record CommitQueueLimits
{
    /// <summary>The most requests that may wait in each lane.</summary>
    public int MostWaiting { get; init; } = 20_000;

    /// <summary>The most bytes that interactive requests may hold while they wait.</summary>
    public long MostBytes { get; init; } = 64L << 20;

    /// <summary>How many groups are committed side by side: one where only one connection may write.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The most requests in one transaction.</summary>
    public int LargestGroup { get; init; } = 4096;

    /// <summary>The most bulk requests in one transaction: each dirties pages all over the database, so that large slices write far less.</summary>
    public int LargestSlice { get; init; } = 16_384;

    /// <summary>How long a bulk slice should take while somebody waits.</summary>
    public TimeSpan BusySlice { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a bulk slice may take while nobody waits.</summary>
    public TimeSpan QuietSlice { get; init; } = TimeSpan.FromSeconds(2);
}
