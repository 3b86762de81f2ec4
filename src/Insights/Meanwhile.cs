namespace Regulars.Insights;

/// <summary>Does two things at once.</summary>
internal static class Meanwhile
{
    /// <summary>Computes on another thread while this one does something else; ends when both have ended.</summary>
    /// <param name="compute">What is computed; it must not need what is done meanwhile.</param>
    /// <param name="act">What is done on this thread. What it throws goes before what the other throws.</param>
    public static T Compute<T>(Func<T> compute, Action act)
    {
        var computing = Task.Run(compute);
        try
        {
            act();
        }
        finally
        {
            // Nothing may go on reading what the caller is about to change.
            ((IAsyncResult)computing).AsyncWaitHandle.WaitOne();
        }

        return computing.GetAwaiter().GetResult();
    }
}
