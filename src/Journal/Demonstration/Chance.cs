namespace Regulars.Journal.Demonstration;

/// <summary>A stream of chance that is the same for the same seeds, on every machine and in every version.</summary>
internal sealed class Chance
{
    private ulong state;

    public Chance(params ReadOnlySpan<long> seeds)
    {
        foreach (var seed in seeds)
        {
            state = unchecked(state + (ulong)seed);
            state = Next();
        }
    }

    /// <summary>Evenly from 0 to 1, 1 excluded.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Evenly between two bounds.</summary>
    public double Between(double low, double high) => low + ((high - low) * Share());

    public bool Happens(double probability) => Share() < probability;

    /// <summary>A whole number from 0 to below the count.</summary>
    public int Below(int count) => (int)(Share() * count);

    public T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    /// <summary>The place of one of the weights, by its share of their sum.</summary>
    public int Weighted(params ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var left = Share() * sum;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>Normal with mean 0 and deviation 1 (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share());

    /// <summary>Gamma with mean equal to the shape (Marsaglia and Tsang, for shapes from 1).</summary>
    public double Gamma(double shape)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = Normal();
            var v = Math.Pow(1 + (c * normal), 3);
            if (v > 0 && Math.Log(1 - Share()) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>Exponential with the given mean.</summary>
    public double Wait(double mean) => -mean * Math.Log(1 - Share());

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private ulong Next() => unchecked(Mix(state += 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
