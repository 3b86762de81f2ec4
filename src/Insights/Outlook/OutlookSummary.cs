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

    internal static OutlookSummary Of(CustomerOutlook[] outlooks, Day asOf)
    {
        var values = new List<long>(outlooks.Length);
        var (present, inYears, purchases, alive, atRisk) = (0, 0L, 0.0, 0.0, 0.0);
        var (tellsPurchases, tellsAlive, tellsRisk) = (false, false, false);
        var fields = Fields.ToDictionary(field => field, _ => (Customers: 0, Value: 0L));
        foreach (ref readonly var row in outlooks.AsSpan())
        {
            present += row.IsPresent ? 1 : 0;
            (tellsPurchases, tellsAlive, tellsRisk) = (tellsPurchases || row.Purchases is not null, tellsAlive || row.Alive is not null, tellsRisk || row.Risk is not null);
            purchases += row.Purchases ?? 0;
            alive += row.Alive ?? 0;
            inYears += row.ValueThreeYears ?? 0;
            atRisk += (row.Risk ?? 0) * (row.ValueYear ?? 0);
            if (row.ValueYear is { } value)
            {
                values.Add(value);
            }

            if (row.Quadrant is { } quadrant)
            {
                fields[quadrant] = (fields[quadrant].Customers + 1, fields[quadrant].Value + row.YearValue);
            }
        }

        values.Sort();
        var tells = values.Count > 0;
        var inYear = values.Sum();
        return new OutlookSummary(
            asOf,
            outlooks.Length,
            present,
            tells ? inYear : null,
            tells ? inYears : null,
            tellsPurchases ? purchases : null,
            tellsAlive ? alive : null,
            tellsRisk && tells ? (long)atRisk : null,
            inYear > 0 ? (double)values.Skip(values.Count - ((values.Count + 9) / 10)).Sum() / inYear : null,
            fields.ToDictionary(field => field.Key, field => field.Value.Customers),
            fields.ToDictionary(field => field.Key, field => field.Value.Value),
            outlooks.Length - fields.Values.Sum(field => field.Customers));
    }
}
