using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Growth;

/// <summary>Keeps what acquiring and keeping customers cost, month by month, as people enter it.</summary>
internal sealed class GrowthCosts(Database database)
{
    /// <summary>What a cost was for.</summary>
    public static IReadOnlyList<string> Purposes { get; } = ["acquisition", "retention"];

    /// <summary>The costs of months from a day on, by month and purpose, in minor units.</summary>
    public IReadOnlyDictionary<(Day Month, string Purpose), long> Load(Day from) => database.Query<(int Month, string Purpose, long Amount)>(
        "SELECT month_day, purpose, CAST(sum(amount) AS bigint) FROM growth_cost WHERE month_day >= @from GROUP BY month_day, purpose", new { from = from.Number })
        .ToDictionary(row => (new Day(row.Month), row.Purpose), row => row.Amount);

    /// <summary>Keeps the costs of months; null takes one away.</summary>
    public void Save(IEnumerable<(Day Month, string Purpose, long? Amount)> costs) => database.Write(transaction =>
    {
        foreach (var (month, purpose, amount) in costs)
        {
            transaction.Execute("DELETE FROM growth_cost WHERE month_day = @month AND purpose = @purpose AND channel = ''", new { month = month.Number, purpose });
            if (amount is { } entered)
            {
                transaction.Execute(
                    "INSERT INTO growth_cost (month_day, purpose, channel, amount) VALUES (@month, @purpose, '', @entered)", new { month = month.Number, purpose, entered });
            }
        }
    });

    /// <summary>The share that is left after the cost of goods, over all orders whose cost is known; null when none is.</summary>
    public double? MarginShare(Period year)
    {
        var row = database.QueryFirst<MarginRow>(
            """
            SELECT CAST(coalesce(sum(gross), 0) AS {real}) AS Sold, CAST(coalesce(sum(cost), 0) AS {real}) AS Cost
            FROM purchase_order WHERE cost IS NOT NULL AND state IN (0, 4) AND gross > 0 AND day >= @from AND day < @to
            """,
            new { from = year.From.Number, to = year.To.Number })!;
        return row.Sold > 0 ? 1 - (row.Cost / row.Sold) : null;
    }

    private sealed class MarginRow
    {
        public double Sold { get; init; }

        public double Cost { get; init; }
    }
}
