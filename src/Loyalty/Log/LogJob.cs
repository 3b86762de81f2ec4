using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Loyalty.Alerts;
using Regulars.Storage;

namespace Regulars.Loyalty.Log;

/// <summary>Lets the log grow, on one node at a time.</summary>
internal sealed partial class LogJob(Database database, LedgerLog ledgerLog, DueAlerts alerts, TimeProvider clock, ILogger<LogJob> log) : BackgroundService
{
    /// <summary>Two of them and the signing stay below the promised two seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private string? told;

    /// <summary>Where something came in a moment ago, more has: to be sure would cost a look at all that had its place since.</summary>
    private bool isGrowing;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Leadership(database, "log", clock).RepeatAsync(Pause, RunAsync, stoppingToken);

    private Task RunAsync(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            if (!(isGrowing || ledgerLog.HasWaiting) || !leadership.TryLead())
            {
                return Task.CompletedTask;
            }

            // What comes in meanwhile waits for the next turn: the log leaves the writer to the till.
            isGrowing = false;
            int added;
            do
            {
                added = ledgerLog.Grow(leadership.Check);
                isGrowing |= added > 0;
            }
            while (added == LedgerLog.MostAtOnce && !cancellation.IsCancellationRequested);

            if (ledgerLog.Refusal is { } refusal && refusal.Code != told)
            {
                LogRefusal(log, refusal.Sentence);
                alerts.JudgeLog();
            }

            told = ledgerLog.Refusal?.Code;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(log, error);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The public log does not sign: {Reason}")]
    private static partial void LogRefusal(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The public log could not grow; it will be tried again.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
