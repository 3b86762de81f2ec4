namespace Regulars.Statistics.Lifetime;

/// <summary>All that a lifetime model needs of one customer's purchases up to the end of observation.</summary>
/// <param name="Repeats">x: the number of purchase days after the first one.</param>
/// <param name="LastPurchase">t_x: the time from the first purchase to the last one, in units of time; 0 when there was one purchase day.</param>
/// <param name="Age">T: the time from the first purchase to the end of observation, in units of time.</param>
public readonly record struct PurchaseSummary(int Repeats, double LastPurchase, double Age)
{
    /// <summary>How many customers this summary stands for.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The sum of the natural logarithms of the times between neighbouring purchase days, in units of time. Only the
    /// log-likelihoods of models with regular purchases hold it; no forecast does.</summary>
    public double SumOfLogGaps { get; init; }

    /// <summary>The different summaries, each with the weight of all that equal it. A fit does so by itself; who fits several
    /// models does it once.</summary>
    /// <param name="customers">Summaries.</param>
    /// <exception cref="ArgumentException">A summary is impossible.</exception>
    public static PurchaseSummary[] Together(IReadOnlyList<PurchaseSummary> customers) => PurchaseTable.Together(customers);

    /// <summary>Throws when no purchases can be summarised so.</summary>
    internal void Check()
    {
        if (Repeats < 0 || !(LastPurchase >= 0) || !(Age >= LastPurchase) || !double.IsFinite(Age) || (Repeats == 0 && LastPurchase != 0)
            || !(Weight >= 0) || !double.IsFinite(Weight) || !double.IsFinite(SumOfLogGaps))
        {
            Refuse(this);
        }
    }

    private static void Refuse(PurchaseSummary customer) => throw new ArgumentException(
        $"{customer}: x must be at least 0, t_x between 0 and T and 0 where x is 0, and the weight at least 0.", nameof(customer));
}
