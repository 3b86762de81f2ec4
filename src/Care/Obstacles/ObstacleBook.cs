using Regulars.Care.Counting;
using Regulars.Journal.Contracts;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Care.Obstacles;

/// <summary>The log of obstacles as people work on it.</summary>
internal sealed class ObstacleBook(Database database, BusinessStore businesses, TimeProvider clock)
{
    /// <summary>The longest title.</summary>
    public const int LongestTitle = 120;

    /// <summary>The longest text about what happens, and the longest note.</summary>
    public const int LongestText = 2_000;

    /// <summary>The columns of an obstacle.</summary>
    internal const string Columns =
        """
        o.obstacle_id AS Id, o.is_found AS IsFound, o.kind AS Kind, o.subject AS Subject, o.moment AS Moment, o.title AS Title, o.about AS About, o.state AS State,
        o.owner_id AS OwnerId, o.owner AS Owner, o.due_day AS DueDay, o.removed_day AS RemovedDay, o.seen_day AS SeenDay,
        o.times AS Times, o.customers AS Customers, o.at_stake AS AtStake, o.opened_at AS OpenedAt, o.opened_by AS OpenedBy,
        CASE WHEN o.subject LIKE 'product:%' THEN (SELECT p.name FROM product p WHERE p.code = substr(o.subject, 9)) END AS ProductName
        """;

    private Day Today => businesses.Current.Calendar.DayOf(Instant.Now(clock));

    /// <summary>Obstacles in a state, or all that are open, at a moment or at all; the newest first.</summary>
    /// <param name="state">A state, <c>open</c>, or null for all.</param>
    /// <param name="moment">A moment; null for all.</param>
    /// <param name="before">Only those opened before this one.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Obstacle> List(string? state, string? moment, Guid? before, int most) => database.Query<Obstacle>(
        $"""
        SELECT {Columns} FROM obstacle o WHERE o.obstacle_id < @before
        {(state is null ? "" : state is "open" ? "AND o.is_open = 1" : "AND o.state = @state")} {(moment is null ? "" : "AND o.moment = @moment")}
        ORDER BY o.obstacle_id DESC LIMIT @most
        """,
        new { state, moment, before = before ?? new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff"), most });

    /// <summary>One; null when there is none.</summary>
    public Obstacle? Find(Guid id) => database.QueryFirst<Obstacle>($"SELECT {Columns} FROM obstacle o WHERE o.obstacle_id = @id", new { id });

    /// <summary>What was done about one, the latest first.</summary>
    public IReadOnlyList<ObstacleEntry> StoryOf(Guid id) => database.Query<ObstacleEntry>(
        "SELECT at AS At, by_whom AS By, state AS State, note AS Note FROM obstacle_entry WHERE obstacle_id = @id ORDER BY entry_id DESC LIMIT 200", new { id });

    /// <summary>How many are in each state.</summary>
    public IReadOnlyDictionary<string, long> CountByState() => database.Query<(string State, long Count)>("SELECT state, count(*) FROM obstacle GROUP BY state")
        .ToDictionary(row => row.State, row => row.Count, StringComparer.Ordinal);

    /// <summary>How many are open at each moment.</summary>
    public IReadOnlyDictionary<string, long> CountOpen() => database.Query<(string Moment, long Count)>("SELECT moment, count(*) FROM obstacle WHERE is_open = 1 GROUP BY moment")
        .ToDictionary(row => row.Moment, row => row.Count, StringComparer.Ordinal);

    /// <summary>Opens what somebody tells; the repeat of a request gets the first one.</summary>
    public Result<Obstacle> Open(ObstacleReport report, Colleague? owner, string by, RequestKey? key)
    {
        if (Check(report) is { } refusal)
        {
            return refusal;
        }

        return database.Write<Result<Obstacle>>(transaction =>
        {
            if (Known(transaction, key) is { } known)
            {
                return known;
            }

            var now = Instant.Now(clock);
            var id = Uuid.New(clock);
            transaction.Execute(
                """
                INSERT INTO obstacle (obstacle_id, is_found, kind, subject, moment, title, about, state, is_open, owner_id, owner, due_day, opened_at, opened_by, changed_at)
                VALUES (@id, 0, @kind, '', @moment, @title, @about, 'reported', 1, @ownerId, @owner, @due, @at, @by, @at)
                """,
                new
                {
                    id, kind = report.CountedBy ?? "", moment = report.Moment, title = report.Title!.Trim(), about = report.About?.Trim() ?? "",
                    ownerId = owner?.Id, owner = owner?.Name, due = report.Due?.Number, at = now.Microseconds, by,
                });
            Note(transaction, id, by, ObstacleStates.Reported, null, key, now);
            return transaction.QueryFirst<Obstacle>($"SELECT {Columns} FROM obstacle o WHERE o.obstacle_id = @id", new { id })!;
        });
    }

    /// <summary>Changes where one stands, who owns it or until when, and notes it; the repeat of a request changes nothing.</summary>
    public Result<Obstacle> Change(Guid id, ObstacleChange change, Colleague? owner, string by, RequestKey? key) => database.Write<Result<Obstacle>>(transaction =>
    {
        if (Known(transaction, key) is { } known)
        {
            return known;
        }

        if (transaction.QueryFirst<Obstacle>($"SELECT {Columns} FROM obstacle o WHERE o.obstacle_id = @id {{for_update}}", new { id }) is not { } obstacle)
        {
            return new Refusal("obstacle.unknown", "There is no such obstacle.", "id");
        }

        var state = change.State ?? obstacle.State;
        if (Check(obstacle, change, state) is { } refusal)
        {
            return refusal;
        }

        var now = Instant.Now(clock);
        var opensAgain = ObstacleStates.IsOpen(state) && !ObstacleStates.IsOpen(obstacle.State);
        if (opensAgain && obstacle.IsFound && transaction.QueryFirst<long?>(
            "SELECT 1 FROM obstacle WHERE is_found = 1 AND is_open = 1 AND kind = @Kind AND subject = @Subject", obstacle) is not null)
        {
            return new Refusal("obstacle.open_already", "The same was found again and is open already; work on that one.", "state");
        }

        transaction.Execute(
            """
            UPDATE obstacle SET state = @state, is_open = @open, owner_id = @ownerId, owner = @owner, due_day = @due, removed_day = @removed, changed_at = @at
            WHERE obstacle_id = @id
            """,
            new
            {
                id, state, open = ObstacleStates.IsOpen(state) ? 1 : 0, at = now.Microseconds,
                ownerId = change.TakesOwner ? owner?.Id : obstacle.OwnerId, owner = change.TakesOwner ? owner?.Name : obstacle.Owner,
                due = change.TakesDue ? change.Due?.Number : obstacle.DueDay,
                removed = state is ObstacleStates.Removed ? (change.On ?? obstacle.Removed ?? Today).Number : (int?)null,
            });
        Note(transaction, id, by, state, change.Note, key, now);
        return transaction.QueryFirst<Obstacle>($"SELECT {Columns} FROM obstacle o WHERE o.obstacle_id = @id", new { id })!;
    });

    /// <summary>Writes into the story of an obstacle.</summary>
    internal static void Note(WriteTransaction transaction, Guid id, string by, string state, string? note, RequestKey? key, Instant now) => transaction.Execute(
        """
        INSERT INTO obstacle_entry (obstacle_id, entry_id, at, by_whom, state, note, request_source, request_key, request_hash)
        VALUES (@id, @entry, @at, @by, @state, @note, @source, @key, @hash)
        """,
        new
        {
            id, entry = Guid.CreateVersion7(now.ToDateTimeOffset()), at = now.Microseconds, by, state, note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            source = key?.Source, key = key?.Key, hash = key?.ContentHash,
        });

    private static Result<Obstacle>? Known(WriteTransaction transaction, RequestKey? key)
    {
        if (key is null || transaction.QueryFirst<KnownRow>(
            "SELECT obstacle_id AS Id, request_hash AS Hash FROM obstacle_entry WHERE request_source = @Source AND request_key = @Key", new { key.Source, key.Key }) is not { } known)
        {
            return null;
        }

        return known.Hash.AsSpan().SequenceEqual(key.ContentHash)
            ? transaction.QueryFirst<Obstacle>($"SELECT {Columns} FROM obstacle o WHERE o.obstacle_id = @id", new { id = known.Id })!
            : new Refusal("request.key_reused", "This key was used for another request.", "key");
    }

    private Refusal? Check(ObstacleReport report) =>
        report.Title?.Trim() is not { Length: > 0 and <= LongestTitle } title || !Text.CanBeKept(title)
            ? new Refusal("obstacle.title", $"Say in 1 to {LongestTitle} characters what stands in the way.", "title")
        : !JourneyMoments.All.Contains(report.Moment ?? "")
            ? new Refusal("obstacle.moment", $"Name a moment: {string.Join(", ", JourneyMoments.All)}.", "moment")
        : !IsText(report.About) ? new Refusal("obstacle.about", $"At most {LongestText} characters.", "about")
        : report.CountedBy is { Length: > 0 } kind && !HindranceKinds.All.Contains(kind)
            ? new Refusal("obstacle.counted_by", $"It can be counted by {string.Join(", ", HindranceKinds.All)}; leave it out where none fits.", "countedBy")
        : report.Due < Today ? new Refusal("obstacle.due", "The day until which it should be removed is not over yet.", "due")
        : null;

    private Refusal? Check(Obstacle obstacle, ObstacleChange change, string state) =>
        !ObstacleStates.All.Contains(state) || state is ObstacleStates.Faded && change.State is not null
            ? new Refusal("obstacle.state", $"An obstacle can be {string.Join(", ", ObstacleStates.All.Where(each => each is not ObstacleStates.Faded))}.", "state")
        : state != obstacle.State && !ObstacleStates.After(obstacle.State).Contains(state)
            ? new Refusal("obstacle.state", $"From {obstacle.State} it can become {string.Join(", ", ObstacleStates.After(obstacle.State))}.", "state")
        : !IsText(change.Note) ? new Refusal("obstacle.note", $"A note has at most {LongestText} characters.", "note")
        : state is ObstacleStates.Declined && obstacle.State is not ObstacleStates.Declined && string.IsNullOrWhiteSpace(change.Note)
            ? new Refusal("obstacle.reason", "Say why it is not worth removing.", "note")
        : change.On is { } on && (on > Today || state is not ObstacleStates.Removed)
            ? new Refusal("obstacle.on", "The day of the removal is told with the state removed, and is not in the future.", "on")
        : null;

    private static bool IsText(string? text) => text is null || (text.Length <= LongestText && Text.CanBeKept(text));

    private sealed class KnownRow
    {
        public Guid Id { get; init; }

        public byte[] Hash { get; init; } = [];
    }
}

/// <summary>An obstacle as somebody tells it.</summary>
/// <param name="Title">What stands in the way, in a few words.</param>
/// <param name="Moment">At which moment.</param>
/// <param name="About">What happens.</param>
/// <param name="CountedBy">The kind of hindrance by which it can be counted; empty or null where none fits.</param>
/// <param name="Due">Until when it should be removed.</param>
internal sealed record ObstacleReport(string? Title, string? Moment, string? About, string? CountedBy, Day? Due);

/// <summary>A change of an obstacle.</summary>
/// <param name="State">The new state; null leaves it.</param>
/// <param name="Note">What is said to it.</param>
/// <param name="On">The day of the removal; null: today.</param>
internal sealed record ObstacleChange(string? State, string? Note, Day? On)
{
    /// <summary>Whether the owner changes, perhaps to nobody.</summary>
    public bool TakesOwner { get; init; }

    /// <summary>Whether the day until which it should be removed changes.</summary>
    public bool TakesDue { get; init; }

    /// <summary>That day; null for none.</summary>
    public Day? Due { get; init; }
}
