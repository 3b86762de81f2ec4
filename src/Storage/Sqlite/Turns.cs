namespace Regulars.Storage;

/// <summary>One at a time, in the order in which they came. With a plain lock, work that takes it again and again would keep out those
/// who wait: a till must not wait for the end of a night's work, only for its next pause.</summary>
internal sealed class Turns
{
    private readonly Lock gate = new();

    private readonly Queue<ManualResetEventSlim> waiting = [];

    private bool isTaken;

    /// <summary>Waits for the turn; disposing what it gives ends it.</summary>
    public Turn Take()
    {
        ManualResetEventSlim? called = null;
        lock (gate)
        {
            if (isTaken)
            {
                waiting.Enqueue(called = new ManualResetEventSlim());
            }

            isTaken = true;
        }

        if (called is not null)
        {
            called.Wait();
            called.Dispose();
        }

        return new Turn(this);
    }

    private void End()
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out var next))
            {
                next.Set();
            }
            else
            {
                isTaken = false;
            }
        }
    }

    /// <summary>A turn that was taken.</summary>
    internal readonly struct Turn(Turns turns) : IDisposable
    {
        public void Dispose() => turns.End();
    }
}
