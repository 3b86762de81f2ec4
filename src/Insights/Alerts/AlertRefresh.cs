using System.Text.Json;
using Regulars.Insights.Measures;
using Regulars.Insights.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Alerts;

/// <summary>Looks whether a measure left its band on the days that are over, finds which part of the sales it came from, and keeps one
/// message for each change.</summary>
internal sealed class AlertRefresh(Database database)
{
    private const int LookBackDays = 45;

    private const int ComparedWeeks = 8;

    private const int DaysPerWeek = 7;

    private const int MostParts = 3;

    private static readonly (string Dimension, string Column)[] Dimensions = [("store", "store_id"), ("channel", "channel_id"), ("country", "country_id")];

    private readonly KnownBands bands = new();

    private Day? watchedUntil;

    /// <summary>Looks and writes; again on the same day changes nothing.</summary>
    /// <param name="history">Everybody's purchases.</param>
    /// <param name="until">The first day that is not over yet.</param>
    /// <param name="check">Called in every transaction; throws when this node no longer leads.</param>
    public void Run(PurchaseHistory history, Day until, Action<WriteTransaction> check)
    {
        if (watchedUntil == until || DailyMeasures.Of(history, until) is not { } measures)
        {
            return;
        }

        var changes = Watch.Find(measures, LookBackDays, bands).Select(Continued).Select(change => (Change: change, Parts: JsonSerializer.Serialize(Parts(change), InsightsJson.Default.IReadOnlyListAlertPart))).ToList();
        database.Write(transaction =>
        {
            check(transaction);
            foreach (var (change, parts) in changes)
            {
                transaction.Execute(
                    """
                    INSERT INTO insight_alert (measure, first_day, last_day, direction, value, expected, low, high, parts)
                    VALUES (@Measure, @first, @last, @direction, @Value, @Expected, @Low, @High, @parts)
                    ON CONFLICT (measure, first_day) DO UPDATE SET
                        last_day = excluded.last_day, value = excluded.value, expected = excluded.expected, low = excluded.low, high = excluded.high, parts = excluded.parts
                    """,
                    new
                    {
                        change.Measure, first = change.FirstDay.Number, last = change.LastDay.Number, direction = change.IsAbove ? 1 : -1,
                        change.Value, change.Expected, change.Low, change.High, parts,
                    });
            }
        });
        watchedUntil = until;
    }

    /// <summary>A change that began before the days that were looked at keeps its beginning.</summary>
    private Change Continued(Change change) => database.QueryFirst<int?>(
        "SELECT max(first_day) FROM insight_alert WHERE measure = @Measure AND direction = @direction AND first_day < @first AND last_day >= @joined",
        new { change.Measure, direction = change.IsAbove ? 1 : -1, first = change.FirstDay.Number, joined = change.FirstDay.Number - DaysPerWeek }) is { } began
        ? change with { FirstDay = new Day(began) }
        : change;

    /// <summary>The parts of the sales that differ most from the same weekdays of the weeks before, in the direction of the change.</summary>
    private IReadOnlyList<AlertPart> Parts(Change change)
    {
        if (change.Measure is "average_order" or "new_customers" or "buyers")
        {
            return [];
        }

        var sum = change.Measure switch { "orders" => "orders", "returned" => "returned", _ => "gross" };
        var parts = new List<AlertPart>();
        foreach (var (dimension, column) in Dimensions)
        {
            var rows = database.Query<(string Code, int Day, double Sum)>(
                $"""
                SELECT d.code, c.day, CAST(sum(c.{sum}) AS {"{real}"}) FROM customer_day c JOIN dimension d ON d.dimension_id = c.{column}
                WHERE c.day > @from AND c.day <= @day GROUP BY d.code, c.day
                """,
                new { from = change.LastDay.Number - (ComparedWeeks * DaysPerWeek) - 1, day = change.LastDay.Number });
            parts.AddRange(Differing(change, dimension, rows));
        }

        parts.AddRange(SegmentParts(change, sum));
        return [.. parts.OrderByDescending(part => Math.Abs(part.Value - part.Usual)).Take(MostParts)];
    }

    /// <summary>The same of the named and the saved segments, by who belongs to them now: who belonged then is not known.</summary>
    private IEnumerable<AlertPart> SegmentParts(Change change, string sum)
    {
        // Days of the weeks before that are compared, and the day itself; all of a person's records count for the segments of the person.
        var asked = new { from = change.LastDay.Number - (ComparedWeeks * DaysPerWeek) - 1, day = change.LastDay.Number };
        List<(string Code, int Day, double Sum)> Sums(string code, string membership) => database.Query<(string Code, int Day, double Sum)>(
            $"""
            SELECT {code}, d.day, CAST(sum(d.{sum}) AS {"{real}"}) FROM customer_day d JOIN customer c ON c.customer_id = d.customer_id
            {membership}
            WHERE d.day > @from AND d.day <= @day AND (@day - d.day) % 7 = 0 GROUP BY {code}, d.day
            """,
            asked);
        return Differing(change, "segment", Sums("s.segment", "JOIN customer_score s ON s.customer_id = c.group_id")).Concat(Differing(
            change, "saved", Sums("g.name", "JOIN segment_member m ON m.customer_id = c.group_id JOIN segment g ON g.segment_id = m.segment_id")));
    }

    /// <summary>Those parts of one kind that differ from their own same weekdays in the direction of the change.</summary>
    private static IEnumerable<AlertPart> Differing(Change change, string dimension, IEnumerable<(string Code, int Day, double Sum)> rows)
    {
        foreach (var part in rows.GroupBy(row => row.Code, StringComparer.Ordinal))
        {
            var now = part.Where(row => row.Day == change.LastDay.Number).Sum(row => row.Sum);
            var usual = part.Where(row => row.Day < change.LastDay.Number && (change.LastDay.Number - row.Day) % DaysPerWeek == 0).Sum(row => row.Sum) / ComparedWeeks;
            if (now > usual == change.IsAbove && now != usual)
            {
                yield return new AlertPart(dimension, part.Key, now, usual);
            }
        }
    }
}

/// <summary>A part of the sales that a change came from.</summary>
/// <param name="Dimension">store, channel or country; segment for a named segment, saved for one that somebody built, of whom belongs to it today.</param>
/// <param name="Code">Which one: a code, the key of a named segment, or the name of a saved one.</param>
/// <param name="Value">Its value on the day.</param>
/// <param name="Usual">Its mean on the same weekday of the eight weeks before.</param>
public sealed record AlertPart(string Dimension, string Code, double Value, double Usual);

/// <summary>A measure that left its band, as it is kept.</summary>
public sealed class AlertRow
{
    /// <summary>Which measure.</summary>
    public string Measure { get; init; } = "";

    /// <summary>The number of the first day outside.</summary>
    public int FirstDay { get; init; }

    /// <summary>The number of the last day outside.</summary>
    public int LastDay { get; init; }

    /// <summary>1 above the band, −1 below it.</summary>
    public int Direction { get; init; }

    /// <summary>The value on the last day; amounts in minor units.</summary>
    public double Value { get; init; }

    /// <summary>What was expected.</summary>
    public double Expected { get; init; }

    /// <summary>The lower edge of the band.</summary>
    public double Low { get; init; }

    /// <summary>The upper edge.</summary>
    public double High { get; init; }

    /// <summary>The parts as they are kept.</summary>
    public string Written { get; init; } = "[]";

    /// <summary>When somebody said they had seen it.</summary>
    public long? SeenAt { get; init; }

    /// <summary>Who.</summary>
    public string? SeenBy { get; init; }

    /// <summary>The parts of the sales that it came from.</summary>
    public IReadOnlyList<AlertPart> Parts => JsonSerializer.Deserialize(Written, InsightsJson.Default.IReadOnlyListAlertPart)!;
}

/// <summary>Reads alerts, and notes who has seen them.</summary>
internal sealed class AlertStore(Database database, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>The newest alerts, seen and unseen.</summary>
    public IReadOnlyList<AlertRow> All() => Load("");

    /// <summary>Those that nobody has seen and that are no older than a week.</summary>
    public IReadOnlyList<AlertRow> Fresh(Day today) => Load($"WHERE seen_at IS NULL AND last_day > {today.Number - 8}");

    /// <summary>Notes that somebody has seen one; again changes nothing.</summary>
    public void See(string measure, int firstDay, string by) => database.Write(transaction => transaction.Execute(
        "UPDATE insight_alert SET seen_at = @now, seen_by = @by WHERE measure = @measure AND first_day = @firstDay AND seen_at IS NULL",
        new { measure, firstDay, by, now = Instant.Now(clock).Microseconds }));

    private List<AlertRow> Load(string where) => database.Query<AlertRow>(
        $"""
        SELECT measure AS Measure, first_day AS FirstDay, last_day AS LastDay, direction AS Direction, value AS Value, expected AS Expected, low AS Low,
               high AS High, parts AS Written, seen_at AS SeenAt, seen_by AS SeenBy
        FROM insight_alert {where} ORDER BY last_day DESC, measure LIMIT {Most}
        """);
}
