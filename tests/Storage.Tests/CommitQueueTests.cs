using System.Collections.Concurrent;
using Regulars.Storage;

namespace Regulars.Storage.Tests;

public class CommitQueueTests
{
    [Fact]
    public async Task A_poisoned_item_among_a_thousand_fails_alone()
    {
        using var queue = new CommitQueue<int, int>(
            group => group.Contains(437) ? throw new InvalidOperationException("poison") : Durable([.. group.Select(number => number * 2)]),
            new CommitQueueLimits(),
            TimeProvider.System);

        var answers = Enumerable.Range(0, 1000).Select(number => Submit(queue, number)).ToList();

        for (var number = 0; number < 1000; number++)
        {
            if (number == 437)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => answers[437]);
            }
            else
            {
                Assert.Equal(number * 2, await answers[number]);
            }
        }
    }

    [Fact]
    public async Task What_somebody_waits_for_goes_before_bulk_work()
    {
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var order = new List<int>();
        using var queue = new CommitQueue<int, int>(
            group =>
            {
                begun.Set();
                go.Wait();
                order.AddRange(group);
                return Durable(group);
            },
            new CommitQueueLimits(),
            TimeProvider.System);
        var first = await queue.SubmitBulkAsync(0, CancellationToken.None);
        begun.Wait(TestContext.Current.CancellationToken);
        var bulk = await queue.SubmitBulkAsync(1, CancellationToken.None);
        var interactive = Submit(queue, 2);

        go.Set();
        await Task.WhenAll(first, bulk, interactive);

        Assert.Equal([0, 2, 1], order);
    }

    [Fact]
    public void A_full_queue_says_so()
    {
        using var go = new ManualResetEventSlim();
        using var queue = new CommitQueue<int, int>(
            group =>
            {
                go.Wait();
                return Durable(group);
            },
            new CommitQueueLimits { MostWaiting = 3 },
            TimeProvider.System);

        var taken = Enumerable.Range(0, 10).Count(number => queue.TrySubmit(number, 1, out _));
        go.Set();

        Assert.InRange(taken, 3, 6);
    }

    [Fact]
    public async Task Closing_finishes_what_waits()
    {
        var queue = new CommitQueue<int, int>(Durable, new CommitQueueLimits(), TimeProvider.System);
        var answers = Enumerable.Range(0, 100).Select(number => Submit(queue, number)).ToList();

        queue.Dispose();

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(answers));
        Assert.False(queue.TrySubmit(1, 1, out _));
    }

    [Fact]
    public async Task Nobody_is_answered_before_it_is_durable_and_the_next_group_is_committed_meanwhile()
    {
        var syncs = new List<TaskCompletionSource>();
        using var committed = new SemaphoreSlim(0);
        using var queue = new CommitQueue<int, int>(
            group =>
            {
                var sync = new TaskCompletionSource();
                syncs.Add(sync);
                committed.Release();
                return new Committed<IReadOnlyList<int>>(group, sync.Task);
            },
            new CommitQueueLimits(),
            TimeProvider.System);

        var first = Submit(queue, 1);
        await committed.WaitAsync(TestContext.Current.CancellationToken);
        var second = Submit(queue, 2);
        await committed.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(first.IsCompleted);
        syncs[0].SetResult();
        Assert.Equal(1, await first);
        Assert.False(second.IsCompleted);
        syncs[1].SetException(new IOException("The disk is gone."));
        await Assert.ThrowsAsync<IOException>(() => second);
    }

    [Fact]
    public async Task While_a_group_is_made_durable_the_next_gathers_until_it_is_as_large()
    {
        const int Size = 3;
        const int Rounds = 50;
        var sizes = new ConcurrentQueue<int>();
        var syncs = new ConcurrentQueue<TaskCompletionSource>();
        using var committed = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        using var queue = new CommitQueue<int, int>(
            group =>
            {
                var sync = new TaskCompletionSource();
                syncs.Enqueue(sync);
                sizes.Enqueue(group.Count);
                committed.Release();
                go.Wait();
                return new Committed<IReadOnlyList<int>>(group, sync.Task);
            },
            new CommitQueueLimits(),
            TimeProvider.System);

        var answers = new List<Task<int>> { Submit(queue, 0) };
        await committed.WaitAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            // Only the last group is not durable: whoever is third to ask begins another.
            foreach (var sync in syncs.SkipLast(1))
            {
                sync.TrySetResult();
            }

            answers.AddRange(Enumerable.Range(0, Size).Select(number => Submit(queue, number)));
            go.Set();
            await committed.WaitAsync(TestContext.Current.CancellationToken);
        }

        var gathered = sizes.ToArray();
        while (!answers.TrueForAll(answer => answer.IsCompleted))
        {
            _ = syncs.TryDequeue(out var sync);
            sync?.TrySetResult();
        }

        Assert.Equal([1, .. Enumerable.Repeat(Size, Rounds)], gathered);
    }

    [Fact]
    public async Task Bulk_work_is_committed_in_its_order_however_many_threads_commit()
    {
        var order = new ConcurrentQueue<int>();
        var begun = 0;
        var overlapped = false;
        using var queue = new CommitQueue<int, int>(
            group =>
            {
                overlapped |= Interlocked.Increment(ref begun) > 1;
                foreach (var number in group)
                {
                    order.Enqueue(number);
                }

                Interlocked.Decrement(ref begun);
                return Durable(group);
            },
            new CommitQueueLimits { Workers = 3 },
            TimeProvider.System);

        var answers = new List<Task<int>>();
        for (var number = 0; number < 200_000; number++)
        {
            answers.Add(await queue.SubmitBulkAsync(number, TestContext.Current.CancellationToken));
        }

        await Task.WhenAll(answers);
        Assert.False(overlapped);
        Assert.Equal(Enumerable.Range(0, answers.Count), order);
    }

    [Fact]
    public async Task Closing_waits_until_what_is_committed_is_durable_and_answered()
    {
        var sync = new TaskCompletionSource();
        using var committed = new SemaphoreSlim(0);
        var queue = new CommitQueue<int, int>(
            group =>
            {
                committed.Release();
                return new Committed<IReadOnlyList<int>>(group, sync.Task);
            },
            new CommitQueueLimits(),
            TimeProvider.System);
        var answer = Submit(queue, 1);
        await committed.WaitAsync(TestContext.Current.CancellationToken);

        var closing = Task.Run(() =>
        {
            queue.Dispose();
            return answer.IsCompletedSuccessfully;
        });
        SpinWait.SpinUntil(() => !queue.TrySubmit(2, 1, out _));
        sync.SetResult();

        Assert.True(await closing);
    }

    private static Committed<IReadOnlyList<int>> Durable(IReadOnlyList<int> group) => new(group, Task.CompletedTask);

    private static Task<int> Submit(CommitQueue<int, int> queue, int number) =>
        queue.TrySubmit(number, 1, out var answer) ? answer : throw new InvalidOperationException("The queue is full.");
}
