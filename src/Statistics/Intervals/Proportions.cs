using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Intervals;

/// <summary>Intervals of shares and of differences between them.</summary>
public static class Proportions
{
    /// <summary>The score interval of a share (Wilson 1927), (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n).</summary>
    /// <param name="successes">How many had it.</param>
    /// <param name="trials">Of how many.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval, within [0, 1]; refused when there were no trials.</returns>
    /// <exception cref="ArgumentException">Successes are not between 0 and the trials.</exception>
    public static Outcome<Interval> Wilson(long successes, long trials, double level = 0.95)
    {
        Check(successes, trials);
        return trials == 0 ? NoTrials() : Wilson(successes, trials, (double)successes / trials, Normal.TwoSided(level));
    }

    /// <summary>The interval of the difference of two shares, the first less the second, from their score intervals (Newcombe 1998,
    /// method 10).</summary>
    /// <param name="successes">How many of the first had it.</param>
    /// <param name="trials">Of how many.</param>
    /// <param name="otherSuccesses">How many of the second had it.</param>
    /// <param name="otherTrials">Of how many.</param>
    /// <param name="level">The confidence, such as 0.95.</param>
    /// <returns>The interval, within [−1, 1]; refused when either had no trials.</returns>
    /// <exception cref="ArgumentException">Successes are not between 0 and the trials.</exception>
    public static Outcome<Interval> Newcombe(long successes, long trials, long otherSuccesses, long otherTrials, double level = 0.95)
    {
        Check(successes, trials);
        Check(otherSuccesses, otherTrials);
        if (trials == 0 || otherTrials == 0)
        {
            return NoTrials();
        }

        var z = Normal.TwoSided(level);
        var (first, second) = ((double)successes / trials, (double)otherSuccesses / otherTrials);
        var (of, ofOther) = (Wilson(successes, trials, first, z), Wilson(otherSuccesses, otherTrials, second, z));
        var difference = first - second;
        return new Interval(
            difference - Hypotenuse(first - of.Low, ofOther.High - second), difference + Hypotenuse(of.High - first, second - ofOther.Low));
    }

    private static Interval Wilson(long successes, double n, double share, double z)
    {
        var centre = share + (z * z / (2 * n));
        var half = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);
        return new Interval(successes == 0 ? 0 : Math.Max(0, (centre - half) / scale), successes == n ? 1 : Math.Min(1, (centre + half) / scale));
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static void Check(long successes, long trials)
    {
        if (successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Successes lie between 0 and the trials, {trials}.");
        }
    }

    private static Refusal NoTrials() => new("interval.no_trials", "There is nobody of whom the share could be told; observe someone first.");
}
