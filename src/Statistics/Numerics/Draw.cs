namespace Regulars.Statistics.Numerics;

/// <summary>Random numbers of the distributions that lifetimes and spending follow, from a generator that the caller seeds.</summary>
internal static class Draw
{
    /// <summary>Standard normal (the polar method of Marsaglia).</summary>
    public static double Normal(Random random)
    {
        while (true)
        {
            var (u, v) = ((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>Exponential with mean one.</summary>
    public static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    /// <summary>Gamma with a shape and rate one (Marsaglia and Tsang 2000).</summary>
    public static double Gamma(Random random, double shape)
    {
        if (shape == 1)
        {
            return Exponential(random);
        }

        if (shape < 1)
        {
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(random);
            var root = 1 + (c * x);
            if (root <= 0)
            {
                continue;
            }

            var v = root * root * root;
            if (Math.Log(1 - random.NextDouble()) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>Beta with two shapes.</summary>
    public static double Beta(Random random, double a, double b)
    {
        var (x, y) = (Gamma(random, a), Gamma(random, b));
        return x + y > 0 ? x / (x + y) : random.NextDouble() * (a + b) < a ? 1 : 0;
    }

    /// <summary>An index drawn by chances that add up to one.</summary>
    public static int Index(Random random, ReadOnlySpan<double> chances)
    {
        var left = random.NextDouble();
        var index = 0;
        while (index < chances.Length - 1 && left >= chances[index])
        {
            left -= chances[index++];
        }

        return index;
    }
}
