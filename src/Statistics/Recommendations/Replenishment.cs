using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>A purchase of a product.</summary>
/// <param name="Product">The number of the product.</param>
/// <param name="Customer">The number of the customer.</param>
/// <param name="Day">The day.</param>
public readonly record struct ProductPurchase(int Product, int Customer, DateOnly Day);

/// <summary>How long customers take to buy a product again.</summary>
/// <remarks>A gap that is still open when the records end is longer than what is seen of it. To leave open gaps out would make the time too short,
/// so the share that has bought again is estimated with them, by the product-limit estimator (Kaplan and Meier 1958, equation 2b).</remarks>
public sealed class Replenishment
{
    private readonly (double Day, double Share)[] curve;

    private Replenishment(int product, List<int> gaps, int open, (double Day, double Share)[] curve)
    {
        (Product, Gaps, OpenGaps, this.curve) = (product, gaps.Count, open, curve);
        gaps.Sort();
        ObservedMedianDays = gaps.Count == 0 ? null : (gaps[(gaps.Count - 1) / 2] + gaps[gaps.Count / 2]) / 2.0;
        MedianDays = DaysUntil(0.5);
    }

    /// <summary>The product.</summary>
    public int Product { get; }

    /// <summary>The gaps that ended in another purchase.</summary>
    public int Gaps { get; }

    /// <summary>The gaps still open when the records end: one per customer who bought the product before the last day.</summary>
    public int OpenGaps { get; }

    /// <summary>The median of the ended gaps alone, in days: how long those took who did buy again. Null without any.</summary>
    public double? ObservedMedianDays { get; }

    /// <summary>The days after which half of all purchases were followed by another; null when so many never are, as far as the records reach.</summary>
    public double? MedianDays { get; }

    /// <summary>The products that anyone bought, in rising order.</summary>
    /// <param name="purchases">All purchases, in any order; several of one customer and product on one day count once.</param>
    /// <param name="asOf">The last day of the records; later purchases are left out.</param>
    public static IReadOnlyList<Replenishment> Of(IEnumerable<ProductPurchase> purchases, DateOnly asOf) =>
        [.. purchases.Where(purchase => purchase.Day <= asOf).GroupBy(purchase => purchase.Product).OrderBy(product => product.Key).Select(product => Measure(product, asOf))];

    /// <summary>The days after which a share of purchases was followed by another; null when that share is not reached.</summary>
    /// <param name="share">The share, above 0 and below 1.</param>
    public double? DaysUntil(double share)
    {
        Require.Positive(share);
        Require.Between(share, 0, 1);
        foreach (var (day, reached) in curve)
        {
            if (reached >= share - 1e-12)
            {
                return day;
            }
        }

        return null;
    }

    private static Replenishment Measure(IGrouping<int, ProductPurchase> product, DateOnly asOf)
    {
        var (gaps, open) = (new List<int>(), new List<int>());
        foreach (var days in product.GroupBy(purchase => purchase.Customer).Select(customer => customer.Select(purchase => purchase.Day.DayNumber).Distinct().Order().ToArray()))
        {
            gaps.AddRange(days.Zip(days.Skip(1), (before, after) => after - before));
            if (asOf.DayNumber > days[^1])
            {
                open.Add(asOf.DayNumber - days[^1]);
            }
        }

        return new Replenishment(product.Key, gaps, open.Count, CurveOf(gaps, open));
    }

    private static (double Day, double Share)[] CurveOf(List<int> gaps, List<int> open)
    {
        var days = new SortedDictionary<int, (int Ended, int Open)>();
        foreach (var gap in gaps)
        {
            var (ended, stillOpen) = days.GetValueOrDefault(gap);
            days[gap] = (ended + 1, stillOpen);
        }

        foreach (var gap in open)
        {
            var (ended, stillOpen) = days.GetValueOrDefault(gap);
            days[gap] = (ended, stillOpen + 1);
        }

        var waiting = gaps.Count + open.Count;
        var (left, curve) = (1.0, new List<(double, double)>());
        foreach (var (day, (ended, stillOpen)) in days)
        {
            if (ended > 0)
            {
                left *= 1 - ((double)ended / waiting);
                curve.Add((day, 1 - left));
            }

            waiting -= ended + stillOpen;
        }

        return [.. curve];
    }
}
