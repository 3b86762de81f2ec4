using System.Globalization;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>By what customers are grouped.</summary>
public enum SegmentKind
{
    /// <summary>By recency, frequency and value.</summary>
    Segment,

    /// <summary>By activity.</summary>
    Activity,
}

/// <summary>Reads the customers of a segment, the most valuable first.</summary>
internal sealed class SegmentStore(Database database)
{
    public List<SegmentRow> Load(SegmentKind kind, string key, SegmentCursor? after, int most) => database.Query<SegmentRow>(
        $"""
        SELECT s.customer_id AS Id, l.name AS Name, l.orders AS Orders, s.net_value AS NetValue, s.last_purchase_day AS LastDay,
               s.recency AS Recency, s.frequency AS Frequency, s.value AS Value
        FROM customer_score s LEFT JOIN customer_list l ON l.customer_id = s.customer_id
        WHERE s.{(kind is SegmentKind.Activity ? "activity" : "segment")} = @key {(after is null ? "" : "AND (s.net_value, s.customer_id) < (@value, @customer)")}
        ORDER BY s.net_value DESC, s.customer_id DESC LIMIT @most
        """,
        new { key, value = after?.Value ?? 0, customer = after?.Customer ?? Guid.Empty, most });

    /// <summary>Every customer of a segment, read part by part.</summary>
    public IEnumerable<SegmentRow> All(SegmentKind kind, string key, int atOnce)
    {
        SegmentCursor? after = null;
        List<SegmentRow> rows;
        do
        {
            rows = Load(kind, key, after, atOnce);
            foreach (var row in rows)
            {
                yield return row;
                after = row.Cursor;
            }
        }
        while (rows.Count == atOnce);
    }
}

/// <summary>A customer of a segment.</summary>
public sealed class SegmentRow
{
    /// <summary>Whose row it is.</summary>
    public Guid Id { get; init; }

    /// <summary>The name in lists; null when the person was erased.</summary>
    public string? Name { get; init; }

    /// <summary>How many orders.</summary>
    public long Orders { get; init; }

    /// <summary>Value net of returns, in minor units.</summary>
    public long NetValue { get; init; }

    /// <summary>The number of the day of the last purchase.</summary>
    public int LastDay { get; init; }

    /// <summary>The score of recency, 1 to 5.</summary>
    public int Recency { get; init; }

    /// <summary>The score of frequency, 1 to 5.</summary>
    public int Frequency { get; init; }

    /// <summary>The score of value, 1 to 5.</summary>
    public int Value { get; init; }

    /// <summary>The day of the last purchase.</summary>
    public Day Last => new(LastDay);

    internal SegmentCursor Cursor => new(NetValue, Id);
}

/// <summary>A place in the list of a segment.</summary>
internal sealed record SegmentCursor(long Value, Guid Customer)
{
    /// <summary>Reads a cursor that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static SegmentCursor? TryParse(string? text) =>
        text?.Split('.') is [var value, var customer] && long.TryParse(value, CultureInfo.InvariantCulture, out var net) && Guid.TryParseExact(customer, "N", out var id)
            ? new SegmentCursor(net, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}.{Customer:N}");
}
