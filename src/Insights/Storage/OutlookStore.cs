using System.Globalization;
using Regulars.Insights.Measures;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Reads what customers' futures are expected to be.</summary>
internal sealed class OutlookStore(Database database)
{
    private const string Columns =
        """
        o.customer_id AS Id, o.is_present AS Present, o.year_value AS YearValue, o.alive AS Alive, o.purchases AS Purchases, o.value_year AS ValueYear,
        o.value_three_years AS ValueThreeYears, o.risk AS Risk, o.loyalty_index AS LoyaltyIndex, o.coverage AS Coverage, o.quadrant AS Quadrant
        """;

    /// <summary>One person's; null before it is computed.</summary>
    public OutlookRow? Of(CustomerId customer) => database.QueryFirst<OutlookRow>(
        $"SELECT {Columns} FROM customer_outlook o WHERE o.customer_id = @customer", new { customer = customer.Value });

    /// <summary>Those of whom most is expected in the next 12 months.</summary>
    public List<OutlookRow> MostValuable(OutlookCursor? after, int most) => database.Query<OutlookRow>(
        $"""
        SELECT {Columns}, l.name AS Name FROM customer_outlook o JOIN customer_list l ON l.customer_id = o.customer_id
        WHERE o.value_year IS NOT NULL {(after is null ? "" : "AND (o.value_year, o.customer_id) < (@value, @customer)")}
        ORDER BY o.value_year DESC, o.customer_id DESC LIMIT @most
        """,
        new { value = after?.Value ?? 0, customer = after?.Customer ?? Guid.Empty, most });

    /// <summary>Those in a field of the matrix, who spent most in the last year first.</summary>
    public List<OutlookRow> InQuadrant(string quadrant, OutlookCursor? after, int most) => database.Query<OutlookRow>(
        $"""
        SELECT {Columns}, l.name AS Name FROM customer_outlook o JOIN customer_list l ON l.customer_id = o.customer_id
        WHERE o.quadrant = @quadrant {(after is null ? "" : "AND (o.year_value, o.customer_id) < (@value, @customer)")}
        ORDER BY o.year_value DESC, o.customer_id DESC LIMIT @most
        """,
        new { quadrant, value = after?.Value ?? 0, customer = after?.Customer ?? Guid.Empty, most });

    /// <summary>One person's purchases by day; merged records count as one.</summary>
    public PurchaseHistory History(CustomerId customer)
    {
        var days = new List<PurchaseHistory.Entry>();
        foreach (var row in database.Query<DayRow>(
            """
            SELECT d.day AS Day, CAST(sum(d.orders) AS bigint) AS Orders, CAST(sum(d.gross) AS bigint) AS Gross, CAST(sum(d.returned) AS bigint) AS Returned
            FROM customer m JOIN customer_day d ON d.customer_id = m.customer_id WHERE m.group_id = @customer GROUP BY d.day ORDER BY d.day
            """,
            new { customer = customer.Value }))
        {
            days.Add(new PurchaseHistory.Entry(new Day(row.Day), (int)row.Orders, row.Gross, row.Returned));
        }

        var history = new PurchaseHistory();
        history.Add(customer, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(days));
        return history;
    }

    /// <summary>The margin of a person's orders, returns taken off in proportion; null where the cost of an order is not known.</summary>
    public long? Margin(CustomerId customer)
    {
        var row = database.QueryFirst<MarginRow>(
            """
            SELECT count(*) AS Orders, count(o.cost) AS Costed,
                   CAST(coalesce(sum((o.gross - o.returned) * (1.0 - CAST(o.cost AS {real}) / o.gross)), 0) AS {real}) AS Margin
            FROM customer m JOIN purchase_order o ON o.customer_id = m.customer_id
            WHERE m.group_id = @customer AND o.state IN (0, 4) AND o.gross > 0
            """,
            new { customer = customer.Value })!;
        return row.Orders > 0 && row.Costed == row.Orders ? (long)Math.Round(row.Margin) : null;
    }

    private sealed class DayRow
    {
        public int Day { get; init; }

        public long Orders { get; init; }

        public long Gross { get; init; }

        public long Returned { get; init; }
    }

    private sealed class MarginRow
    {
        public long Orders { get; init; }

        public long Costed { get; init; }

        public double Margin { get; init; }
    }
}

/// <summary>What one customer's future is expected to be, as it is kept.</summary>
public sealed record OutlookRow
{
    /// <summary>Whose it is.</summary>
    public Guid Id { get; init; }

    /// <summary>The name in lists; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>1 when they bought within the presence window.</summary>
    public int Present { get; init; }

    /// <summary>Gross value of the last 365 days, in minor units.</summary>
    public long YearValue { get; init; }

    /// <summary>P(alive); null without a model.</summary>
    public double? Alive { get; init; }

    /// <summary>Purchases expected in 12 months.</summary>
    public double? Purchases { get; init; }

    /// <summary>Value expected in 12 months, in minor units.</summary>
    public long? ValueYear { get; init; }

    /// <summary>Value expected in 36 months, in minor units.</summary>
    public long? ValueThreeYears { get; init; }

    /// <summary>The probability of buying nothing within the horizon.</summary>
    public double? Risk { get; init; }

    /// <summary>The loyalty index, 0 to 100.</summary>
    public double LoyaltyIndex { get; init; }

    /// <summary>How much of the index was known.</summary>
    public double Coverage { get; init; }

    /// <summary>The field of attitude against retention; null where nothing tells of attitude.</summary>
    public string? Quadrant { get; init; }
}

/// <summary>A place in a list of outlooks.</summary>
internal sealed record OutlookCursor(long Value, Guid Customer)
{
    /// <summary>Reads a cursor that <see cref="ToString"/> wrote; null when it is none.</summary>
    public static OutlookCursor? TryParse(string? text) =>
        text?.Split('.') is [var value, var customer] && long.TryParse(value, CultureInfo.InvariantCulture, out var number) && Guid.TryParseExact(customer, "N", out var id)
            ? new OutlookCursor(number, id)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}.{Customer:N}");
}
