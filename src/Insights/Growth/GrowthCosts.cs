using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Growth;

/// <summary>Keeps what acquiring and keeping customers cost, by month and channel, as people enter it.</summary>
internal sealed class GrowthCosts(Database database)
{
    /// <summary>For acquiring customers.</summary>
    public const string Acquisition = "acquisition";

    /// <summary>For keeping them.</summary>
    public const string Retention = "retention";

    /// <summary>What a cost was for.</summary>
    public static IReadOnlyList<string> Purposes { get; } = [Acquisition, Retention];

    private static readonly RowShape<GrowthCost> Shape = new RowShape<GrowthCost>()
        .Int("month_day", row => row.Month.Number).Text("purpose", row => row.Purpose).Text("channel", row => row.Channel).Long("amount", row => row.Amount ?? 0);

    private readonly HistoryStore histories = new(database);

    /// <summary>The channels of the journal, by code.</summary>
    public IReadOnlyList<string> Channels() => [.. histories.LoadValues("channel").Where(code => code.Length > 0)];

    /// <summary>The costs of months from a day on, in the order of months, channels and purposes.</summary>
    public IReadOnlyList<GrowthCost> Load(Day from) => [.. database.Query<(int Month, string Channel, string Purpose, long Amount)>(
        "SELECT month_day, channel, purpose, amount FROM growth_cost WHERE month_day >= @from ORDER BY month_day, channel, purpose", new { from = from.Number })
        .Select(row => new GrowthCost(new Day(row.Month), row.Channel, row.Purpose, row.Amount))];

    /// <summary>Keeps costs, all of them or none.</summary>
    public void Save(IReadOnlyList<GrowthCost> costs) => database.Write(transaction =>
    {
        transaction.Write("DELETE FROM growth_cost WHERE (month_day, purpose, channel) IN (SELECT rows.month_day, rows.purpose, rows.channel FROM {rows})", Shape, costs);
        transaction.Write(
            "INSERT INTO growth_cost (month_day, purpose, channel, amount) SELECT rows.month_day, rows.purpose, rows.channel, rows.amount FROM {rows} WHERE true",
            Shape,
            [.. costs.Where(cost => cost.Amount is not null)]);
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
