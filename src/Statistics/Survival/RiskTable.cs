namespace Regulars.Statistics.Survival;

/// <summary>How many were watched and how many ended at each different time.</summary>
internal static class RiskTable
{
    public static List<(double Time, int AtRisk, int Ended)> Of(IReadOnlyList<Duration> durations)
    {
        ArgumentNullException.ThrowIfNull(durations);
        if (durations.Any(duration => !(duration.Time >= 0) || !double.IsFinite(duration.Time)))
        {
            throw new ArgumentException("A time is a finite number of at least 0.", nameof(durations));
        }

        var atRisk = durations.Count;
        var table = new List<(double, int, int)>();
        foreach (var same in durations.GroupBy(duration => duration.Time).OrderBy(same => same.Key))
        {
            var all = same.Count();
            table.Add((same.Key, atRisk, same.Count(duration => duration.HasEnded)));
            atRisk -= all;
        }

        return table;
    }
}
