using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Numerics;

/// <summary>Samples with replacement, told by weights.</summary>
internal static class Resampling
{
    /// <summary>As many customers as there are, drawn by their weights; each summary then weighs how often it was drawn.</summary>
    public static PurchaseSummary[] Weights(IReadOnlyList<PurchaseSummary> customers, Random random)
    {
        var upTo = new double[customers.Count];
        var total = 0.0;
        for (var i = 0; i < upTo.Length; i++)
        {
            total += customers[i].Weight;
            upTo[i] = total;
        }

        var counts = new double[upTo.Length];
        for (var draw = 0; draw < (int)Math.Min(total, 100_000_000); draw++)
        {
            var found = Array.BinarySearch(upTo, random.NextDouble() * total);
            counts[Math.Min(found < 0 ? ~found : found, upTo.Length - 1)]++;
        }

        return [.. customers.Select((customer, i) => customer with { Weight = counts[i] })];
    }
}
