namespace Regulars.Statistics.Numerics;

/// <summary>Elementary functions near the arguments where the plain ones lose their digits.</summary>
internal static class Precise
{
    /// <summary>e^x − 1.</summary>
    public static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 0.5)
        {
            return Math.Exp(x) - 1;
        }

        // e^x − 1 = 2 sinh(x/2) e^(x/2), and sinh is exact where its argument is small.
        return 2 * Math.Sinh(x / 2) * Math.Exp(x / 2);
    }

    /// <summary>ln(1 + x).</summary>
    public static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>(1 − e^(−c·l)) / c, and its limit l where c is nought.</summary>
    public static double DecayIntegral(double c, double l) => Math.Abs(c * l) < 1e-9 ? l * (1 - (c * l / 2)) : -ExpMinusOne(-c * l) / c;

    /// <summary>The sum of values in which rounding does not pile up (Neumaier).</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        var (sum, lost) = (0.0, 0.0);
        foreach (var value in values)
        {
            var next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return sum + lost;
    }
}
