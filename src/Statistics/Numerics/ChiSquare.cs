using MathNet.Numerics;

namespace Regulars.Statistics.Numerics;

/// <summary>The chi-square distribution.</summary>
internal static class ChiSquare
{
    /// <summary>The probability of a value at least so large.</summary>
    public static double Above(double value, int degrees) => value <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degrees / 2.0, value / 2);
}
