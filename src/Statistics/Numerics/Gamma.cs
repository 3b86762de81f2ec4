namespace Regulars.Statistics.Numerics;

/// <summary>The logarithm of the gamma function and its derivative, for positive arguments, to about 1e-15.</summary>
/// <remarks>Arguments below ten are raised by Γ(z + 1) = z Γ(z); above it Stirling's series (Abramowitz and Stegun 6.1.40, 6.3.18).</remarks>
internal static class Gamma
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    private const double SeriesFrom = 10;

    /// <summary>ln Γ(z).</summary>
    public static double Log(double z)
    {
        var product = 1.0;
        while (z < SeriesFrom)
        {
            product *= z;
            z += 1;
        }

        var inverse = 1 / z;
        var square = inverse * inverse;
        var series = inverse * ((1.0 / 12) + (square * ((-1.0 / 360) + (square * ((1.0 / 1260) + (square * ((-1.0 / 1680)
            + (square * ((1.0 / 1188) + (square * ((-691.0 / 360360) + (square / 156))))))))))));
        return ((z - 0.5) * Math.Log(z)) - z + HalfLogTwoPi + series - Math.Log(product);
    }

    /// <summary>ψ(z) = d ln Γ(z) / dz.</summary>
    public static double Digamma(double z)
    {
        var shift = 0.0;
        while (z < SeriesFrom)
        {
            shift -= 1 / z;
            z += 1;
        }

        var inverse = 1 / z;
        var square = inverse * inverse;
        return shift + Math.Log(z) - (inverse / 2) - (square * ((1.0 / 12) - (square * ((1.0 / 120) - (square * ((1.0 / 252)
            - (square * ((1.0 / 240) - (square * ((1.0 / 132) - (square * ((691.0 / 32760) - (square / 12)))))))))))));
    }

    /// <summary>ln B(a, b).</summary>
    public static double LogBeta(double a, double b) => Log(a) + Log(b) - Log(a + b);

    /// <summary>ln Γ(z + n) − ln Γ(z), without the loss of digits that the difference of two large logarithms has.</summary>
    public static double LogRising(double z, double n)
    {
        if (n == 0)
        {
            return 0;
        }

        if (n > 0 && n < 64 && n == Math.Floor(n))
        {
            var (sum, product) = (0.0, 1.0);
            for (var i = 0; i < (int)n; i++)
            {
                product *= z + i;
                if (product > 1e200 || product < 1e-200)
                {
                    sum += Math.Log(product);
                    product = 1;
                }
            }

            return sum + Math.Log(product);
        }

        return Log(z + n) - Log(z);
    }
}
