using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Watching;

/// <summary>A step at which the level of a series changed.</summary>
/// <param name="At">The first value of the new level, counted from 0.</param>
/// <param name="Before">The mean from the change before to this one.</param>
/// <param name="After">The mean from this change to the next.</param>
public sealed record ChangePoint(int At, double Before, double After);

/// <summary>Finds when the level of a series changed.</summary>
/// <remarks>Seeded binary segmentation (Kovács, Bühlmann, Li and Munk, Biometrika 2023): the strongest contrast of means within intervals of all sizes marks a change when it
/// exceeds a threshold, and both sides are searched in turn. The threshold comes from simulating series without change and the same length, treated alike,
/// so that such a series shows any change at the rate asked. This holds for independent values with normal spread; take trend and season out before.
/// Cost: (runs of the simulation + changes) × length × log length.</remarks>
public static class ChangePoints
{
    /// <summary>The longest series.</summary>
    public const int MostValues = 5000;

    /// <summary>Series simulated to find the threshold.</summary>
    private const int Runs = 2000;

    /// <summary>Finds the changes.</summary>
    /// <param name="series">The values at equal steps, the newest last; all finite.</param>
    /// <param name="random">The source of chance for the simulation.</param>
    /// <param name="falseAlarmRate">How often a series without change may show one, 0.001 to 0.5.</param>
    /// <returns>The changes in the order of time; none when the series is shorter than 8.</returns>
    /// <exception cref="ArgumentException">A value is not finite, or the series is longer than <see cref="MostValues"/>.</exception>
    public static IReadOnlyList<ChangePoint> Find(IReadOnlyList<double> series, Random random, double falseAlarmRate = 0.01)
    {
        Require.Between(falseAlarmRate, 0.001, 0.5);
        Require.Between(series.Count, 0, MostValues);
        return Find(series, series.Count < Contrasts.FewestValues ? 0 : Threshold(series.Count, random, falseAlarmRate));
    }

    /// <summary>The contrast, in standard deviations of a difference of means, that a series without change exceeds at the rate given. It serves all series of one length.</summary>
    /// <param name="length">The length, 8 to <see cref="MostValues"/>.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="falseAlarmRate">The rate, 0.001 to 0.5.</param>
    public static double Threshold(int length, Random random, double falseAlarmRate = 0.01)
    {
        Require.Between(falseAlarmRate, 0.001, 0.5);
        Require.Between(length, Contrasts.FewestValues, MostValues);
        var (strongest, series) = (new double[Runs], new double[length]);
        for (var run = 0; run < Runs; run++)
        {
            for (var at = 0; at < length; at++)
            {
                series[at] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            }

            strongest[run] = new Contrasts(series).Strongest(0, length).Strength;
        }

        Array.Sort(strongest);

        // The rank that, among one more series, is exceeded at the rate asked.
        return strongest[Math.Clamp((int)Math.Ceiling((1 - falseAlarmRate) * (Runs + 1)) - 1, 0, Runs - 1)];
    }

    /// <summary>Finds the changes whose contrast exceeds a threshold.</summary>
    /// <param name="series">The values at equal steps, the newest last; all finite.</param>
    /// <param name="threshold">The threshold, as <see cref="Threshold"/> gives it for this length.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static IReadOnlyList<ChangePoint> Find(IReadOnlyList<double> series, double threshold)
    {
        Require.Between(series.Count, 0, MostValues);
        if (!series.All(double.IsFinite))
        {
            throw new ArgumentException("Every value must be finite.", nameof(series));
        }

        if (series.Count < Contrasts.FewestValues)
        {
            return [];
        }

        var contrasts = new Contrasts([.. series]);
        var (found, open) = (new SortedSet<int>(), new Stack<(int Begin, int End)>([(0, series.Count)]));
        while (open.TryPop(out var part))
        {
            if (contrasts.Strongest(part.Begin, part.End) is var (at, strength) && strength > threshold)
            {
                found.Add(at);
                open.Push((part.Begin, at));
                open.Push((at, part.End));
            }
        }

        int[] borders = [0, .. found, series.Count];
        return [.. found.Select((at, place) => new ChangePoint(at, contrasts.Mean(borders[place], at), contrasts.Mean(at, borders[place + 2])))];
    }
}
