using MathNet.Numerics;

namespace Regulars.Statistics.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    private static readonly double RootTwo = Math.Sqrt(2);

    /// <summary>The probability below a value.</summary>
    public static double Below(double value) => 0.5 * SpecialFunctions.Erfc(-value / RootTwo);

    /// <summary>The value below which lies a probability.</summary>
    public static double Quantile(double probability) => -RootTwo * SpecialFunctions.ErfcInv(2 * probability);

    /// <summary>The quantile of a two-sided interval of a level, 1.96 for 0.95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level does not lie between 0 and 1.</exception>
    public static double TwoSided(double level) => level is > 0 and < 1
        ? -Quantile((1 - level) / 2)
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");
}
