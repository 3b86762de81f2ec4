using System.Runtime.ExceptionServices;

namespace Regulars.Statistics.LinearAlgebra;

/// <summary>Shares independent pieces of work among threads. What a piece computes must not depend on the others, so that the number of threads changes nothing but the time.</summary>
internal static class Workers
{
    /// <summary>Runs every piece once; the next free thread takes the next piece.</summary>
    /// <param name="pieces">How many pieces there are.</param>
    /// <param name="threads">How many threads at most; 0 for as many as the machine has.</param>
    /// <param name="work">Does the piece with the given number.</param>
    public static void Share(int pieces, int threads, Action<int> work)
    {
        var count = Math.Min(pieces, threads > 0 ? threads : Environment.ProcessorCount);
        if (count <= 1)
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                work(piece);
            }

            return;
        }

        var taken = 0;
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = count }, _ =>
            {
                for (var piece = Interlocked.Increment(ref taken) - 1; piece < pieces; piece = Interlocked.Increment(ref taken) - 1)
                {
                    work(piece);
                }
            });
        }
        catch (AggregateException several)
        {
            // The caller shall see the same exception whatever the number of threads.
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }
}
