using Regulars.Insights;
using Regulars.Storage;

namespace Regulars.Host.Jobs;

/// <summary>Computes scores and the default report again soon after facts changed; on one node at a time.</summary>
internal sealed class RefreshJob(Database database, ReportService reports, ScoreRefresh refresh, RefreshProgress progress, QuietThreads threads, TimeProvider clock, ILogger<RefreshJob> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(20);

    /// <summary>A long computation is not repeated at once: it may take at most a tenth of the time.</summary>
    private const int RestPerWork = 9;

    private Rests rests = new(clock.GetTimestamp(), clock.GetTimestamp());

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Leadership(database, "refresh", clock).RepeatAsync(Pause, RunOnceAsync, stoppingToken);

    private Task RunOnceAsync(Leadership leadership, CancellationToken cancellation) => progress.IsAsked || clock.GetTimestamp() >= rests.ScoresUntil
        ? threads.Run(() => rests = RunOnce(leadership, cancellation))
        : Task.CompletedTask;

    /// <summary>Figures follow the facts at once, also while what builds on them and takes longer still rests.</summary>
    private Rests RunOnce(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            var isAsked = progress.IsAsked;
            var mayRunAll = isAsked || clock.GetTimestamp() >= rests.AllUntil;
            if (!leadership.TryLead() || !(isAsked || (mayRunAll ? reports.IsStale : reports.IsReportStale)))
            {
                return rests;
            }

            var begun = clock.GetTimestamp();
            var scores = refresh.RunScores(leadership.Check, cancellation, progress.Begin, isRestNext: mayRunAll);
            var scoresTook = clock.GetElapsedTime(begun);
            if (mayRunAll)
            {
                refresh.RunRest(scores, leadership.Check, cancellation, progress.Begin);
            }

            var took = clock.GetElapsedTime(begun);
            progress.End(mayRunAll ? took : null);
            log.LogInformation("Scores computed again: {Changed} changed in {Milliseconds} ms", scores.Changed, (long)took.TotalMilliseconds);
            return new Rests(After(RestPerWork * scoresTook), mayRunAll ? After(RestPerWork * took) : rests.AllUntil);
        }
        catch (Exception error) when (error is LeadershipLostException or System.Data.Common.DbException)
        {
            log.LogWarning(error, "Scores could not be computed; they will be tried again");
            return new Rests(After(Pause), After(Pause));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Figures that cannot be computed must not close the shop: the till goes on, and the fault is told.
            log.LogError(error, "Scores could not be computed because of a fault; they will be tried again later");
            return new Rests(After(PauseAfterFault), After(PauseAfterFault));
        }
        finally
        {
            if (progress.Step is not null)
            {
                progress.End(null);
            }
        }
    }

    private long After(TimeSpan time) => clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);

    /// <summary>Until when scores are not computed again, and until when what builds on them is not.</summary>
    private readonly record struct Rests(long ScoresUntil, long AllUntil);
}
