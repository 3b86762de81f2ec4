using System.Text.Json;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Health;

/// <summary>Works out what only a look at every member tells, once a day and when somebody asks, and keeps it.</summary>
internal sealed class HealthStore(Database database, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>A member is active who earned or used points within so many days.</summary>
    public const int ActiveDays = 90;

    private const int MonthsOfSales = 24;

    private const int DaysOfMargin = 365;

    private const string Members = "SELECT DISTINCT c.group_id FROM points_account a JOIN customer c ON c.customer_id = a.customer_id WHERE c.erased_at IS NULL";

    private readonly Lock computing = new();

    /// <summary>The newest snapshot, and when it was worked out; null before the first.</summary>
    public (HealthSnapshot Snapshot, Instant ComputedAt)? Read() => database.QueryFirst<Row>("SELECT document AS Document, computed_at AS ComputedAt FROM programme_health WHERE health_id = 1") is { } row
        ? (JsonSerializer.Deserialize(row.Document, HealthJson.Default.HealthSnapshot)!, new Instant(row.ComputedAt))
        : null;

    /// <summary>Works a new snapshot out and keeps it.</summary>
    public HealthSnapshot Compute()
    {
        lock (computing)
        {
            var now = Instant.Now(clock);
            var snapshot = Count(businesses.Current.Calendar.DayOf(now));
            database.Write(transaction => transaction.Execute(
                """
                INSERT INTO programme_health (health_id, document, computed_at) VALUES (1, @document, @at)
                ON CONFLICT (health_id) DO UPDATE SET document = excluded.document, computed_at = excluded.computed_at
                """,
                new { document = JsonSerializer.Serialize(snapshot, HealthJson.Default.HealthSnapshot), at = now.Microseconds }));
            return snapshot;
        }
    }

    private HealthSnapshot Count(Day today)
    {
        var currency = businesses.Current.Currency;
        var margin = database.QueryFirst<MarginRow>(
            $"""
            SELECT count(*) AS Orders, count(o.cost) AS Costed, CAST(coalesce(sum(CASE WHEN o.cost IS NOT NULL THEN o.gross - o.cost ELSE 0 END), 0) AS {"{long}"}) AS Margin
            FROM purchase_order o JOIN customer c ON c.customer_id = o.customer_id JOIN ({Members}) m ON m.group_id = c.group_id
            WHERE o.state IN (0, 4) AND o.gross > 0 AND o.returned = 0 AND o.day > @since
            """,
            new { since = today.Plus(-DaysOfMargin).Number })!;
        return new HealthSnapshot
        {
            AsOf = today,
            Members = database.QueryFirst<long>($"SELECT count(*) FROM ({Members}) m"),
            ActiveMembers = database.QueryFirst<long>(
                $"""
                SELECT count(DISTINCT c.group_id) FROM posting p JOIN customer c ON c.customer_id = p.customer_id
                WHERE c.erased_at IS NULL AND p.day > @since AND p.reason IN ({(int)PostingReason.Earned}, {(int)PostingReason.Spent}, {(int)PostingReason.Exchanged})
                """,
                new { since = today.Plus(-ActiveDays).Number }),
            Sales = Sales(today.StartOfMonth.PlusMonths(1 - MonthsOfSales), currency),
            MemberOrders = margin.Orders,
            CostedOrders = margin.Costed,
            Margin = currency.ToDecimal(margin.Margin),
        };
    }

    private List<MonthOfSales> Sales(Day since, Currency currency)
    {
        var known = database.Query<DayRow>(
            $"""
            SELECT d.day AS Day, CAST(sum(d.gross - d.returned) AS {"{long}"}) AS Total,
                   CAST(sum(CASE WHEN m.group_id IS NULL THEN 0 ELSE d.gross - d.returned END) AS {"{long}"}) AS ByMembers
            FROM customer_day d JOIN customer c ON c.customer_id = d.customer_id LEFT JOIN ({Members}) m ON m.group_id = c.group_id
            WHERE d.day >= @since GROUP BY d.day
            """,
            new { since = since.Number });
        var anonymous = database.Query<DayRow>(
            "SELECT day AS Day, CAST(sum(gross - returned) AS {long}) AS Total, CAST(0 AS {long}) AS ByMembers FROM anonymous_sale WHERE state IN (0, 4) AND day >= @since GROUP BY day",
            new { since = since.Number });
        return [.. known.Concat(anonymous).GroupBy(row => new Day(row.Day).StartOfMonth).OrderBy(month => month.Key)
            .Select(month => new MonthOfSales(month.Key, currency.ToDecimal(month.Sum(row => row.Total)), currency.ToDecimal(month.Sum(row => row.ByMembers))))];
    }

    private sealed class Row
    {
        public string Document { get; init; } = "";

        public long ComputedAt { get; init; }
    }

    private sealed class MarginRow
    {
        public long Orders { get; init; }

        public long Costed { get; init; }

        public long Margin { get; init; }
    }

    private sealed class DayRow
    {
        public int Day { get; init; }

        public long Total { get; init; }

        public long ByMembers { get; init; }
    }
}
