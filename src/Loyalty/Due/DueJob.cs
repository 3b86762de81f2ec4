using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Kernel;
using Regulars.Loyalty.Adjustments;
using Regulars.Loyalty.Alerts;
using Regulars.Loyalty.Approvals;
using Regulars.Loyalty.Gifts;
using Regulars.Loyalty.Health;
using Regulars.Storage;

namespace Regulars.Loyalty.Due;

/// <summary>Looks once a minute for what has become due, on one node at a time; most of it does at midnight.</summary>
internal sealed partial class DueJob(Database database, DuePoints due, DueCelebrations celebrations, DueGifts gifts, DueHealth health, DueAlerts alerts, AdjustmentApprovals approvals, AdjustmentBatches batches, PointsClock pointsClock, TimeProvider clock, ILogger<DueJob> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>A lease is renewed well before it ends.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Leadership(database, "due", clock).RepeatAsync(Pause, RunOnceAsync, stoppingToken);

    private async Task RunOnceAsync(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            if (!leadership.TryLead())
            {
                return;
            }

            var before = pointsClock.State;
            var state = pointsClock.Look();
            if (state is { JumpedTo: { } jumped } && jumped != before?.JumpedTo)
            {
                LogJump(log, state.SeenOn, jumped);
            }

            var begun = clock.GetTimestamp();
            var led = begun;
            var members = await due.RunAsync(StillLeads, cancellation)
                + await celebrations.RunAsync(StillLeads, cancellation)
                + await gifts.RunAsync(StillLeads, cancellation);
            await approvals.RunAsync(cancellation);
            batches.Lapse();
            health.Run();
            alerts.Run();
            if (members > 0)
            {
                LogDone(log, members, (long)clock.GetElapsedTime(begun).TotalMilliseconds);
            }

            bool StillLeads()
            {
                if (clock.GetElapsedTime(led) < Renewal)
                {
                    return true;
                }

                led = clock.GetTimestamp();
                return leadership.TryLead();
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The clock jumped from {From} to {To}: no points expire until it has gone on for a day, or 'regulars doctor --confirm-clock' says that it is right.")]
    private static partial void LogJump(ILogger logger, Day from, Day to);

    [LoggerMessage(Level = LogLevel.Information, Message = "What was due was done for {Members} members in {Milliseconds} ms.")]
    private static partial void LogDone(ILogger logger, long members, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was due could not be done; it will be tried again.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
