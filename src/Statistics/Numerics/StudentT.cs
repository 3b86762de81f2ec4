using MathNet.Numerics;

namespace Regulars.Statistics.Numerics;

/// <summary>Student's distribution of any positive degrees of freedom.</summary>
internal static class StudentT
{
    private const double AsNormalFrom = 1e7;

    /// <summary>The probability of a value at least so far from nought, on either side.</summary>
    public static double BeyondTwoSided(double value, double degrees) => double.IsInfinity(value) ? 0
        : degrees > AsNormalFrom ? 2 * Normal.Below(-Math.Abs(value))
        : SpecialFunctions.BetaRegularized(degrees / 2, 0.5, degrees / (degrees + (value * value)));

    /// <summary>The quantile of a two-sided interval of a level: beyond it, on both sides, lies 1 − level.</summary>
    public static double TwoSided(double level, double degrees)
    {
        var normal = Normal.TwoSided(level);
        if (degrees > AsNormalFrom)
        {
            return normal;
        }

        // The tail falls with the value: a bracket, then halving until nothing changes.
        var (low, high) = (normal, 2 * normal);
        for (var doubling = 0; doubling < 1000 && BeyondTwoSided(high, degrees) > 1 - level; doubling++)
        {
            (low, high) = (high, 2 * high);
        }

        for (var halving = 0; halving < 200 && high - low > 1e-14 * high; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = BeyondTwoSided(middle, degrees) > 1 - level ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
