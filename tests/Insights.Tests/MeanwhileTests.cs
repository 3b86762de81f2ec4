using System.Collections.Concurrent;

namespace Regulars.Insights.Tests;

public sealed class MeanwhileTests
{
    [Fact]
    public void What_is_computed_meanwhile_is_answered()
    {
        var acted = false;
        Assert.Equal(7, Meanwhile.Compute(() => 7, () => acted = true));
        Assert.True(acted);
    }

    [Fact]
    public async Task A_fault_of_either_is_thrown_as_it_is_once_both_have_ended()
    {
        var computed = false;
        int Compute()
        {
            computed = true;
            return 1;
        }

        bool ComputedWhenTheFaultIsThrown()
        {
            Assert.Throws<InvalidOperationException>(() => Meanwhile.Compute(Compute, () => throw new InvalidOperationException()));
            return computed;
        }

        // One thread does all of it: while it is busy here, nobody else can have computed anything.
        Assert.True(await Task.Factory.StartNew(
            ComputedWhenTheFaultIsThrown,
            CancellationToken.None,
            TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler));
        Assert.Throws<TimeoutException>(() => Meanwhile.Compute<int>(() => throw new TimeoutException(), () => { }));
    }

    [Fact]
    public async Task Whatever_is_done_at_once_stays_with_the_scheduler_of_whoever_asks()
    {
        var one = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var schedulers = new ConcurrentBag<TaskScheduler>();

        var work = Task.Factory.StartNew(
            () => Meanwhile.Compute(
                () =>
                {
                    Meanwhile.For(1_000, _ => schedulers.Add(TaskScheduler.Current));
                    return 0;
                },
                () => Meanwhile.For(1_000, () => TaskScheduler.Current, (_, own) => schedulers.Add(own))),
            CancellationToken.None,
            TaskCreationOptions.None,
            one);

        // One thread alone ends all of it, too: what nobody else has time for is done by who waits for it.
        await work.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(2_000, schedulers.Count);
        Assert.All(schedulers, scheduler => Assert.Same(one, scheduler));
    }
}
