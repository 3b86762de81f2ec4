using Regulars.Kernel;
using Regulars.Statistics.Watching;

namespace Regulars.Insights.Alerts;

/// <summary>A measure that left its band.</summary>
/// <param name="Measure">Which measure.</param>
/// <param name="FirstDay">The first day outside.</param>
/// <param name="LastDay">The last day outside, in the same direction.</param>
/// <param name="IsAbove">Whether above the band or below it.</param>
/// <param name="Value">The value on the last of these days; amounts in minor units.</param>
/// <param name="Expected">What was expected on it.</param>
/// <param name="Low">The lower edge of the band.</param>
/// <param name="High">The upper edge.</param>
internal sealed record Change(string Measure, Day FirstDay, Day LastDay, bool IsAbove, double Value, double Expected, double Low, double High);

/// <summary>Watches each measure within its season of the week. Pure.</summary>
internal static class Watch
{
    /// <summary>A measure leaves its band by chance on so many days: with six measures, about once in three months.</summary>
    public const double FalseAlarmRate = 0.002;

    private const int DaysPerWeek = 7;

    /// <summary>Days outside are one change while no more days than this lie between them.</summary>
    private const int Gap = 7;

    /// <summary>The changes of the last days; the first of a run of days outside is where a change begins.</summary>
    /// <param name="measures">The measures.</param>
    /// <param name="lastDays">How many days are looked at.</param>
    /// <param name="known">The bands of the last time; those of days whose past is another are computed again.</param>
    public static List<Change> Find(DailyMeasures measures, int lastDays, KnownBands? known = null)
    {
        known ??= new KnownBands();
        return [.. DailyMeasures.Names.AsParallel().AsOrdered().SelectMany(name => Find(measures, name, lastDays, known))];
    }

    private static List<Change> Find(DailyMeasures measures, string name, int lastDays, KnownBands known)
    {
        var changes = new List<Change>();

        // Counts and sums of chance purchases vary with their size; their roots do not.
        var values = Array.ConvertAll(measures.Of(name).ToArray(), value => Math.Sqrt(Math.Max(0, value)));
        var bands = known.Of(name, values, lastDays, before => SeasonalBand.Next(before, DaysPerWeek, FalseAlarmRate));
        Change? current = null;
        for (var at = Math.Max(0, values.Length - lastDays); at < values.Length; at++)
        {
            if (bands[at] is not { } band || !band.IsAlarm(values[at]))
            {
                continue;
            }

            var day = measures.First.Plus(at);
            var isAbove = values[at] > band.High;
            var goesOn = current is { } running && running.IsAbove == isAbove && day - running.LastDay <= Gap;
            if (!goesOn && current is not null)
            {
                changes.Add(current);
            }

            current = new Change(name, goesOn ? current!.FirstDay : day, day, isAbove, Squared(values[at]), Squared(band.Expected), Squared(band.Low), Squared(band.High));
        }

        if (current is not null)
        {
            changes.Add(current);
        }

        return changes;
    }

    private static double Squared(double root) => Math.Max(0, root) * Math.Max(0, root);
}
