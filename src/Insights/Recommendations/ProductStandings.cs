using Regulars.Kernel;
using Regulars.Statistics.Recommendations;

namespace Regulars.Insights.Recommendations;

/// <summary>How a product stands.</summary>
/// <param name="Product">Its id.</param>
/// <param name="Customers">Customers who bought it.</param>
/// <param name="Lately">Customers who bought it in the last 90 days.</param>
/// <param name="Popularity">The same; of a new product three times as many.</param>
/// <param name="LastsDays">The median time until it is bought again by those who do; null when nobody did.</param>
/// <param name="Repeats">How often it was bought again.</param>
internal sealed record ProductStanding(int Product, int Customers, int Lately, int Popularity, double? LastsDays, int Repeats);

/// <summary>Finds how products stand. What was not sold within a year has no standing, and what has none is not recommended.</summary>
internal static class ProductStandings
{
    /// <summary>What was not sold for longer is not recommended.</summary>
    public const int SoldWithinDays = 365;

    /// <summary>A product is new for so long after it was first sold.</summary>
    public const int NewDays = 30;

    private const int LatelyDays = 90;

    /// <summary>A new product could be sold for at most a third of the days that count as lately.</summary>
    private const int NewTimes = LatelyDays / NewDays;

    /// <summary>The most products that stand: the new ones and those with the most customers.</summary>
    private const int Most = 10_000;

    /// <summary>The standings of what was sold.</summary>
    /// <param name="lines">Everything that was bought before the day.</param>
    /// <param name="asOf">The day.</param>
    public static IReadOnlyList<ProductStanding> Of(IReadOnlyList<BasketLine> lines, Day asOf)
    {
        var sold = new Dictionary<int, (int First, int Last)>();
        foreach (var line in lines)
        {
            var known = sold.GetValueOrDefault(line.Product, (line.Day, line.Day));
            sold[line.Product] = (Math.Min(known.Item1, line.Day), Math.Max(known.Item2, line.Day));
        }

        var customers = Customers(lines);
        var lately = Customers(lines.Where(line => asOf.Number - line.Day <= LatelyDays));
        bool IsNew(int product) => asOf.Number - sold[product].First <= NewDays;
        var standing = sold.Where(product => asOf.Number - product.Value.Last <= SoldWithinDays).Select(product => product.Key)
            .OrderByDescending(IsNew).ThenByDescending(product => customers[product]).ThenBy(product => product).Take(Most).Order().ToList();
        var kept = standing.ToHashSet();
        var lasting = Replenishment.Of(lines.Where(line => kept.Contains(line.Product)).Select(line => new ProductPurchase(line.Product, line.Customer, new Day(line.Day).Date)), asOf.Plus(-1).Date)
            .ToDictionary(product => product.Product);
        return
        [
            .. standing.Select(product => new ProductStanding(
                product, customers[product], lately.GetValueOrDefault(product), lately.GetValueOrDefault(product) * (IsNew(product) ? NewTimes : 1),
                lasting.GetValueOrDefault(product)?.ObservedMedianDays, lasting.GetValueOrDefault(product)?.Gaps ?? 0)),
        ];
    }

    private static Dictionary<int, int> Customers(IEnumerable<BasketLine> lines) =>
        lines.Select(line => (line.Product, line.Customer)).Distinct().CountBy(pair => pair.Product).ToDictionary();
}
