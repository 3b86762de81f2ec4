using Npgsql;
using Regulars.Storage;

namespace Regulars.Testing;

/// <summary>A fresh, migrated database on either engine, removed when it is disposed.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly Action remove;

    private TestDatabase(Database database, string location, Action remove)
    {
        Database = database;
        Location = location;
        this.remove = remove;
    }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>The file, or the connection string with its schema: by it another process can open the same database.</summary>
    public string Location { get; }

    /// <summary>Makes one with the tables of the given modules.</summary>
    public static TestDatabase Create(Engine engine, params MigrationSource[] sources)
    {
        var made = engine is Engine.Sqlite ? CreateSqlite() : CreatePostgreSql();
        new Migrator(made.Database, [StorageModule.Migrations, .. sources], TimeProvider.System).Apply();
        return made;
    }

    /// <summary>The connection string of the PostgreSQL server for tests; <c>./test</c> starts one and says where.</summary>
    public static string PostgreSql => Environment.GetEnvironmentVariable("REGULARS_TEST_POSTGRESQL")
        ?? throw new InvalidOperationException("Set REGULARS_TEST_POSTGRESQL to a connection string; ./test starts a server and does so.");

    /// <summary>A connection string for a new, empty schema.</summary>
    public static string NewSchema()
    {
        var schema = "test_" + Guid.NewGuid().ToString("N");
        using var source = NpgsqlDataSource.Create(PostgreSql);
        using var command = source.CreateCommand($"CREATE SCHEMA {schema}");
        command.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(PostgreSql) { SearchPath = schema, MaxPoolSize = 10 }.ToString();
    }

    /// <summary>Removes a schema made by <see cref="NewSchema"/>.</summary>
    public static void DropSchema(string connectionString)
    {
        var schema = new NpgsqlConnectionStringBuilder(connectionString).SearchPath;
        using var source = NpgsqlDataSource.Create(PostgreSql);
        using var command = source.CreateCommand($"DROP SCHEMA {schema} CASCADE");
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        remove();
    }

    private static TestDatabase CreateSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("regulars-test-");
        var file = Path.Combine(folder.FullName, "regulars.db");
        return new TestDatabase(new SqliteDatabase(file), file, () => folder.Delete(recursive: true));
    }

    private static TestDatabase CreatePostgreSql()
    {
        var connection = NewSchema();
        return new TestDatabase(new PostgreSqlDatabase(connection), connection, () => DropSchema(connection));
    }
}
