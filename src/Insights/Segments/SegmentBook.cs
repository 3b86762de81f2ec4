using System.Text.Json;
using Dapper;
using Regulars.Journal.Contracts;
using Regulars.Journal.Criteria;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Insights.Segments;

/// <summary>Keeps the segments that people build; counts and lists who is in them.</summary>
internal sealed class SegmentBook(Database database, CriteriaLanguage language, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 80;

    /// <summary>How many segments there may be.</summary>
    public const int Most = 200;

    /// <summary>So old may columns be.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>Columns that are asked at this age are read anew beside.</summary>
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(3);

    private const string Columns = "segment_id AS Id, name AS Name, criteria AS Written, created_by AS CreatedBy, members AS Members, counted_at AS CountedAt";

    private readonly Lock keeping = new();

    private (CriteriaColumns Columns, Instant ReadAt)? kept;

    /// <summary>Which fields were asked for last: what is worth reading ahead.</summary>
    private IReadOnlyList<AskedField> asked = [];

    /// <summary>When somebody last began to put a condition together.</summary>
    private Instant? lastEdited;

    private Task readingAhead = Task.CompletedTask;

    /// <summary>With more customers than these, a condition is asked of columns that are read once and kept a while.</summary>
    public int Few { get; init; } = 20_000;

    /// <summary>All, by name.</summary>
    public IReadOnlyList<SavedSegment> All() => database.Query<SavedSegment>($"SELECT {Columns} FROM segment ORDER BY name, segment_id");

    /// <summary>One; null when there is none.</summary>
    public SavedSegment? Find(Guid id) => database.QueryFirst<SavedSegment>($"SELECT {Columns} FROM segment WHERE segment_id = @id", new { id });

    /// <summary>Binds a condition to today.</summary>
    public Result<Condition> Bind(JsonElement criteria) =>
        language.Bind(criteria, CriteriaScope.Customer, businesses.Current.Currency, businesses.Current.Calendar.DayOf(Instant.Now(clock)));

    /// <summary>How many customers a condition holds of now, or did a few minutes ago where there are many customers.</summary>
    public SegmentCount Count(Condition condition)
    {
        if (Kept() is { } columns)
        {
            return new SegmentCount(columns.Count(condition), IsOfNow: false);
        }

        var sql = new CriteriaSql(database.Dialect);
        var where = condition.ToSql(sql);
        return new SegmentCount(
            database.QueryFirst<long>($"SELECT count(*) FROM customer_list l WHERE {where}", new DynamicParameters(sql.Parameters)), IsOfNow: true);
    }

    /// <summary>Whom a condition holds of now.</summary>
    public List<Guid> Holds(Condition condition)
    {
        var sql = new CriteriaSql(database.Dialect);
        var where = condition.ToSql(sql);
        return database.Query<Guid>($"SELECT l.customer_id FROM customer_list l WHERE {where}", new DynamicParameters(sql.Parameters));
    }

    /// <summary>Whether there are so many customers that fields are better read once for several conditions.</summary>
    public bool HasMany =>
        database.QueryFirst<long>("SELECT count(*) FROM (SELECT 1 FROM customer_list LIMIT @most) AS first", new { most = Few + 1 }) > Few;

    /// <summary>What was read of customers is no longer good enough: it is read anew, and what is asked meanwhile waits for its fields alone.</summary>
    public void Forget()
    {
        lock (keeping)
        {
            asked = kept?.Columns.Asked ?? asked;
            kept = null;
        }

        _ = ReadBeside();
    }

    /// <summary>Somebody is about to ask, of whatever field: reads beside what was asked before and what segments ask for, then the other
    /// fields. Ends when it is read.</summary>
    public Task ReadAhead()
    {
        lock (keeping)
        {
            lastEdited = Instant.Now(clock);
        }

        return ReadBeside();
    }

    /// <summary>Somebody has chosen these fields and is about to say what of them: reads them at once, beside.</summary>
    public Task ReadAhead(IReadOnlyList<AskedField> fields) => fields.Count == 0 ? Task.CompletedTask : Task.Run(() => Kept()?.ReadAhead(fields));

    /// <summary>Makes a segment, or changes one: a refusal says what must be put right.</summary>
    public Result<Guid> Save(Guid? id, string name, JsonElement? criteria, string by)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > LongestName)
        {
            return new Refusal("segment.name", $"A segment has a name of 1 to {LongestName} characters.", "name");
        }

        if (criteria is not { } condition)
        {
            return new Refusal("segment.criteria_missing", "A segment needs at least one test: without one it would be everybody.", "criteria");
        }

        if (Bind(condition).Refusal is { } unfit)
        {
            return unfit;
        }

        return database.Write(Result<Guid> (transaction) =>
        {
            if (transaction.QueryFirst<Guid?>("SELECT segment_id FROM segment WHERE name = @trimmed AND segment_id <> @self", new { trimmed, self = id ?? Guid.Empty }) is not null)
            {
                return new Refusal("segment.name_taken", "Another segment has this name; give it another.", "name");
            }

            if (id is null && transaction.QueryFirst<long>("SELECT count(*) FROM segment") >= Most)
            {
                return new Refusal("segment.too_many", $"There may be {Most} segments; delete one that is no longer needed.");
            }

            var made = id ?? Guid.CreateVersion7(clock.GetUtcNow());
            var values = new { made, trimmed, written = condition.GetRawText(), now = Instant.Now(clock).Microseconds, by };
            var changed = transaction.Execute("UPDATE segment SET name = @trimmed, criteria = @written, changed_at = @now WHERE segment_id = @made", values);
            if (changed == 0 && id is not null)
            {
                return new Refusal("segment.unknown", "There is no such segment; it may have been deleted.", "id");
            }

            if (changed == 0)
            {
                transaction.Execute(
                    """
                    INSERT INTO segment (segment_id, name, criteria, created_at, created_by, changed_at, members, counted_at)
                    VALUES (@made, @trimmed, @written, @now, @by, @now, NULL, NULL)
                    """,
                    values);
            }

            return made;
        });
    }

    /// <summary>Deletes a segment and who was in it.</summary>
    public void Delete(Guid id) => database.Write(transaction =>
    {
        transaction.Execute("DELETE FROM segment_member WHERE segment_id = @id", new { id });
        transaction.Execute("DELETE FROM segment_count WHERE segment_id = @id", new { id });
        transaction.Execute("DELETE FROM segment WHERE segment_id = @id", new { id });
    });

    /// <summary>A part of its members, in the order in which their records came to be known.</summary>
    public List<SegmentMember> Members(Guid id, Guid after, int most) => database.Query<SegmentMember>(
        """
        SELECT m.customer_id AS Id, l.name AS Name, m.since_day AS SinceDay, l.orders AS Orders, l.gross - l.returned AS Net, l.last_purchase_day AS LastDay
        FROM segment_member m JOIN customer_list l ON l.customer_id = m.customer_id
        WHERE m.segment_id = @id AND m.customer_id > @after ORDER BY m.customer_id LIMIT @most
        """,
        new { id, after, most });

    /// <summary>How many were in it, day by day.</summary>
    public IReadOnlyList<SegmentDay> History(Guid id, int days) =>
    [
        .. database.Query<(int Day, long Members, long Joined, long Departed)>(
            "SELECT day, members, joined, departed FROM segment_count WHERE segment_id = @id ORDER BY day DESC LIMIT @days", new { id, days })
            .Select(row => new SegmentDay(new Day(row.Day), row.Members, row.Joined, row.Departed)).Reverse(),
    ];

    /// <summary>How many of its members are in each other segment.</summary>
    public IReadOnlyList<(SavedSegment Segment, long Shared)> Overlap(Guid id)
    {
        var shared = database.Query<(Guid Segment, long Shared)>(
            """
            SELECT o.segment_id, count(*) FROM segment_member m JOIN segment_member o ON o.customer_id = m.customer_id
            WHERE m.segment_id = @id AND o.segment_id <> @id GROUP BY o.segment_id
            """,
            new { id }).ToDictionary(row => row.Segment, row => row.Shared);
        return [.. All().Where(segment => segment.Id != id).Select(segment => (segment, shared.GetValueOrDefault(segment.Id)))];
    }

    /// <summary>Columns that are recent enough; null where there are few customers.</summary>
    private CriteriaColumns? Kept()
    {
        if (!HasMany)
        {
            return null;
        }

        lock (keeping)
        {
            var now = Instant.Now(clock);
            if (kept is not { } last || last.ReadAt.Plus(KeptFor) <= now)
            {
                asked = kept?.Columns.Asked ?? asked;
                kept = last = (new CriteriaColumns(database), now);
            }
            else if (last.ReadAt.Plus(RenewedAfter) <= now && readingAhead.IsCompleted)
            {
                asked = last.Columns.Asked;
                readingAhead = Task.Run(() =>
                {
                    var columns = new CriteriaColumns(database);
                    Read(columns, () => true);
                    lock (keeping)
                    {
                        if (kept == last)
                        {
                            kept = (columns, now);
                        }
                    }
                });
            }

            return last.Columns;
        }
    }

    private Task ReadBeside()
    {
        lock (keeping)
        {
            // After whatever is being read already: that may have begun before somebody asked for more.
            return readingAhead = readingAhead.ContinueWith(
                _ =>
                {
                    if (Kept() is { } columns)
                    {
                        Read(columns, () => kept?.Columns == columns);
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    /// <summary>Reads what was asked before and what segments ask for; every other field too while somebody puts a condition together.</summary>
    private void Read(CriteriaColumns columns, Func<bool> isWanted)
    {
        columns.ReadAhead(asked);
        foreach (var segment in All().TakeWhile(_ => columns.HasRoom && isWanted()))
        {
            if (Bind(segment.Criteria) is { IsAccepted: true } bound)
            {
                columns.Count(bound.Value);
            }
        }

        if (lastEdited is { } edited && Instant.Now(clock) < edited.Plus(KeptFor))
        {
            foreach (var field in language.Fields(CriteriaScope.Customer).Where(field => !field.TakesArgument).TakeWhile(_ => columns.HasRoom && isWanted()))
            {
                columns.ReadAhead([new AskedField(field, null)]);
            }
        }
    }

    /// <summary>The condition as a sentence.</summary>
    public string Say(JsonElement criteria, Ui.Reader reader) => language.Say(criteria, reader);
}

/// <summary>How many customers a condition holds of.</summary>
/// <param name="Customers">How many.</param>
/// <param name="IsOfNow">Whether that is so now; else it was a few minutes ago.</param>
public readonly record struct SegmentCount(long Customers, bool IsOfNow);

/// <summary>Who is in a segment.</summary>
public sealed class SegmentMember
{
    /// <summary>The customer.</summary>
    public Guid Id { get; init; }

    /// <summary>The name in lists; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The number of the day on which they came into it.</summary>
    public int SinceDay { get; init; }

    /// <summary>How many orders.</summary>
    public long Orders { get; init; }

    /// <summary>Value net of returns, in minor units.</summary>
    public long Net { get; init; }

    /// <summary>The number of the day of the last purchase; 0 for never.</summary>
    public int LastDay { get; init; }
}
