using Regulars.Insights;
using Regulars.Storage;

namespace Regulars.Host.Jobs;

/// <summary>Computes scores and the default report again soon after facts changed; on one node at a time.</summary>
internal sealed class RefreshJob(Database database, ReportService reports, ScoreRefresh refresh, TimeProvider clock, ILogger<RefreshJob> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(20);

    /// <summary>A long computation is not repeated at once: it may take at most a tenth of the time.</summary>
    private const int RestPerWork = 9;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var leadership = new Leadership(database, "refresh", clock);
        using var timer = new PeriodicTimer(Pause, clock);
        var restUntil = clock.GetTimestamp();
        try
        {
            do
            {
                if (clock.GetTimestamp() < restUntil)
                {
                    continue;
                }

                var took = await Task.Run(() => RunOnce(leadership, stoppingToken), stoppingToken);
                restUntil = clock.GetTimestamp() + (long)(took.TotalSeconds * RestPerWork * clock.TimestampFrequency);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            leadership.Resign();
        }
    }

    private TimeSpan RunOnce(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            if (!leadership.TryLead() || !reports.IsStale)
            {
                return TimeSpan.Zero;
            }

            var begun = clock.GetTimestamp();
            var changed = refresh.Run(leadership.Check, cancellation);
            var took = clock.GetElapsedTime(begun);
            log.LogInformation("Scores computed again: {Changed} changed in {Milliseconds} ms", changed, (long)took.TotalMilliseconds);
            return took;
        }
        catch (Exception error) when (error is LeadershipLostException or System.Data.Common.DbException)
        {
            log.LogWarning(error, "Scores could not be computed; they will be tried again");
            return Pause;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Figures that cannot be computed must not close the shop: the till goes on, and the fault is told.
            log.LogError(error, "Scores could not be computed because of a fault; they will be tried again later");
            return PauseAfterFault;
        }
    }
}
