using Regulars.Kernel;
using Regulars.Loyalty.Domain;
using Regulars.Storage;

namespace Regulars.Loyalty.Alerts;

/// <summary>Reads what members got by orders and facts, as prizes and as gifts, day by day, and who gave it. Read once a day: the ledger has no order by days.</summary>
internal sealed class EarnedSums(Database database)
{
    private const int MostJudged = 50;

    /// <summary>Earned, prizes and gifts; points by hand are judged by how often, and a balance from another program is no earning.</summary>
    private const string Earned = "p.unit = @unit AND p.from_account = 0 AND p.reason IN (0, 13, 14) AND p.day >= @since AND p.day <= @day";

    private const string ByMember =
        $"SELECT c.group_id AS member_id, p.day AS day, CAST(sum(p.points) AS {"{long}"}) AS points FROM posting p JOIN customer c ON c.customer_id = p.customer_id WHERE {Earned} AND c.erased_at IS NULL GROUP BY c.group_id, p.day";

    /// <summary>The highest sums of members on a day, with what they are compared with.</summary>
    public IEnumerable<JudgedSum> OfMembers(string unit, Day day)
    {
        var asked = new { unit, since = day.Number - UnusualSum.Days, day = day.Number, most = MostJudged, enough = UnusualSum.FewestPeers + 1 };
        var all = database.Query<SumRow>($"SELECT s.day AS Day, s.points AS Amount, count(*) AS Number FROM ({ByMember}) s GROUP BY s.day, s.points", asked).ConvertAll(row => row.ToSum());
        if (all.All(sum => sum.Day != day.Number) || database.QueryFirst<long>($"SELECT count(*) FROM (SELECT DISTINCT s.member_id FROM ({ByMember}) s LIMIT @enough) d", asked) < asked.enough)
        {
            return [];
        }

        var least = Middle(all.Where(sum => sum.Day < day.Number)) * UnusualSum.Times / 2;
        return database.Query<MemberRow>($"SELECT s.member_id AS Member, s.points AS Amount FROM ({ByMember}) s WHERE s.day = @day ORDER BY s.points DESC, s.member_id LIMIT @most", asked)
            .Where(member => member.Amount >= least)
            .Select(member => new JudgedSum(member.Member.ToString(), member.Amount, Own(asked.unit, member.Member, asked.since, asked.day), all));
    }

    /// <summary>What each of the staff, each store and each source gave on a day, with what they are compared with; by the kind of alert.</summary>
    public IEnumerable<(string Kind, JudgedSum Sum)> OfGivers(string unit, Day day)
    {
        var rows = database.Query<GiverRow>(
            $"""
            SELECT f.staff_id AS Staff, f.store_id AS Store, f.source_id AS Source, p.day AS Day, CAST(sum(p.points) AS {"{long}"}) AS Amount
            FROM posting p JOIN fact f ON f.customer_id = p.customer_id AND f.version = p.fact_version WHERE {Earned}
            GROUP BY f.staff_id, f.store_id, f.source_id, p.day
            """,
            new { unit, since = day.Number - UnusualSum.Days, day = day.Number });
        var names = database.Query<(int Id, string Code)>("SELECT dimension_id, code FROM dimension").ToDictionary(row => row.Id, row => row.Code);
        return new (string Kind, Func<GiverRow, int> Of)[] { (AlertKinds.Staff, row => row.Staff), (AlertKinds.Store, row => row.Store), (AlertKinds.Source, row => row.Source) }
            .SelectMany(giver => Judged(rows, giver.Of, day.Number).Select(judged => (giver.Kind, new JudgedSum(names[judged.Giver], judged.Amount, judged.Own, judged.All))));
    }

    /// <summary>Who got what one of the staff, a store or a source gave on the day of an alert, who got most first.</summary>
    public IReadOnlyList<GivenSum> Given(ProgrammeAlert alert, int most)
    {
        var giver = alert.Kind switch { AlertKinds.Staff => "staff_id", AlertKinds.Store => "store_id", AlertKinds.Source => "source_id", _ => null };
        return giver is null ? [] : database.Query<GivenSum>(
            $"""
            SELECT c.group_id AS Customer, max(l.name) AS Name, count(*) AS Movements, CAST(sum(p.points) AS {"{long}"}) AS Parts
            FROM posting p JOIN fact f ON f.customer_id = p.customer_id AND f.version = p.fact_version
            JOIN dimension d ON d.dimension_id = f.{giver} JOIN customer c ON c.customer_id = p.customer_id LEFT JOIN customer_list l ON l.customer_id = c.group_id
            WHERE {Earned} AND d.code = @subject AND c.erased_at IS NULL GROUP BY c.group_id ORDER BY sum(p.points) DESC, c.group_id LIMIT @most
            """,
            new { unit = alert.Unit, since = alert.Day, day = alert.Day, subject = alert.Subject, most });
    }

    /// <summary>How often each user gave or took points by hand without a second person, day by day.</summary>
    public IReadOnlyList<(string User, int Day, long Times)> OfHands(Day day) =>
    [
        .. database.Query<(Guid Customer, long Version, int Day, string? Content)>(
            """
            SELECT DISTINCT f.customer_id, f.version, p.day, f.content FROM posting p JOIN fact f ON f.customer_id = p.customer_id AND f.version = p.fact_version
            WHERE p.reason = 7 AND p.day >= @since AND p.day <= @day AND f.kind = @kind
            """,
            new { since = day.Number - UnusualSum.Days, day = day.Number, kind = PointsFacts.Adjusted })
            .Select(row => (row.Day, Once: $"{row.Customer}:{row.Version}", Command: PointsCommand.Read(row.Content)!))
            .Where(row => row.Command is { By: not null, ApprovedBy: null })
            .GroupBy(row => (row.Command.By!, row.Day))
            .Select(day => (day.Key.Item1, day.Key.Day, (long)day.DistinctBy(row => row.Command.Approval?.ToString() ?? row.Once).Count())),
    ];

    private static IEnumerable<(int Giver, long Amount, IReadOnlyList<SumOfDay> Own, IReadOnlyList<SumOfDay> All)> Judged(List<GiverRow> rows, Func<GiverRow, int> of, int day)
    {
        var byGiver = rows.Where(row => of(row) > 0).GroupBy(of).ToDictionary(
            giver => giver.Key, giver => (IReadOnlyList<SumOfDay>)[.. giver.GroupBy(row => row.Day).Select(sum => new SumOfDay(sum.Key, sum.Sum(row => row.Amount), 1))]);
        if (byGiver.Count <= UnusualSum.FewestPeers)
        {
            return [];
        }

        IReadOnlyList<SumOfDay> all = [.. byGiver.Values.SelectMany(sums => sums).GroupBy(sum => (sum.Day, sum.Amount)).Select(sum => new SumOfDay(sum.Key.Day, sum.Key.Amount, sum.Count()))];
        return byGiver.SelectMany(giver => giver.Value.Where(sum => sum.Day == day).Select(sum => (giver.Key, sum.Amount, giver.Value, all)));
    }

    private IReadOnlyList<SumOfDay> Own(string unit, Guid member, int since, int day) => database.Query<SumRow>(
        $"""
        SELECT p.day AS Day, CAST(sum(p.points) AS {"{long}"}) AS Amount, 1 AS Number FROM posting p JOIN customer c ON c.customer_id = p.customer_id
        WHERE {Earned} AND c.group_id = @member GROUP BY p.day
        """,
        new { unit, member, since, day }).ConvertAll(row => row.ToSum());

    /// <summary>The middle of the sums.</summary>
    private static double Middle(IEnumerable<SumOfDay> sums)
    {
        var ordered = sums.OrderBy(sum => sum.Amount).ToList();
        var (half, passed) = (ordered.Sum(sum => sum.Count) / 2, 0L);
        return ordered.FirstOrDefault(sum => (passed += sum.Count) > half).Amount;
    }

    private sealed class SumRow
    {
        public int Day { get; init; }

        public long Amount { get; init; }

        public long Number { get; init; }

        public SumOfDay ToSum() => new(Day, Amount, Number);
    }

    private sealed class MemberRow
    {
        public Guid Member { get; init; }

        public long Amount { get; init; }
    }

    private sealed class GiverRow
    {
        public int Staff { get; init; }

        public int Store { get; init; }

        public int Source { get; init; }

        public int Day { get; init; }

        public long Amount { get; init; }
    }
}

/// <summary>The sum of a day, and what it is compared with.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Amount">The sum.</param>
/// <param name="Own">All sums of the same, also of the day.</param>
/// <param name="All">All sums of everybody, also of the day.</param>
internal sealed record JudgedSum(string Subject, long Amount, IReadOnlyList<SumOfDay> Own, IReadOnlyList<SumOfDay> All)
{
    /// <summary>The alert, where it is unusual.</summary>
    public FoundAlert? Judge(string kind, string unit, Day day)
    {
        var others = SumOfDay.Without(All, Own);
        List<SumOfDay> before = [.. others.Where(sum => sum.Day < day.Number)];
        return UnusualSum.Judge(Amount, before, [.. others.Where(sum => sum.Day == day.Number)], [.. Own.Where(sum => sum.Day < day.Number)]) is { } usual
            ? new FoundAlert(kind, Subject, unit, day.Number, Amount) { Usual = usual, Peers = before.Sum(sum => sum.Count) }
            : null;
    }
}

/// <summary>What a customer got on a day from one who gives.</summary>
public sealed record GivenSum
{
    /// <summary>The customer.</summary>
    public Guid Customer { get; init; }

    /// <summary>Their name; null where none is known.</summary>
    public string? Name { get; init; }

    /// <summary>By so many movements.</summary>
    public long Movements { get; init; }

    /// <summary>Points in smallest parts.</summary>
    public long Parts { get; init; }
}
