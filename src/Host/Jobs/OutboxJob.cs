using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Host.Jobs;

/// <summary>Hands out what must follow facts, on one node at a time. What could not be done is tried again.</summary>
internal sealed class OutboxJob(Database database, IEnumerable<OutboxHandler> handlers, TimeProvider clock, ILogger<OutboxJob> log) : BackgroundService
{
    private const int MostAtOnce = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, OutboxHandler> byKind = handlers.ToDictionary(handler => handler.Kind);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Leadership(database, "outbox", clock).RepeatAsync(Pause, (leadership, _) => RunOnceAsync(leadership), stoppingToken);

    /// <summary>A message that cannot be handled keeps no other one waiting.</summary>
    private async Task<bool> TryHandleAsync(OutboxMessage message)
    {
        try
        {
            return await byKind[message.Kind].HandleAsync(message);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Message {Id} of the kind {Kind} could not be handled; it will be tried again", message.Id, message.Kind);
            return false;
        }
    }

    private async Task RunOnceAsync(Leadership leadership)
    {
        try
        {
            var due = Outbox.Due(database, Instant.Now(clock), MostAtOnce).FindAll(message => byKind.ContainsKey(message.Kind));
            if (due.Count == 0 || !leadership.TryLead())
            {
                return;
            }

            var done = new List<OutboxMessage>();
            foreach (var message in due)
            {
                if (await TryHandleAsync(message))
                {
                    done.Add(message);
                }
            }

            database.Write(transaction =>
            {
                leadership.Check(transaction);
                Outbox.Done(transaction, done);
            });
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "What must follow could not be done; it will be tried again");
        }
    }
}
