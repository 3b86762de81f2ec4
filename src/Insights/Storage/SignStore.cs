using System.Globalization;
using System.Text.Json;
using Regulars.Insights.Signs;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Reads the signs of fading loyalty, the most urgent and dearest first.</summary>
internal sealed class SignStore(Database database)
{
    private const int MostCounted = 100_000;

    /// <summary>Open signs, of one kind or of all.</summary>
    public List<SignRow> Load(string? kind, SignCursor? after, int most)
    {
        var rows = database.Query<SignRow>(
            $"""
            SELECT s.customer_id AS Id, l.name AS Name, s.kind AS Kind, s.severity AS Severity, s.since_day AS SinceDay, s.seen_day AS SeenDay,
                   s.at_stake AS AtStake, s.numbers AS Written, l.last_purchase_day AS LastDay
            FROM customer_sign s JOIN customer_list l ON l.customer_id = s.customer_id
            WHERE s.cleared_day IS NULL {(kind is null ? "" : "AND s.kind = @kind")}
                {(after is null ? "" : "AND (s.severity, s.at_stake, s.customer_id, s.kind) < (@severity, @stake, @customer, @afterKind)")}
            ORDER BY s.severity DESC, s.at_stake DESC, s.customer_id DESC, s.kind DESC LIMIT @most
            """,
            new
            {
                kind,
                most,
                severity = after?.Severity ?? 9,
                stake = after?.AtStake ?? 0,
                customer = after?.Customer ?? Guid.Empty,
                afterKind = after?.Kind ?? "",
            });
        return rows;
    }

    /// <summary>Every open sign, read part by part.</summary>
    public IEnumerable<SignRow> All(string? kind, int atOnce)
    {
        SignCursor? after = null;
        List<SignRow> rows;
        do
        {
            rows = Load(kind, after, atOnce);
            foreach (var row in rows)
            {
                yield return row;
                after = row.Cursor;
            }
        }
        while (rows.Count == atOnce);
    }

    /// <summary>The signs of one person, open and cleared, the newest first.</summary>
    public List<SignRow> Of(CustomerId customer) => database.Query<SignRow>(
        """
        SELECT s.customer_id AS Id, s.kind AS Kind, s.severity AS Severity, s.since_day AS SinceDay, s.seen_day AS SeenDay,
               s.cleared_day AS ClearedDay, s.at_stake AS AtStake, s.numbers AS Written
        FROM customer_sign s WHERE s.customer_id = @customer ORDER BY s.since_day DESC, s.kind LIMIT 50
        """,
        new { customer = customer.Value });

    /// <summary>How many open signs there are of each kind, how many are grave, how many new, and what is at stake.</summary>
    /// <param name="newSince">Signs that showed on this day or later are new.</param>
    public IReadOnlyList<SignCount> Count(Day newSince) => database.Query<SignCount>(
        """
        SELECT kind AS Kind, count(*) AS Customers, CAST(sum(CASE WHEN severity = 3 THEN 1 ELSE 0 END) AS bigint) AS Grave,
               CAST(sum(CASE WHEN since_day >= @newSince THEN 1 ELSE 0 END) AS bigint) AS New, CAST(sum(at_stake) AS bigint) AS AtStake
        FROM customer_sign WHERE cleared_day IS NULL GROUP BY kind
        """,
        new { newSince = newSince.Number });

    /// <summary>How many customers who are not lost show a sign, and what they spent in the last year; counted up to a hundred thousand.</summary>
    public (long Customers, long AtStake) CountCustomers()
    {
        var row = database.QueryFirst<SignCount>(
            $"""
            SELECT count(*) AS Customers, CAST(coalesce(sum(stake), 0) AS bigint) AS AtStake FROM (
                SELECT customer_id, max(at_stake) AS stake FROM customer_sign WHERE cleared_day IS NULL AND severity > 0 GROUP BY customer_id LIMIT {MostCounted}) counted
            """)!;
        return (row.Customers, row.AtStake);
    }
}

/// <summary>A sign that a customer shows.</summary>
public sealed class SignRow
{
    /// <summary>Whose it is.</summary>
    public Guid Id { get; init; }

    /// <summary>The name in lists; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Which sign.</summary>
    public string Kind { get; init; } = "";

    /// <summary>3 to act on now, 2 serious, 1 to be watched, 0 probably lost.</summary>
    public int Severity { get; init; }

    /// <summary>The number of the first day on which it showed.</summary>
    public int SinceDay { get; init; }

    /// <summary>The number of the day on which it was first seen.</summary>
    public int SeenDay { get; init; }

    /// <summary>The number of the day on which it no longer showed; null while it does.</summary>
    public int? ClearedDay { get; init; }

    /// <summary>What the customer spent in the last year, in minor units.</summary>
    public long AtStake { get; init; }

    /// <summary>The evidence as it is kept.</summary>
    public string Written { get; init; } = "[]";

    /// <summary>The number of the day of the last purchase.</summary>
    public int LastDay { get; init; }

    /// <summary>The evidence: the numbers of its sentence.</summary>
    public IReadOnlyList<double> Numbers => JsonSerializer.Deserialize(Written, InsightsJson.Default.IReadOnlyListDouble)!;

    internal SignCursor Cursor => new(Severity, AtStake, Id, Kind);
}

/// <summary>Open signs of one kind.</summary>
public sealed class SignCount
{
    /// <summary>Which sign.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Customers who show it.</summary>
    public long Customers { get; init; }

    /// <summary>Of them, those to act on now.</summary>
    public long Grave { get; init; }

    /// <summary>Of them, those in whom it is new.</summary>
    public long New { get; init; }

    /// <summary>What they spent in the last year, in minor units.</summary>
    public long AtStake { get; init; }
}

/// <summary>A place in the list of signs.</summary>
internal sealed record SignCursor(int Severity, long AtStake, Guid Customer, string Kind)
{
    /// <summary>Reads a cursor that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static SignCursor? TryParse(string? text) =>
        text?.Split('.') is [var severity, var stake, var customer, var kind]
        && int.TryParse(severity, CultureInfo.InvariantCulture, out var grave)
        && long.TryParse(stake, CultureInfo.InvariantCulture, out var value)
        && Guid.TryParseExact(customer, "N", out var id) && SignKinds.All.Contains(kind)
            ? new SignCursor(grave, value, id, kind)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Severity}.{AtStake}.{Customer:N}.{Kind}");
}
