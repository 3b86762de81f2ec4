using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Storage;

namespace Regulars.Care;

/// <summary>Counts what hindered customers and looks for obstacles once a day, on one node at a time.</summary>
internal sealed partial class CareJob(Database database, CareRefresh refresh, TimeProvider clock, ILogger<CareJob> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Leadership(database, "care", clock).RepeatAsync(Pause, RunOnceAsync, stoppingToken);

    private Task RunOnceAsync(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            if (leadership.TryLead() && refresh.RunWhenDue(leadership.Check, cancellation) is { } proposed and > 0)
            {
                LogProposed(log, proposed);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(log, error);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Proposed} obstacles were found and proposed.")]
    private static partial void LogProposed(ILogger logger, int proposed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Obstacles could not be looked for; it will be tried again.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
