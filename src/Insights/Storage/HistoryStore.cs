using Regulars.Insights.Contracts;
using Regulars.Insights.Measures;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Reads purchase histories from the journal's rollups. Records that are merged into one are one customer.</summary>
internal sealed class HistoryStore(Database database)
{
    /// <summary>The history of all customers, or of one part of their sales.</summary>
    public PurchaseHistory Load(ReportPart? part)
    {
        var merged = LoadMerged();
        var history = new PurchaseHistory();
        var apart = new Dictionary<Guid, List<PurchaseHistory.Entry>>();
        var days = new List<PurchaseHistory.Entry>();
        Guid current = default;
        Scan(part, (customer, entry) =>
        {
            if (customer != current)
            {
                Finish(history, merged, apart, current, days);
                current = customer;
            }

            Append(days, entry);
        });
        Finish(history, merged, apart, current, days);
        foreach (var (group, entries) in apart)
        {
            entries.Sort((a, b) => a.Day.CompareTo(b.Day));
            days.Clear();
            entries.ForEach(entry => Append(days, entry));
            history.Add(new CustomerId(group), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(days));
        }

        return history;
    }

    /// <summary>All sales before a day, with and without a customer, and the share of customers' orders of which something was returned
    /// since; that is null where returns never name their order, and both say nothing of a category.</summary>
    public (SalesMeasure Sales, double? ReturnRateByOrders) LoadSales(Day asOf, ReportPart? part)
    {
        if (part?.Dimension is "category")
        {
            return (new SalesMeasure(0, 0), null);
        }

        var orders = Sum("purchase_order", "sum(CASE WHEN returned > 0 THEN 1 ELSE 0 END)");
        var anonymous = Sum("anonymous_sale", "0");
        return (
            new SalesMeasure(orders.Orders + anonymous.Orders, orders.Gross + anonymous.Gross),
            orders.Returned == 0 ? null : (double)orders.Returned / orders.Orders);

        // A purchase is what was sold for more than nothing; states 0 and 4 are sold and refunded.
        SumRow Sum(string table, string returned) => database.QueryFirst<SumRow>(
            $"""
            SELECT count(*) AS Orders, CAST(coalesce(sum(gross), 0) AS bigint) AS Gross, CAST(coalesce({returned}, 0) AS bigint) AS Returned
            FROM {table} WHERE state IN (0, 4) AND gross > 0 AND day < @asOf{(part is null ? "" : $" AND {Column(part)} = @part")}
            """,
            new { asOf = asOf.Number, part = part is null ? 0 : NumberOf(part) })!;
    }

    /// <summary>The day after the newest order; null when there is none.</summary>
    public Day? LoadEnd()
    {
        var known = database.QueryFirst<long?>("SELECT max(last_purchase_day) FROM customer_list WHERE last_purchase_day > 0");
        return known is { } day ? new Day((int)day + 1) : null;
    }

    /// <summary>The values of a dimension that sales have, by name.</summary>
    public IReadOnlyList<string> LoadValues(string dimension) =>
        database.Query<string>("SELECT code FROM dimension WHERE kind = @dimension ORDER BY code", new { dimension });

    private static void Append(List<PurchaseHistory.Entry> days, PurchaseHistory.Entry entry)
    {
        if (days.Count > 0 && days[^1].Day == entry.Day)
        {
            var same = days[^1];
            days[^1] = new PurchaseHistory.Entry(entry.Day, same.Orders + entry.Orders, same.Gross + entry.Gross, same.Returned + entry.Returned);
        }
        else
        {
            days.Add(entry);
        }
    }

    private static void Finish(
        PurchaseHistory history, Dictionary<Guid, Guid> merged, Dictionary<Guid, List<PurchaseHistory.Entry>> apart, Guid customer, List<PurchaseHistory.Entry> days)
    {
        if (days.Count == 0)
        {
            return;
        }

        if (merged.TryGetValue(customer, out var group))
        {
            if (!apart.TryGetValue(group, out var entries))
            {
                apart.Add(group, entries = []);
            }

            entries.AddRange(days);
        }
        else
        {
            history.Add(new CustomerId(customer), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(days));
        }

        days.Clear();
    }

    /// <summary>Every record of a group of more than one, with the group it belongs to.</summary>
    public Dictionary<Guid, Guid> LoadMerged() => database
        .Query<(Guid Customer, Guid Group)>(
            """
            SELECT customer_id, group_id FROM customer
            WHERE group_id IN (SELECT l.into_id FROM customer_link l WHERE l.unlinked_at IS NULL) OR group_id <> customer_id
            """)
        .ToDictionary(row => row.Customer, row => row.Group);

    private void Scan(ReportPart? part, Action<Guid, PurchaseHistory.Entry> read)
    {
        var sql = part switch
        {
            null => "SELECT customer_id, day, orders, gross, returned FROM customer_day ORDER BY customer_id, day",
            { Dimension: "category" } =>
                $"SELECT customer_id, day, orders, gross, returned FROM customer_category_day WHERE category_id = {NumberOf(part)} ORDER BY customer_id, day",
            _ => $"SELECT customer_id, day, orders, gross, returned FROM customer_day WHERE {Column(part)} = {NumberOf(part)} ORDER BY customer_id, day",
        };
        database.Scan(sql, row => read(
            row.Id(0), new PurchaseHistory.Entry(new Day(row.Int(1)), row.Int(2), row.Long(3), row.Long(4))));
    }

    private static string Column(ReportPart part) => part.Dimension switch
    {
        "store" => "store_id",
        "channel" => "channel_id",
        "country" => "country_id",
        _ => throw new ArgumentException($"'{part.Dimension}' is not a dimension of sales; store, channel, country and category are.", nameof(part)),
    };

    private int NumberOf(ReportPart part) => (int)database.QueryFirst<long>(
        "SELECT dimension_id FROM dimension WHERE kind = @Dimension AND code = @Code", new { part.Dimension, part.Code });

    private sealed class SumRow
    {
        public long Orders { get; init; }

        public long Gross { get; init; }

        public long Returned { get; init; }
    }
}
