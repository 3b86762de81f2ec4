using Regulars.Insights.Contracts;
using Regulars.Insights.Measures;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Storage;

/// <summary>Reads purchase histories from the journal's rollups. Records that are merged into one are one customer.</summary>
internal sealed class HistoryStore(Database database)
{
    /// <summary>SQLite looks for a parameter among the names of all, so that twice as many cost four times as much.</summary>
    private const int CustomersAtOnce = 100;

    /// <summary>What was sold for more than nothing; states 0 and 4 are sold and refunded.</summary>
    private const string IsPurchase = "state IN (0, 4) AND gross > 0";

    private const string ReturnedColumn = "CAST(coalesce(sum(CASE WHEN returned > 0 THEN 1 ELSE 0 END), 0) AS bigint)";

    private const string SumColumns = $"count(*), CAST(coalesce(sum(gross), 0) AS bigint), {ReturnedColumn}";

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

    /// <summary>Reads again what some people bought, and puts it in the place of what was known of them.</summary>
    /// <param name="history">The history of all customers, as it was known.</param>
    /// <param name="groups">The records that stand for these people.</param>
    public void Reload(PurchaseHistory history, IEnumerable<Guid> groups)
    {
        foreach (var part in groups.Chunk(CustomersAtOnce))
        {
            var list = new ParameterList(part.Select(group => (object)group));
            var found = new Dictionary<Guid, List<PurchaseHistory.Entry>>();
            foreach (var (group, day, orders, gross, returned) in database.Query<(Guid Group, int Day, long Orders, long Gross, long Returned)>(
                $"""
                SELECT m.group_id, d.day, CAST(sum(d.orders) AS bigint), CAST(sum(d.gross) AS bigint), CAST(sum(d.returned) AS bigint)
                FROM customer m CROSS JOIN customer_day d
                WHERE m.group_id IN ({list}) AND d.customer_id = m.customer_id GROUP BY m.group_id, d.day ORDER BY m.group_id, d.day
                """,
                list.Values))
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(found, group, out _) ??= [];
                found[group].Add(new PurchaseHistory.Entry(new Day(day), (int)orders, gross, returned));
            }

            foreach (var group in part)
            {
                history.Replace(new CustomerId(group), found.TryGetValue(group, out var days) ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(days) : []);
            }
        }
    }

    /// <summary>The records that stand for the people to whom some records belong.</summary>
    public HashSet<Guid> LoadGroups(IEnumerable<CustomerId> records)
    {
        var groups = new HashSet<Guid>();
        foreach (var part in records.Select(record => (object)record.Value).Chunk(CustomersAtOnce))
        {
            var list = new ParameterList(part);
            groups.UnionWith(database.Query<Guid>($"SELECT group_id FROM customer WHERE customer_id IN ({list})", list.Values));
        }

        return groups;
    }

    /// <summary>All sales before a day, with and without a customer, and the share of customers' orders of which something was returned
    /// since; that is null where returns never name their order, and both say nothing of a category.</summary>
    public (SalesMeasure Sales, double? ReturnRateByOrders) LoadSales(Day asOf, ReportPart? part)
    {
        if (part?.Dimension is "category")
        {
            return (new SalesMeasure(0, 0), null);
        }

        return Together(LoadSum("purchase_order", asOf, part), LoadSum("anonymous_sale", asOf, part));
    }

    /// <summary>All sales before a day, of which those to customers are summed already.</summary>
    public (SalesMeasure Sales, double? ReturnRateByOrders) LoadSales(Day asOf, OrderSums toCustomers) => Together(toCustomers, LoadSum("anonymous_sale", asOf, null));

    /// <summary>Whether a customer's order is dated this day or later.</summary>
    public bool HasOrdersFrom(Day day) => database.QueryFirst<long?>("SELECT 1 FROM customer_list WHERE last_purchase_day >= @day LIMIT 1", new { day = day.Number }) is not null;

    /// <summary>The orders of everybody, by the record that stands for them.</summary>
    public Dictionary<Guid, OrderSums> LoadOrderSums()
    {
        var merged = LoadMerged();
        var sums = new Dictionary<Guid, OrderSums>();
        database.Scan(
            $"SELECT customer_id, {SumColumns} FROM purchase_order WHERE {IsPurchase} GROUP BY customer_id",
            row =>
            {
                var customer = row.Id(0);
                ref var own = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(sums, merged.GetValueOrDefault(customer, customer), out _);
                own += new OrderSums(row.Long(1), row.Long(2), row.Long(3));
            });
        return sums;
    }

    /// <summary>The orders of some people, by the record that stands for them.</summary>
    public Dictionary<Guid, OrderSums> LoadOrderSums(IEnumerable<Guid> groups)
    {
        var sums = new Dictionary<Guid, OrderSums>();
        foreach (var part in groups.Select(group => (object)group).Chunk(CustomersAtOnce))
        {
            var list = new ParameterList(part);
            foreach (var (group, orders, gross, returned) in database.Query<(Guid Group, long Orders, long Gross, long Returned)>(
                $"""
                SELECT m.person, {SumColumns} FROM (SELECT customer_id, group_id AS person FROM customer WHERE group_id IN ({list})) m
                CROSS JOIN purchase_order o WHERE o.customer_id = m.customer_id AND {IsPurchase} GROUP BY m.person
                """,
                list.Values))
            {
                sums[group] = new OrderSums(orders, gross, returned);
            }
        }

        return sums;
    }

    private static (SalesMeasure Sales, double? ReturnRateByOrders) Together(OrderSums orders, OrderSums anonymous) => (
        new SalesMeasure(orders.Orders + anonymous.Orders, orders.Gross + anonymous.Gross),
        orders.Returned == 0 ? null : (double)orders.Returned / orders.Orders);

    private OrderSums LoadSum(string table, Day asOf, ReportPart? part)
    {
        var (orders, gross, returned) = database.QueryFirst<(long, long, long)>(
            $"""
            SELECT {(table is "purchase_order" ? SumColumns : SumColumns.Replace(ReturnedColumn, "0", StringComparison.Ordinal))}
            FROM {table} WHERE {IsPurchase} AND day < @asOf{(part is null ? "" : $" AND {Column(part)} = @part")}
            """,
            new { asOf = asOf.Number, part = part is null ? 0 : NumberOf(part) });
        return new OrderSums(orders, gross, returned);
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
}

/// <summary>Orders by which something was sold: how many, for how much in minor units, and how many of them were returned in part or whole.</summary>
internal readonly record struct OrderSums(long Orders, long Gross, long Returned)
{
    public static OrderSums operator +(OrderSums a, OrderSums b) => new(a.Orders + b.Orders, a.Gross + b.Gross, a.Returned + b.Returned);

    public static OrderSums operator -(OrderSums a, OrderSums b) => new(a.Orders - b.Orders, a.Gross - b.Gross, a.Returned - b.Returned);
}
