using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Storage;

namespace Regulars.Loyalty.Log;

/// <summary>Asks the witnesses soon after the log was signed, on one node at a time.</summary>
internal sealed partial class WitnessJob(Database database, WitnessRound round, TimeProvider clock, ILogger<WitnessJob> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Who did not sign is left in peace for a while.</summary>
    private static readonly TimeSpan PauseAfterNone = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var leadership = new Leadership(database, "witnesses", clock);
        try
        {
            while (true)
            {
                await Task.Delay(await RunAsync(leadership, stoppingToken) ? Pause : PauseAfterNone, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            leadership.Resign();
        }
    }

    /// <summary>Whether everything is well.</summary>
    private async Task<bool> RunAsync(Leadership leadership, CancellationToken cancellation)
    {
        try
        {
            return !round.IsWanted || !leadership.TryLead() || await round.RunAsync(leadership.Check, cancellation) > 0;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(log, error);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The witnesses could not be asked; they will be asked again.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
