using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Storage;

namespace Regulars.Loyalty.Log;

/// <summary>Asks the witnesses soon after the log was signed, on one node at a time.</summary>
internal sealed partial class WitnessJob(Database database, WitnessRound round, TimeProvider clock, ILogger<WitnessJob> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new Leadership(database, "witnesses", clock).RepeatAsync(Pause, RunAsync, stoppingToken);

    private async Task RunAsync(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            if (round.IsWanted && leadership.TryLead())
            {
                await round.RunAsync(leadership.Check, cancellation);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(log, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The witnesses could not be asked; they will be asked again.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
