using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Intervals;

/// <summary>Intervals of rates of independent events (Poisson) and of differences between them.</summary>
public static class Rates
{
    /// <summary>The score interval of a rate, (x + z²/2 ± z √(x + z²/4)) / exposure.</summary>
    /// <param name="events">How often it happened.</param>
    /// <param name="exposure">Over how long or among how many, above nought.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval; refused without exposure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The events are negative.</exception>
    public static Outcome<Interval> Score(long events, double exposure, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return exposure > 0 ? Of(events, exposure, Normal.TwoSided(level)) : NoExposure();
    }

    /// <summary>The interval of the difference of two rates, the first less the second, from their score intervals: the method of variance
    /// estimates recovery (Zou and Donner 2008; for rates Li, Tang and Wong 2014).</summary>
    /// <param name="events">How often the first happened.</param>
    /// <param name="exposure">Its exposure, above nought.</param>
    /// <param name="otherEvents">How often the second happened.</param>
    /// <param name="otherExposure">Its exposure, above nought.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval; refused where either has no exposure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of events is negative.</exception>
    public static Outcome<Interval> Difference(long events, double exposure, long otherEvents, double otherExposure, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfNegative(otherEvents);
        if (!(exposure > 0) || !(otherExposure > 0))
        {
            return NoExposure();
        }

        var z = Normal.TwoSided(level);
        var (first, second) = (events / exposure, otherEvents / otherExposure);
        var (of, ofOther) = (Of(events, exposure, z), Of(otherEvents, otherExposure, z));
        var difference = first - second;
        return new Interval(
            difference - Hypotenuse(first - of.Low, ofOther.High - second), difference + Hypotenuse(of.High - first, second - ofOther.Low));
    }

    private static Interval Of(long events, double exposure, double z)
    {
        var centre = events + (z * z / 2);
        var half = z * Math.Sqrt(events + (z * z / 4));
        return new Interval(events == 0 ? 0 : (centre - half) / exposure, (centre + half) / exposure);
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static Refusal NoExposure() => new("interval.no_exposure", "A rate needs something during or among which events could happen.");
}
