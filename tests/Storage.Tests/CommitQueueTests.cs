using Regulars.Storage;

namespace Regulars.Storage.Tests;

public class CommitQueueTests
{
    [Fact]
    public async Task A_poisoned_item_among_a_thousand_fails_alone()
    {
        using var queue = new CommitQueue<int, int>(
            group => group.Contains(437) ? throw new InvalidOperationException("poison") : [.. group.Select(number => number * 2)],
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
                return group;
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
                return group;
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
        var queue = new CommitQueue<int, int>(group => group, new CommitQueueLimits(), TimeProvider.System);
        var answers = Enumerable.Range(0, 100).Select(number => Submit(queue, number)).ToList();

        queue.Dispose();

        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(answers));
        Assert.False(queue.TrySubmit(1, 1, out _));
    }

    private static Task<int> Submit(CommitQueue<int, int> queue, int number) =>
        queue.TrySubmit(number, 1, out var answer) ? answer : throw new InvalidOperationException("The queue is full.");
}
