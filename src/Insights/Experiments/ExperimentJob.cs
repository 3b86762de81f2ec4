using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Storage;

namespace Regulars.Insights.Experiments;

/// <summary>Records the assignments of experiments soon after they were started, on one node at a time.</summary>
internal sealed partial class ExperimentJob(Database database, ExperimentRecording recording, TimeProvider clock, ILogger<ExperimentJob> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Leadership(database, "experiments", clock).RepeatAsync(Pause, RunOnceAsync, stoppingToken);

    private async Task RunOnceAsync(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            if (database.QueryFirst<long>("SELECT count(*) FROM experiment_recording") > 0
                && await recording.RunAsync(leadership.TryLead, leadership.Check, cancellation) is var told and > 0)
            {
                LogRecorded(log, told);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Told} assignments of experiments were recorded.")]
    private static partial void LogRecorded(ILogger logger, long told);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Assignments of experiments could not be recorded; it will be tried again.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
