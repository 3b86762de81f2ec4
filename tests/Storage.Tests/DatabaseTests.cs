using Regulars.Storage;
using Regulars.Testing;

namespace Regulars.Storage.Tests;

/// <summary>What both engines must do alike.</summary>
public abstract class DatabaseTests : IDisposable
{
    private static readonly RowShape<(Guid Id, long? Number, string? Word)> Shape = new RowShape<(Guid Id, long? Number, string? Word)>()
        .Id("thing_id", row => row.Id)
        .OptionalLong("number", row => row.Number)
        .Text("word", row => row.Word);

    private readonly TestDatabase test;

    protected DatabaseTests(Engine engine)
    {
        test = TestDatabase.Create(engine);
        test.Database.Write(transaction => transaction.Execute(test.Database.Dialect.Translate(
            "CREATE TABLE thing (thing_id {id} NOT NULL PRIMARY KEY, number {long} NULL, word {text} NULL) {clustered}")));
    }

    private Database Database => test.Database;

    public void Dispose()
    {
        test.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(45)]
    [InlineData(100)]
    [InlineData(1023)]
    [InlineData(5000)]
    public void A_set_of_rows_is_written_and_read_back_whole(int count)
    {
        var rows = Enumerable.Range(0, count).Select(i => (Guid.NewGuid(), i % 3 == 0 ? (long?)null : i, i % 5 == 0 ? null : $"слово 🙂 {i}")).ToList();

        Database.Write(transaction => transaction.Write("INSERT INTO thing SELECT rows.thing_id, rows.number, rows.word FROM {rows}", Shape, rows));

        var read = Database.Write(transaction => transaction.Read(
            "SELECT t.thing_id, t.number, t.word FROM {rows} CROSS JOIN thing t WHERE t.thing_id = rows.thing_id",
            Shape,
            rows,
            row => (row.Id(0), row.OptionalLong(1), row.OptionalText(2))));
        Assert.Equal(rows.OrderBy(row => row.Item1), read.OrderBy(row => row.Item1));
    }

    [Fact]
    public void Identifiers_sort_by_their_bytes_on_every_engine()
    {
        var rows = Enumerable.Range(0, 200).Select(_ => (Guid.NewGuid(), (long?)1, (string?)null)).ToList();
        Database.Write(transaction => transaction.Write("INSERT INTO thing SELECT rows.thing_id, rows.number, rows.word FROM {rows}", Shape, rows));

        var sorted = Database.Query<Guid>("SELECT thing_id FROM thing ORDER BY thing_id");

        Assert.Equal(rows.Select(row => row.Item1).OrderBy(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)), StringComparer.Ordinal), sorted);
    }

    [Fact]
    public void Text_is_compared_by_code_point()
    {
        string[] words = ["Я", "a", "Z", "ź", "é", "я"];
        Database.Write(transaction => transaction.Write(
            "INSERT INTO thing SELECT rows.thing_id, rows.number, rows.word FROM {rows}", Shape, [.. words.Select(word => (Guid.NewGuid(), (long?)null, (string?)word))]));

        Assert.Equal(words.Order(StringComparer.Ordinal), Database.Query<string>("SELECT word FROM thing ORDER BY word"));
    }

    [Fact]
    public void Work_that_throws_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => Database.Write(transaction =>
        {
            transaction.Write("INSERT INTO thing SELECT rows.thing_id, rows.number, rows.word FROM {rows}", Shape, [(Guid.NewGuid(), 1, "x")]);
            throw new InvalidOperationException();
        }));

        Assert.Equal(0, Database.QueryFirst<long>("SELECT count(*) FROM thing"));
        Database.Write(transaction => transaction.Write("INSERT INTO thing SELECT rows.thing_id, rows.number, rows.word FROM {rows}", Shape, [(Guid.NewGuid(), 1, "y")]));
        Assert.Equal("y", Database.QueryFirst<string>("SELECT word FROM thing"));
    }

    [Fact]
    public void A_scan_reads_every_row()
    {
        var rows = Enumerable.Range(1, 3000).Select(i => (Guid.NewGuid(), (long?)i, (string?)null)).ToList();
        Database.Write(transaction => transaction.Write("INSERT INTO thing SELECT rows.thing_id, rows.number, rows.word FROM {rows}", Shape, rows));
        long sum = 0;

        Database.Scan("SELECT number FROM thing", row => sum += row.Long(0));

        Assert.Equal(3000L * 3001 / 2, sum);
    }

    [Fact]
    public void A_statement_is_scanned_again_with_other_parameters_after_a_scan_that_failed_and_after_very_many_others()
    {
        var rows = Enumerable.Range(1, 20).Select(i => (Id: Guid.NewGuid(), (long?)i, (string?)$"w{i % 2}")).ToList();
        Database.Write(transaction => transaction.Write("INSERT INTO thing SELECT rows.thing_id, rows.number, rows.word FROM {rows}", Shape, rows));
        Assert.Throws<InvalidDataException>(() => Database.Scan("SELECT number FROM thing ORDER BY number", _ => throw new InvalidDataException()));
        for (var other = 0; other < 300; other++)
        {
            Database.Scan($"SELECT number + {other} FROM thing WHERE number = 1", _ => { });
        }

        Assert.Equal([7L], Numbers("thing_id = @id", new() { ["id"] = rows[6].Id }));
        Assert.Equal([12L], Numbers("thing_id = @id", new() { ["id"] = rows[11].Id }));
        Assert.Equal([3L, 5L], Numbers("word = @word AND number > @from AND number < @to", new() { ["word"] = "w1", ["from"] = 1L, ["to"] = 7L }));

        List<long> Numbers(string where, Dictionary<string, object> parameters)
        {
            var numbers = new List<long>();
            Database.Scan($"SELECT number FROM thing WHERE {where} ORDER BY number", row => numbers.Add(row.Long(0)), parameters);
            return numbers;
        }
    }

    [Fact]
    public void Migrating_again_changes_nothing() =>
        Assert.Equal(0, new Migrator(Database, [StorageModule.Migrations], TimeProvider.System).Apply());

    [Fact]
    public void A_database_of_a_newer_program_is_refused()
    {
        Database.Write(transaction => transaction.Execute(
            "INSERT INTO schema_migration (module, number, file, checksum, applied_at) VALUES ('Storage', 9999, '9999_future.sql', 'x', 0)"));

        var error = Assert.Throws<MigrationException>(() => new Migrator(Database, [StorageModule.Migrations], TimeProvider.System).Apply());

        Assert.Contains("newer program", error.Message);
    }

    [Fact]
    public void A_migration_that_differs_from_the_applied_one_is_refused()
    {
        Database.Write(transaction => transaction.Execute("UPDATE schema_migration SET checksum = 'other' WHERE module = 'Storage'"));

        Assert.Throws<MigrationException>(() => new Migrator(Database, [StorageModule.Migrations], TimeProvider.System).Apply());
    }

    [Fact]
    public void Only_one_node_leads_and_a_late_writer_is_stopped()
    {
        var clock = new ManualClock();
        var first = new Leadership(Database, "jobs", clock);
        var second = new Leadership(Database, "jobs", clock);

        Assert.True(first.TryLead());
        Assert.False(second.TryLead());
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.True(second.TryLead());

        Assert.Throws<LeadershipLostException>(() => Database.Write(first.Check));
        Database.Write(second.Check);
    }

    [Fact]
    public void A_leader_that_resigns_is_followed_at_once()
    {
        var clock = new ManualClock();
        var first = new Leadership(Database, "jobs", clock);
        var second = new Leadership(Database, "jobs", clock);
        first.TryLead();

        first.Resign();
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(second.TryLead());
    }

    [Fact]
    public async Task Work_that_is_repeated_ends_when_it_is_stopped_and_gives_the_lease_up()
    {
        using var stopping = new CancellationTokenSource();
        var turns = 0;

        await new Leadership(Database, "jobs", TimeProvider.System).RepeatAsync(
            TimeSpan.FromMilliseconds(1),
            (leadership, _) =>
            {
                Assert.True(leadership.TryLead());
                return ++turns == 3 ? stopping.CancelAsync() : Task.CompletedTask;
            },
            stopping.Token);

        Assert.Equal(3, turns);
        Assert.True(new Leadership(Database, "jobs", TimeProvider.System).TryLead());
    }

    [Fact]
    public void An_outbox_message_waits_until_it_is_due_and_goes_when_it_is_done()
    {
        var due = new Regulars.Kernel.Instant(1_000);
        var message = new OutboxMessage(Guid.NewGuid(), "greet", null, "{}", due);
        Database.Write(transaction => Outbox.Enqueue(transaction, [message]));

        Assert.Empty(Outbox.Due(Database, new Regulars.Kernel.Instant(999), 10));
        Assert.Equal([message], Outbox.Due(Database, due, 10));
        Database.Write(transaction => Outbox.Done(transaction, [message]));
        Assert.Empty(Outbox.Due(Database, due, 10));
    }
}

public sealed class SqliteDatabaseTests() : DatabaseTests(Engine.Sqlite);

public sealed class PostgreSqlDatabaseTests() : DatabaseTests(Engine.PostgreSql);
