using Regulars.Statistics.Numerics;

namespace Regulars.Statistics.Experiments;

/// <summary>How many customers an experiment of two equal arms needs, and what it can find.</summary>
public static class SampleSize
{
    /// <summary>Beyond this an experiment is refused as hopeless.</summary>
    private const double Most = 1e12;

    /// <summary>Customers per arm to find a difference of means: 2 σ² (z_{1−α/2} + z_{power})² / δ² + z²_{1−α/2} / 4, the last term for
    /// Student's distribution (Guenther 1981).</summary>
    /// <param name="standardDeviation">σ: the standard deviation of the outcome between customers.</param>
    /// <param name="difference">δ: the difference to be found.</param>
    /// <param name="power">The chance to find it.</param>
    /// <param name="level">The confidence.</param>
    /// <returns>Customers per arm; refused when the difference is nought or hopelessly small.</returns>
    public static Outcome<long> ForMeans(double standardDeviation, double difference, double power = 0.8, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(standardDeviation);
        var z = Normal.TwoSided(level);
        var sum = z + PowerQuantile(power);
        return Whole((2 * standardDeviation * standardDeviation * sum * sum / (difference * difference)) + (z * z / 4));
    }

    /// <summary>Customers per arm to find one share instead of another: (z_{1−α/2} √(2 p̄ q̄) + z_{power} √(p₁q₁ + p₂q₂))² / (p₁ − p₂)²
    /// (Fleiss, Levin and Paik 2003, eq. 4.14, without correction for continuity).</summary>
    /// <param name="share">p₁: the share without the treatment.</param>
    /// <param name="changed">p₂: the share with it.</param>
    /// <param name="power">The chance to find it.</param>
    /// <param name="level">The confidence.</param>
    /// <returns>Customers per arm; refused when the shares are the same or hopelessly close.</returns>
    public static Outcome<long> ForShares(double share, double changed, double power = 0.8, double level = 0.95)
    {
        CheckShare(share);
        CheckShare(changed);
        var mean = (share + changed) / 2;
        var root = (Normal.TwoSided(level) * Math.Sqrt(2 * mean * (1 - mean)))
            + (PowerQuantile(power) * Math.Sqrt((share * (1 - share)) + (changed * (1 - changed))));
        return Whole(root * root / ((share - changed) * (share - changed)));
    }

    /// <summary>The chance to find a difference of means with so many customers per arm.</summary>
    /// <param name="standardDeviation">The standard deviation of the outcome between customers.</param>
    /// <param name="difference">The difference to be found.</param>
    /// <param name="perArm">Customers per arm, at least 2.</param>
    /// <param name="level">The confidence.</param>
    public static double PowerForMeans(double standardDeviation, double difference, long perArm, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(standardDeviation);
        ArgumentOutOfRangeException.ThrowIfLessThan(perArm, 2);
        var z = Normal.TwoSided(level);
        var effective = Math.Max(1, perArm - (z * z / 4));
        var shift = Math.Abs(difference) / standardDeviation * Math.Sqrt(effective / 2);
        return Normal.Below(shift - z) + Normal.Below(-shift - z);
    }

    /// <summary>The chance to find one share instead of another with so many customers per arm.</summary>
    /// <param name="share">The share without the treatment.</param>
    /// <param name="changed">The share with it.</param>
    /// <param name="perArm">Customers per arm, at least 2.</param>
    /// <param name="level">The confidence.</param>
    public static double PowerForShares(double share, double changed, long perArm, double level = 0.95)
    {
        CheckShare(share);
        CheckShare(changed);
        ArgumentOutOfRangeException.ThrowIfLessThan(perArm, 2);
        var mean = (share + changed) / 2;
        var error = Math.Sqrt(((share * (1 - share)) + (changed * (1 - changed))) / perArm);
        var bound = Normal.TwoSided(level) * Math.Sqrt(2 * mean * (1 - mean) / perArm);
        var difference = Math.Abs(share - changed);
        return Normal.Below((difference - bound) / error) + Normal.Below((-difference - bound) / error);
    }

    private static double PowerQuantile(double power) => power is > 0 and < 1
        ? Normal.Quantile(power)
        : throw new ArgumentOutOfRangeException(nameof(power), power, "A power lies between 0 and 1.");

    private static void CheckShare(double share)
    {
        if (share is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        }
    }

    private static Outcome<long> Whole(double perArm) => perArm <= Most
        ? (long)Math.Ceiling(Math.Max(2, perArm))
        : new Refusal("experiment.hopeless", "No experiment is large enough to find so small a difference.");
}
