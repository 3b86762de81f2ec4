using Regulars.Kernel;

namespace Regulars.Storage;

/// <summary>Lets one node at a time lead a kind of work: a lease that runs out by itself, with an epoch that only grows.</summary>
/// <remarks>Holding the lease is not enough to write: another node may have taken it in a pause. So every write of a leader
/// calls <see cref="Check"/> in its own transaction, which fails when the epoch has moved on.</remarks>
public sealed class Leadership(Database database, string name, TimeProvider clock)
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(15);

    private readonly Guid self = Uuid.New(clock);

    private long epoch;

    /// <summary>Does something again and again, with a pause between, until it is stopped; then gives the lease up. The work itself takes the
    /// lease when there is something to do, and tells its own faults.</summary>
    /// <param name="pause">From one beginning to the next, unless the work takes longer.</param>
    /// <param name="turn">The work, off the caller's thread.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RepeatAsync(TimeSpan pause, Func<Leadership, CancellationToken, Task> turn, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(pause, clock);
        try
        {
            do
            {
                await Task.Run(() => turn(this, stopping), stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Resign();
        }
    }

    /// <summary>Takes or renews the lease; true when this node leads until the term ends.</summary>
    public bool TryLead() => database.Write(transaction =>
    {
        var now = Instant.Now(clock);
        var taken = transaction.QueryFirst<long>(
            """
            INSERT INTO lease (name, holder, epoch, expires_at) VALUES (@name, @self, 1, @expires)
            ON CONFLICT (name) DO UPDATE SET
                epoch = CASE WHEN lease.holder = excluded.holder THEN lease.epoch ELSE lease.epoch + 1 END,
                holder = excluded.holder,
                expires_at = excluded.expires_at
            WHERE lease.holder = excluded.holder OR lease.expires_at < @now
            RETURNING epoch
            """,
            new { name, self, now = now.Microseconds, expires = now.Plus(Term).Microseconds });
        epoch = taken;
        return taken > 0;
    });

    /// <summary>Fails when this node no longer leads; called inside each transaction that a leader writes.</summary>
    /// <exception cref="LeadershipLostException">Another node has taken the lease.</exception>
    public void Check(WriteTransaction transaction)
    {
        var current = transaction.QueryFirst<long>(
            "SELECT epoch FROM lease WHERE name = @name AND holder = @self {for_update}",
            new { name, self });
        if (epoch == 0 || current != epoch)
        {
            throw new LeadershipLostException($"Another node leads '{name}' now.");
        }
    }

    /// <summary>Gives the lease up, so that another node need not wait for its end.</summary>
    public void Resign() => database.Write(transaction => transaction.Execute(
        "UPDATE lease SET expires_at = 0 WHERE name = @name AND holder = @self",
        new { name, self }));
}

/// <summary>A leader wrote too late: another node has taken its work over.</summary>
public sealed class LeadershipLostException(string message) : Exception(message);
