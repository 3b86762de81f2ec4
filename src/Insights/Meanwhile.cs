namespace Regulars.Insights;

/// <summary>Does several things at once, on the threads of whoever asks: a server has quieter ones for this than for its pages.</summary>
internal static class Meanwhile
{
    private static readonly ParallelOptions Here = new() { TaskScheduler = null };

    /// <summary>Does something for each number below a bound, in any order.</summary>
    public static void For(int bound, Action<int> act) => Parallel.For(0, bound, Here, act);

    /// <summary>Does something for each number below a bound, in any order; each thread has something of its own to do it with.</summary>
    public static void For<T>(int bound, Func<T> begin, Action<int, T> act) => Parallel.For(
        0,
        bound,
        Here,
        begin,
        (number, _, own) =>
        {
            act(number, own);
            return own;
        },
        _ => { });

    /// <summary>Computes on another thread while this one does something else; ends when both have ended.</summary>
    /// <param name="compute">What is computed; it must not need what is done meanwhile.</param>
    /// <param name="act">What is done on this thread. What it throws goes before what the other throws.</param>
    public static T Compute<T>(Func<T> compute, Action act)
    {
        var computing = Task.Factory.StartNew(compute, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
        try
        {
            act();
        }
        finally
        {
            // Nothing may go on reading what the caller is about to change. What nobody had time for is computed here.
            ((Task)computing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }

        return computing.GetAwaiter().GetResult();
    }
}
