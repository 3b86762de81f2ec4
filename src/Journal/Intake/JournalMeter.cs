using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Regulars.Journal.Intake;

/// <summary>What intake tells of itself to whoever collects metrics and traces.</summary>
public static class JournalMeter
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Regulars.Journal";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("regulars.intake.requests", "{request}", "Requests made durable.");

    private static readonly Histogram<double> Groups = Meter.CreateHistogram<double>("regulars.intake.commit", "s", "Time to decide and commit one group.");

    internal static ActivitySource Activities { get; } = new(Name);

    internal static void Committed(int requests, TimeSpan took)
    {
        Requests.Add(requests);
        Groups.Record(took.TotalSeconds);
    }
}
