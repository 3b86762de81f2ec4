using MathNet.Numerics.Distributions;
using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Watching;

/// <summary>Between which values the next one of a series is expected, given its trend and its season.</summary>
/// <param name="Expected">The value expected.</param>
/// <param name="Low">The lower end of the band.</param>
/// <param name="High">The upper end of the band.</param>
/// <param name="Spread">The standard deviation of the values about trend and season.</param>
/// <param name="TrendPerStep">By how much the series grows from one value to the next.</param>
/// <param name="FalseAlarmRate">How often a value falls outside although nothing changed, as was asked.</param>
public sealed record SeasonalBand(double Expected, double Low, double High, double Spread, double TrendPerStep, double FalseAlarmRate)
{
    /// <summary>Of a longer history only so many values, the last, are looked at.</summary>
    public const int MostValues = 730;

    /// <summary>How many seasons a history must hold, each place of the season with a value in so many of them.</summary>
    public const int FewestSeasons = 5;

    /// <summary>How many values a history must hold, whatever the season.</summary>
    public const int FewestValues = 10;

    /// <summary>The share of a sample's information on the spread that the median absolute deviation uses (Rousseeuw and Croux, JASA 1993).</summary>
    private const double DeviationEfficiency = 0.37;

    /// <summary>Whether a value lies outside.</summary>
    public bool IsAlarm(double value) => value < Low || value > High;

    /// <summary>Computes the band of the value that follows a history.</summary>
    /// <remarks>The trend is the median of the slopes between values that are whole seasons apart (Hirsch, Slack and Smith, Water Resources Research 1982, equation 9);
    /// the season, for each of its places, the median of what is left; the spread the median absolute deviation of the rest, so that up to a quarter of wild values
    /// do not widen the band. Its width is Student's, allowing for how uncertain all of these are;
    /// how far a season that was itself estimated makes the spread too small (0.62, 2.6) and less certain (2.3) comes from simulation. The rate holds for independent values with normal spread;
    /// where large values are more frequent than that, alarms are too.</remarks>
    /// <param name="history">The values so far at equal steps, the newest last; NaN where one is missing.</param>
    /// <param name="season">The steps of a season, at least 1: 7 for days of a week, 1 for none.</param>
    /// <param name="falseAlarmRate">How often a value may fall outside although nothing changed, above 0 and below 1.</param>
    /// <returns>The band; null when the history is shorter than <see cref="FewestSeasons"/> seasons or <see cref="FewestValues"/> values.</returns>
    public static SeasonalBand? Next(IReadOnlyList<double> history, int season, double falseAlarmRate = 0.01)
    {
        Require.Between(season, 1, MostValues);
        Require.Between(falseAlarmRate, 1e-12, 0.999);
        var values = history.Skip(Math.Max(0, history.Count - MostValues)).ToArray();
        var present = Enumerable.Range(0, values.Length).Where(at => double.IsFinite(values[at])).ToArray();
        var places = present.GroupBy(at => at % season).ToDictionary(place => place.Key, place => place.ToArray());
        if (present.Length < FewestValues || places.Count < season || places.Values.Any(place => place.Length < FewestSeasons))
        {
            return null;
        }

        var trend = TrendOf(values, places.Values);
        var effects = places.ToDictionary(place => place.Key, place => RobustMeasures.Median([.. place.Value.Select(at => values[at] - (trend * at))]));
        var rest = present.Select(at => values[at] - (trend * at) - effects[at % season]).ToArray();
        var seasons = (double)present.Length / season;
        var spread = RobustMeasures.SpreadAboutZero(rest) * Math.Sqrt(seasons / (seasons - 1)) * (1 + (0.62 / seasons) + (2.6 / (seasons * seasons)));
        var expected = effects[values.Length % season] + (trend * values.Length);

        // The variances of a median (πσ²/2m), and of a slope (12σ²/n³) half the history away, come on top of that of the value itself.
        var uncertain = spread * Math.Sqrt(1 + (Math.PI / 2 / places[values.Length % season].Length) + (3.3 / present.Length));
        var width = uncertain * StudentT.InvCDF(0, 1, Math.Max(2, DeviationEfficiency * (present.Length - (2.3 * season))), 1 - (falseAlarmRate / 2));
        return new SeasonalBand(expected, expected - width, expected + width, spread, trend, falseAlarmRate);
    }

    private static double TrendOf(double[] values, IEnumerable<int[]> places)
    {
        var slopes = new List<double>();
        foreach (var place in places)
        {
            for (var later = 1; later < place.Length; later++)
            {
                for (var earlier = 0; earlier < later; earlier++)
                {
                    slopes.Add((values[place[later]] - values[place[earlier]]) / (place[later] - place[earlier]));
                }
            }
        }

        return RobustMeasures.Median(slopes.ToArray());
    }
}
