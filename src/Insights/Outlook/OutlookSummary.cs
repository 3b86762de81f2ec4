using Regulars.Kernel;

namespace Regulars.Insights.Outlook;

/// <summary>What all customers together are expected to be worth. Amounts are in minor units.</summary>
/// <param name="AsOf">Only facts before this day count.</param>
/// <param name="Customers">Customers with a purchase.</param>
/// <param name="Present">Of them, those who bought within the presence window.</param>
/// <param name="ValueYear">Value expected of all in 12 months; null without a model.</param>
/// <param name="ValueThreeYears">Value expected of all in 36 months.</param>
/// <param name="Purchases">Purchases expected of all in 12 months.</param>
/// <param name="Alive">Customers expected to be alive: the sum of P(alive).</param>
/// <param name="AtRisk">Value expected of present customers in 12 months, weighted by their risk of leaving.</param>
/// <param name="TopTenth">The share of the expected value that a tenth of the customers brings.</param>
/// <param name="Quadrants">Customers in each field of attitude against retention.</param>
/// <param name="QuadrantValues">What they spent in the last year.</param>
/// <param name="WithoutAttitude">Customers of whose attitude nothing is known.</param>
public sealed record OutlookSummary(
    Day AsOf, int Customers, int Present, long? ValueYear, long? ValueThreeYears, double? Purchases, double? Alive, long? AtRisk, double? TopTenth,
    IReadOnlyDictionary<string, int> Quadrants, IReadOnlyDictionary<string, long> QuadrantValues, int WithoutAttitude)
{
    /// <summary>The fields of the matrix.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["true", "habitual", "lost_friend", "gone"];

    internal static OutlookSummary Of(IReadOnlyList<CustomerOutlook> outlooks, Day asOf)
    {
        var values = outlooks.Where(row => row.ValueYear is not null).Select(row => row.ValueYear!.Value).OrderDescending().ToArray();
        var tells = values.Length > 0;
        return new OutlookSummary(
            asOf,
            outlooks.Count,
            outlooks.Count(row => row.IsPresent),
            tells ? values.Sum() : null,
            tells ? outlooks.Sum(row => row.ValueThreeYears ?? 0) : null,
            outlooks.Any(row => row.Purchases is not null) ? outlooks.Sum(row => row.Purchases ?? 0) : null,
            outlooks.Any(row => row.Alive is not null) ? outlooks.Sum(row => row.Alive ?? 0) : null,
            outlooks.Any(row => row.Risk is not null) && tells ? (long)outlooks.Sum(row => (row.Risk ?? 0) * (row.ValueYear ?? 0)) : null,
            tells && values.Sum() > 0 ? (double)values.Take((values.Length + 9) / 10).Sum() / values.Sum() : null,
            Fields.ToDictionary(field => field, field => outlooks.Count(row => row.Quadrant == field)),
            Fields.ToDictionary(field => field, field => outlooks.Where(row => row.Quadrant == field).Sum(row => row.YearValue)),
            outlooks.Count(row => row.Quadrant is null));
    }
}
