using System.Data.Common;
using Dapper;
using Regulars.Storage;

namespace Regulars.Storage.Tests;

/// <summary>Connections and statements are kept between two uses; nobody may notice.</summary>
public sealed class SqliteReadingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("regulars-reading-");

    private readonly SqliteDatabase database;

    public SqliteReadingTests()
    {
        database = new SqliteDatabase(Path.Combine(folder.FullName, "read.db"));
        database.Write(transaction => transaction.Execute("CREATE TABLE thing (thing_id INTEGER PRIMARY KEY, body TEXT)"));
        Add(1, 2, 3);
    }

    public void Dispose()
    {
        database.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_same_statement_takes_other_values()
    {
        Assert.Equal([2L], Ids("SELECT thing_id FROM thing WHERE thing_id = @id", new { id = 2 }));
        Assert.Equal([3L], Ids("SELECT thing_id FROM thing WHERE thing_id = @id", new { id = 3 }));
        Assert.Equal([1L, 3L], Ids("SELECT thing_id FROM thing WHERE thing_id IN @ids ORDER BY 1", new { ids = new[] { 1, 3 } }));
        Assert.Equal([2L], Ids("SELECT thing_id FROM thing WHERE thing_id IN @ids ORDER BY 1", new { ids = new[] { 2 } }));
    }

    [Fact]
    public void A_value_that_is_not_given_again_is_not_remembered()
    {
        Assert.Equal([2L], Scanned(new() { ["id"] = 2 }));
        Assert.Equal([1L, 2L, 3L], Scanned([]));

        List<long> Scanned(Dictionary<string, object> parameters)
        {
            var ids = new List<long>();
            database.Scan("SELECT thing_id FROM thing WHERE @id IS NULL OR thing_id = @id ORDER BY 1", row => ids.Add(row.Long(0)), parameters);
            return ids;
        }
    }

    [Fact]
    public void The_same_statement_can_be_read_twice_at_once()
    {
        using var connection = database.OpenReader();
        using var first = Open(connection, "SELECT thing_id FROM thing ORDER BY 1");
        Assert.True(first.Read());
        using var second = Open(connection, "SELECT thing_id FROM thing ORDER BY 1");

        Assert.True(second.Read());
        Assert.True(second.Read());
        Assert.True(first.Read());

        Assert.Equal(2, first.GetInt64(0));
        Assert.Equal(2, second.GetInt64(0));
    }

    [Fact]
    public void A_connection_given_back_within_a_transaction_does_not_see_the_past()
    {
        using (var reader = database.OpenReader())
        {
            reader.Execute("BEGIN DEFERRED");
            reader.ExecuteScalar("SELECT count(*) FROM thing");
        }

        Add(4);

        Assert.Equal(4, database.QueryFirst<long>("SELECT count(*) FROM thing"));
    }

    [Fact]
    public void A_statement_that_failed_can_be_asked_again()
    {
        Assert.ThrowsAny<DbException>(() => Ids("SELECT abs(@value)", new { value = long.MinValue }));

        Assert.Equal([5L], Ids("SELECT abs(@value)", new { value = -5 }));
    }

    [Fact]
    public void A_statement_is_planned_anew_when_its_table_changes()
    {
        const string All = "SELECT * FROM thing WHERE thing_id = 1";
        database.Query<object>(All);

        database.Write(transaction => transaction.Execute("ALTER TABLE thing ADD COLUMN colour TEXT DEFAULT 'green'"));

        var row = (IDictionary<string, object>)database.Query<object>(All)[0];
        Assert.Equal("green", row["colour"]);
    }

    [Fact]
    public void Many_different_statements_are_not_all_kept()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal([1L], Ids($"SELECT thing_id FROM thing WHERE thing_id = 1 AND {i} = {i}", new { }));
        }
    }

    private void Add(params int[] ids) => database.Write(transaction =>
        ids.ToList().ForEach(id => transaction.Execute("INSERT INTO thing (thing_id) VALUES (@id)", new { id })));

    private List<long> Ids(string sql, object parameters) => database.Query<long>(sql, parameters);

    private static DbDataReader Open(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }
}
