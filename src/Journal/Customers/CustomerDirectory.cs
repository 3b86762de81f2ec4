using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Customers;

/// <summary>Lists customers from an index, so that a page costs the same whatever their number.</summary>
internal sealed class CustomerDirectory(
    Database database, BusinessStore businesses, IEnumerable<CustomerStandings> standings, TimeProvider clock)
{
    /// <summary>Rows looked at in one go where a second condition has no index of its own, and how often at most.</summary>
    private const int Stride = 1_000;

    private const int MostStrides = 5;

    private const int HistoryAfterDays = 30;

    private readonly CustomerSearch search = new(database, businesses);

    /// <summary>What is computed of customers; null when no module computes it.</summary>
    public CustomerStandings? Standings { get; } = standings.FirstOrDefault();

    /// <summary>The day against which "days ago" is told: today, or the end of a history that ended over a month ago.</summary>
    public Day Today
    {
        get
        {
            var today = businesses.Current.Calendar.DayOf(Instant.Now(clock));
            return Standings?.Shop is { } shop && today - shop.AsOf > HistoryAfterDays ? shop.AsOf.Plus(-1) : today;
        }
    }

    /// <summary>The customers that a query asks for.</summary>
    public CustomerPart Find(CustomerQuery query) => query.IsSearch ? Search(query) : Walk(query);

    private CustomerPart Walk(CustomerQuery query)
    {
        var order = query.Order("");
        var isByStanding = query.Segment is not null || query.Activity is not null;
        var column = isByStanding ? "net" : order.Key;
        var isBackwards = query.Before is not null;
        var isDescending = order.IsDescending != isBackwards;
        var cursor = query.Before ?? query.After;
        var stride = query.IsFiltered ? Stride : query.Limit + 1;
        var found = new List<CustomerRow>();
        var ended = false;
        for (var strides = 0; strides < MostStrides && !ended && found.Count <= query.Limit; strides++)
        {
            var rows = Load(query, column, isDescending, cursor, stride);
            found.AddRange(rows.Where(row => Accepts(query, row)).Take(query.Limit + 1 - found.Count));
            ended = rows.Count < stride;
            cursor = rows.Count > 0 ? rows[^1].Cursor(column) : cursor;
        }

        var isCut = found.Count > query.Limit;
        var shown = isCut ? found[..query.Limit] : found;
        var further = isCut ? shown[^1].Cursor(column) : ended ? null : cursor;
        if (isBackwards)
        {
            shown.Reverse();
            return new CustomerPart(shown, further is null || shown.Count == 0 ? null : shown[0].Cursor(column), shown.Count == 0 ? query.Before : shown[^1].Cursor(column));
        }

        return new CustomerPart(shown, query.After is null || shown.Count == 0 ? null : shown[0].Cursor(column), further);
    }

    private List<CustomerRow> Load(CustomerQuery query, string column, bool isDescending, CustomerCursor? cursor, int most)
    {
        var today = Today;
        var sort = column switch { "name" => "l.sort_name", "orders" => "l.orders", "value" => "l.gross", "net" => "s.net_value", _ => "l.last_purchase_day" };
        var owner = column is "net" ? "s" : "l";
        var conditions = new List<string>();
        if (column is "net")
        {
            conditions.Add(query.Segment is not null ? "s.segment = @Segment" : "s.activity = @Activity");
        }
        else if (query.BoughtWithin is not null || query.NotSince is not null)
        {
            conditions.Add("l.last_purchase_day > @since AND l.last_purchase_day <= @until");
        }

        if (cursor is not null)
        {
            conditions.Add($"({sort}, {owner}.customer_id) {(isDescending ? "<" : ">")} ({(column is "name" ? "@value" : "@number")}, @customer)");
        }

        var where = conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)}";
        var direction = isDescending ? "DESC" : "ASC";
        var from = column is "net" ? $"{Standings!.Table} s JOIN customer_list l ON l.customer_id = s.customer_id" : $"customer_list l {JoinStandings()}";
        return database.Query<CustomerRow>(
            $"SELECT {Columns()} FROM {from} {where} ORDER BY {sort} {direction}, {owner}.customer_id {direction} LIMIT @most",
            new
            {
                query.Segment,
                query.Activity,
                since = query.BoughtWithin is { } within ? today.Number - within : 0,
                until = query.NotSince is { } notSince ? today.Number - notSince : int.MaxValue,
                value = cursor?.Value ?? "",
                number = cursor?.Number ?? 0,
                customer = cursor?.Customer ?? Guid.Empty,
                most,
            });
    }

    private bool Accepts(CustomerQuery query, CustomerRow row)
    {
        var today = Today;
        return (query.Segment is null || row.Segment == query.Segment)
            && (query.Activity is null || row.Activity == query.Activity)
            && (query.BoughtWithin is not { } within || (row.LastDay > 0 && row.LastDay > today.Number - within))
            && (query.NotSince is not { } notSince || (row.LastDay > 0 && row.LastDay <= today.Number - notSince));
    }

    private CustomerPart Search(CustomerQuery query)
    {
        var order = query.Order("");
        var (ids, isCut) = search.Find(query.Words!);
        var rows = ids.Chunk(100).SelectMany(LoadRows).Where(row => Accepts(query, row)).ToList();
        rows.Sort((a, b) => Compare(order.Key, a, b) * (order.IsDescending ? -1 : 1));
        var first = query.After is { } after ? rows.FindIndex(row => row.Id == after.Customer) + 1
            : query.Before is { } before ? Math.Max(0, rows.FindIndex(row => row.Id == before.Customer) - query.Limit)
            : 0;
        var shown = rows.Skip(first).Take(query.Limit).ToList();
        return new CustomerPart(
            shown,
            first > 0 && shown.Count > 0 ? shown[0].Cursor(order.Key) : null,
            rows.Count > first + query.Limit ? shown[^1].Cursor(order.Key) : null,
            isCut);
    }

    /// <summary>The rows of a few customers; those that are merged into another are told as that one.</summary>
    public List<CustomerRow> LoadRows(IReadOnlyCollection<Guid> ids)
    {
        var names = string.Join(", ", ids.Select((_, index) => $"@p{index}"));
        var parameters = new Dapper.DynamicParameters();
        foreach (var (index, id) in ids.Index())
        {
            parameters.Add($"p{index}", id);
        }

        return ids.Count == 0 ? [] : database.Query<CustomerRow>(
            $"SELECT {Columns()} FROM customer_list l {JoinStandings()} WHERE l.customer_id IN ({names})", parameters);
    }

    private static int Compare(string column, CustomerRow a, CustomerRow b)
    {
        var order = column switch
        {
            "name" => string.CompareOrdinal(a.SortName, b.SortName),
            "orders" => a.Orders.CompareTo(b.Orders),
            "value" => a.Gross.CompareTo(b.Gross),
            _ => a.LastDay.CompareTo(b.LastDay),
        };
        return order != 0 ? order : a.Id.CompareTo(b.Id);
    }

    private string Columns() =>
        $"""
        l.customer_id AS Id, l.name AS Name, l.sort_name AS SortName, l.first_purchase_day AS FirstDay, l.last_purchase_day AS LastDay,
        l.orders AS Orders, l.gross AS Gross, l.returned AS Returned{(Standings is null ? "" : ", s.segment AS Segment, s.activity AS Activity, s.net_value AS NetValue")}
        """;

    private string JoinStandings() => Standings is null ? "" : $"LEFT JOIN {Standings.Table} s ON s.customer_id = l.customer_id";
}
