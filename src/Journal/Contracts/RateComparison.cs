namespace Regulars.Journal.Contracts;

/// <summary>Compares how often something happened in two spans or two groups, for modules that keep counts and have no statistics.</summary>
public abstract class RateComparison
{
    /// <summary>Compares two rates; null where either was exposed to nothing.</summary>
    /// <param name="times">How often it happened.</param>
    /// <param name="exposure">Among how many, such as orders.</param>
    /// <param name="otherTimes">How often it happened in the other.</param>
    /// <param name="otherExposure">Among how many there.</param>
    /// <param name="level">The confidence of the interval, such as 0.95.</param>
    public abstract RateDifference? Compare(long times, double exposure, long otherTimes, double otherExposure, double level = 0.95);
}

/// <summary>The difference of two rates and its interval, each per one of the exposure.</summary>
/// <param name="Rate">The first rate.</param>
/// <param name="OtherRate">The other.</param>
/// <param name="Difference">The first less the other.</param>
/// <param name="Low">The lower end of the interval of the difference.</param>
/// <param name="High">The upper end.</param>
public sealed record RateDifference(double Rate, double OtherRate, double Difference, double Low, double High);
