using Regulars.Care.Counting;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Detection;

/// <summary>Looks for obstacles in what was counted up to a day.</summary>
internal sealed class ObstacleSearch(Database database, HindranceCounts counts, ObstacleRules rules)
{
    /// <summary>Of each kind so many subjects are looked at, the most frequent ones.</summary>
    private const int MostSubjects = 200;

    private const int DaysInYear = 365;

    /// <summary>What is frequent enough and more frequent than usual.</summary>
    public IReadOnlyList<Counted> Find(Day today) =>
    [
        .. new[] { HindranceKinds.Payment, HindranceKinds.Basket, HindranceKinds.Delivery }.SelectMany(kind => ObstacleRules.Chosen(Risen(kind, today))),
        .. rules.Repeated([.. Lately(HindranceKinds.Search, today).Where(search => search.Subject != HindranceKinds.Whole)]).Take(ObstacleRules.MostPerKind),
        .. ObstacleRules.Chosen(Refused(today)),
    ];

    /// <summary>How many customers something touched in a period.</summary>
    public long Customers(string kind, string subject, Period period) => database.QueryFirst<long>(
        """
        SELECT count(DISTINCT c.group_id) FROM hindrance h JOIN customer c ON c.customer_id = h.customer_id
        WHERE h.kind = @kind AND h.subject = @subject AND h.day >= @from AND h.day < @until
        """,
        new { kind, subject, from = period.From.Number, until = period.To.Number });

    /// <summary>How many customers something touched in a period, and what these bought for in the year before it ended.</summary>
    public (long Customers, long AtStake) Touched(string kind, string subject, Period period)
    {
        var row = database.QueryFirst<TouchedRow>(
            """
            SELECT count(*) AS Customers, CAST(coalesce(sum(spent), 0) AS bigint) AS AtStake FROM (
                SELECT t.group_id, (
                    SELECT sum(d.gross) FROM customer m JOIN customer_day d ON d.customer_id = m.customer_id
                    WHERE m.group_id = t.group_id AND d.day >= @year AND d.day < @until) AS spent
                FROM (
                    SELECT DISTINCT c.group_id FROM hindrance h JOIN customer c ON c.customer_id = h.customer_id
                    WHERE h.kind = @kind AND h.subject = @subject AND h.day >= @from AND h.day < @until) t) people
            """,
            new { kind, subject, from = period.From.Number, until = period.To.Number, year = period.To.Number - DaysInYear })!;
        return (row.Customers, row.AtStake);
    }

    private List<Counted> Risen(string kind, Day today)
    {
        // Where a kind has not been told for that long, nobody can say what is usual.
        var first = database.QueryFirst<int?>("SELECT min(day) FROM hindrance_day WHERE kind = @kind AND subject = ''", new { kind });
        return first is null || first > today.Number - ObstacleRules.LookBackDays ? [] : [.. Lately(kind, today).Where(rules.HasRisen)];
    }

    private List<Counted> Lately(string kind, Day today)
    {
        var (lately, before) = (today.Plus(-ObstacleRules.LatelyDays), today.Plus(-ObstacleRules.LookBackDays));
        var exposure = counts.ExposureOf(kind, new Period(before, today));
        var (now, usual) = (
            counts.Times(exposure, HindranceKinds.Whole, new Period(lately, today)), counts.Times(exposure, HindranceKinds.Whole, new Period(before, lately)));
        return [.. database.Query<(string Subject, long Times, long UsualTimes)>(
                """
                SELECT subject, CAST(sum(CASE WHEN day >= @lately THEN times ELSE 0 END) AS bigint) AS lately, CAST(sum(CASE WHEN day < @lately THEN times ELSE 0 END) AS bigint)
                FROM hindrance_day WHERE kind = @kind AND day >= @before AND day < @today GROUP BY subject
                HAVING sum(CASE WHEN day >= @lately THEN times ELSE 0 END) > 0 ORDER BY 2 DESC, subject LIMIT @most
                """,
                new { kind, lately = lately.Number, before = before.Number, today = today.Number, most = MostSubjects })
            .Select(row => new Counted(
                kind, row.Subject, row.Times, now, row.UsualTimes, usual,
                row.Times >= ObstacleRules.FewestTimes ? Customers(kind, row.Subject, new Period(lately, today)) : 0))];
    }

    private List<Counted> Refused(Day today)
    {
        var period = new Period(today.Plus(-ObstacleRules.LookBackDays), today);
        return [.. new RefusalReader(database).Load(period)
            .Select(counted => counted with { Customers = Customers(counted.Kind, counted.Subject, period) })
            .Where(rules.IsRefusedMore)];
    }

    private sealed class TouchedRow
    {
        public long Customers { get; init; }

        public long AtStake { get; init; }
    }
}
