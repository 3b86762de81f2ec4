using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Counting;

/// <summary>Sums hindrances up by day: only the days of which something new was told.</summary>
internal sealed class HindranceCounts(Database database)
{
    /// <summary>An order on the day of a checkout or within so many days after it follows from it.</summary>
    public const int CheckoutDays = 2;

    /// <summary>Orders are counted anew for so many days, since they may be told late.</summary>
    private const int OrderDays = 400;

    private const int RowsAtOnce = 2_000;

    private static readonly RowShape<(string Kind, string Subject, int Day)> Cells = new RowShape<(string Kind, string Subject, int Day)>()
        .Text("kind", row => row.Kind)
        .Text("subject", row => row.Subject)
        .Int("day", row => row.Day);

    private static readonly RowShape<(int Day, long Orders)> OrderRows = new RowShape<(int Day, long Orders)>()
        .Int("day", row => row.Day)
        .Long("times", row => row.Orders);

    /// <summary>Sums up what is new; answers how many sums changed.</summary>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    /// <param name="cancellation">Ends the work between transactions.</param>
    public int Run(Action<WriteTransaction> check, CancellationToken cancellation)
    {
        var changed = 0;
        int part;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            changed += part = database.Write(transaction =>
            {
                check(transaction);
                var cells = transaction.Query<(string Kind, string Subject, int Day)>(
                    """
                    UPDATE hindrance SET is_new = 0
                    WHERE is_new = 1 AND (customer_id, kind, subject, day) IN (
                        SELECT customer_id, kind, subject, day FROM hindrance WHERE is_new = 1 AND kind <> 'checkout' LIMIT @most)
                    RETURNING kind, subject, day
                    """,
                    new { most = RowsAtOnce }).Distinct().ToList();
                transaction.Write(
                    """
                    INSERT INTO hindrance_day (kind, subject, day, times, customers)
                    SELECT rows.kind, rows.subject, rows.day, CAST(sum(h.times) AS bigint), count(*)
                    FROM {rows} CROSS JOIN hindrance h
                    WHERE h.kind = rows.kind AND h.subject = rows.subject AND h.day = rows.day GROUP BY rows.kind, rows.subject, rows.day
                    ON CONFLICT (kind, subject, day) DO UPDATE SET times = excluded.times, customers = excluded.customers
                    """,
                    Cells,
                    cells);
                return cells.Count;
            });
        }
        while (part > 0);
        return changed;
    }

    /// <summary>Takes checkouts that no order followed for abandoned baskets, once they had the time.</summary>
    public void CloseCheckouts(Day today, Action<WriteTransaction> check) => database.Write(transaction =>
    {
        check(transaction);
        var ripe = new { until = today.Plus(-CheckoutDays).Number, days = CheckoutDays };
        transaction.Execute(
            """
            INSERT INTO hindrance (customer_id, kind, subject, day, times, is_new)
            SELECT h.customer_id, 'basket', '', h.day, 1, 1 FROM hindrance h
            WHERE h.kind = 'checkout' AND h.is_new = 1 AND h.day < @until AND NOT EXISTS (
                SELECT 1 FROM customer c JOIN customer m ON m.group_id = c.group_id JOIN purchase_order o ON o.customer_id = m.customer_id
                WHERE c.customer_id = h.customer_id AND o.day >= h.day AND o.day <= h.day + @days)
            ON CONFLICT (customer_id, kind, subject, day) DO NOTHING
            """,
            ripe);
        transaction.Execute("UPDATE hindrance SET is_new = 0 WHERE kind = 'checkout' AND is_new = 1 AND day < @until", ripe);
    });

    /// <summary>Counts the orders of known customers by day, whatever became of them.</summary>
    public void CountOrders(Day today, Action<WriteTransaction> check)
    {
        var days = database.Query<(int Day, long Orders)>(
            "SELECT day, CAST(sum(orders + refused + cancelled) AS bigint) FROM customer_day WHERE day >= @from AND day < @until GROUP BY day",
            new { from = today.Plus(-OrderDays).Number, until = today.Number });
        database.Write(transaction =>
        {
            check(transaction);
            transaction.Write(
                """
                INSERT INTO hindrance_day (kind, subject, day, times, customers) SELECT 'orders', '', rows.day, rows.times, 0 FROM {rows} WHERE true
                ON CONFLICT (kind, subject, day) DO UPDATE SET times = excluded.times
                """,
                OrderRows,
                days);
        });
    }

    /// <summary>How often something happened in a period; the whole kind where the subject is empty.</summary>
    public long Times(string kind, string subject, Period period) => database.QueryFirst<long>(
        "SELECT CAST(coalesce(sum(times), 0) AS bigint) FROM hindrance_day WHERE kind = @kind AND subject = @subject AND day >= @from AND day < @until",
        new { kind, subject, from = period.From.Number, until = period.To.Number });

    /// <summary>Whether any hindrance was ever counted.</summary>
    public bool Any() => database.QueryFirst<long?>("SELECT 1 FROM hindrance_day WHERE kind <> 'orders' LIMIT 1") is not null;

    /// <summary>How often something happened, by day.</summary>
    public IReadOnlyDictionary<Day, long> ByDay(string kind, string subject, Period period) => database.Query<(int Day, long Times)>(
        "SELECT day, times FROM hindrance_day WHERE kind = @kind AND subject = @subject AND day >= @from AND day < @until",
        new { kind, subject, from = period.From.Number, until = period.To.Number }).ToDictionary(row => new Day(row.Day), row => row.Times);

    /// <summary>Among what a kind is counted: searches where those with a result are told too, else orders.</summary>
    public string ExposureOf(string kind, Period period) =>
        kind is HindranceKinds.Search && Times(HindranceKinds.Searched, HindranceKinds.Whole, period) > Times(HindranceKinds.Search, HindranceKinds.Whole, period)
            ? HindranceKinds.Searched
            : HindranceKinds.Orders;
}
