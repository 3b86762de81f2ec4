using System.Runtime.Intrinsics;

namespace Regulars.Statistics.Numerics;

/// <summary>The eight nodes and weights of Gauss and Legendre, for an interval of length one (Abramowitz and Stegun, table 25.4).</summary>
internal static class GaussLegendre
{
    /// <summary>The nodes in (0, 1): the first four below the middle, the others mirrored.</summary>
    public static readonly Vector256<double> LowNodes = Vector256.Create(
        (1 - 0.9602898564975362317) / 2, (1 - 0.7966664774136267396) / 2, (1 - 0.5255324099163289858) / 2, (1 - 0.1834346424956498049) / 2);

    /// <summary>The mirrored nodes.</summary>
    public static readonly Vector256<double> HighNodes = Vector256.Create(
        (1 + 0.9602898564975362317) / 2, (1 + 0.7966664774136267396) / 2, (1 + 0.5255324099163289858) / 2, (1 + 0.1834346424956498049) / 2);

    /// <summary>The weights of both halves; all eight add up to one.</summary>
    public static readonly Vector256<double> Weights = Vector256.Create(
        0.1012285362903762592 / 2, 0.2223810344533744706 / 2, 0.3137066458778872873 / 2, 0.3626837833783619830 / 2);

    /// <summary>The integral of a smooth function over an interval, cut into equal panels.</summary>
    public static double Integrate(Func<double, double> function, double from, double to, int panels)
    {
        var width = (to - from) / panels;
        var sum = 0.0;
        for (var panel = 0; panel < panels; panel++)
        {
            var start = from + (panel * width);
            for (var node = 0; node < 4; node++)
            {
                sum += Weights[node] * (function(start + (width * LowNodes[node])) + function(start + (width * HighNodes[node])));
            }
        }

        return sum * width;
    }
}
