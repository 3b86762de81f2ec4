namespace Regulars.Storage.Tests;

/// <summary>Work that nobody waits for lets others go first, and never waits for itself.</summary>
public sealed class QuietThreadsTests : IDisposable
{
    private readonly QuietThreads threads = new();

    public void Dispose() => threads.Dispose();

    [Fact]
    public async Task The_kernel_prefers_every_other_thread()
    {
        var quiet = 0;
        await threads.Run(() => quiet = NicenessHere());

        Assert.Equal(5, quiet - NicenessHere());
    }

    [Fact]
    public async Task Work_that_waits_for_work_comes_to_an_end_however_much_there_is()
    {
        var done = 0;
        var all = Enumerable.Range(0, 100).Select(_ => threads.Run(() => Task.WaitAll(
        [
            .. Enumerable.Range(0, 10).Select(_ => Task.Factory.StartNew(() => Interlocked.Increment(ref done), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current)),
        ])));

        await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(1_000, done);
    }

    [Fact]
    public async Task A_fault_is_told_to_whoever_asked()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => threads.Run(() => throw new TimeoutException()));
    }

    /// <summary>The nineteenth word that the kernel tells of a thread; the second is its name in brackets.</summary>
    private static int NicenessHere() =>
        int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[16], System.Globalization.CultureInfo.InvariantCulture);
}
