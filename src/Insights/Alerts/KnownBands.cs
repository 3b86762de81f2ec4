using System.Collections.Concurrent;
using Regulars.Statistics.Watching;

namespace Regulars.Insights.Alerts;

/// <summary>The bands of the days that were watched last: a day's band depends on the days before it alone, which rarely change.</summary>
internal sealed class KnownBands
{
    private readonly ConcurrentDictionary<string, (double[] Values, Dictionary<int, SeasonalBand?> Bands)> known = new(StringComparer.Ordinal);

    /// <summary>The bands of the last days of a series, by their places in it.</summary>
    /// <param name="name">Whose series it is.</param>
    /// <param name="values">The series.</param>
    /// <param name="lastDays">Of how many days bands are wanted.</param>
    /// <param name="next">The band of the value that follows some values.</param>
    public Dictionary<int, SeasonalBand?> Of(string name, double[] values, int lastDays, Func<double[], SeasonalBand?> next)
    {
        var (seen, kept) = known.TryGetValue(name, out var last) ? last : ([], []);
        var same = values.AsSpan().CommonPrefixLength(seen);
        var bands = new Dictionary<int, SeasonalBand?>();
        for (var at = Math.Max(0, values.Length - lastDays); at < values.Length; at++)
        {
            bands[at] = at <= same && kept.TryGetValue(at, out var band) ? band : next(values[Math.Max(0, at - SeasonalBand.MostValues)..at]);
        }

        known[name] = (values, bands);
        return bands;
    }
}
