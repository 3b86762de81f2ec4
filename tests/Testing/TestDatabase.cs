using System.Collections.Concurrent;
using Npgsql;
using Regulars.Storage;

namespace Regulars.Testing;

/// <summary>A fresh, migrated database on either engine, removed when it is disposed.</summary>
public sealed class TestDatabase : IDisposable
{
    /// <summary>Migrated files by their modules.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Files = new();

    /// <summary>Names of migrated databases by their modules.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<string>> Templates = new();

    private static readonly Lazy<NpgsqlDataSource> Server = new(() => NpgsqlDataSource.Create(PostgreSql));

    private readonly Action remove;

    private TestDatabase(Database database, string location, Action remove)
    {
        Database = database;
        Location = location;
        this.remove = remove;
    }

    /// <summary>The database.</summary>
    public Database Database { get; }

    /// <summary>The file, or the connection string: by it another process can open the same database.</summary>
    public string Location { get; }

    /// <summary>Makes one with the tables of the given modules: a copy of one that is migrated once in this process.</summary>
    public static TestDatabase Create(Engine engine, params MigrationSource[] sources)
    {
        var modules = string.Join(' ', sources.Select(source => source.Module));
        return engine is Engine.Sqlite
            ? CopySqlite(Files.GetOrAdd(modules, _ => new Lazy<byte[]>(() => MakeFile(sources))).Value)
            : CopyPostgreSql(Templates.GetOrAdd(modules, _ => new Lazy<string>(() => MakeTemplate(sources))).Value);
    }

    /// <summary>The connection string of the PostgreSQL server for tests; <c>./test</c> starts one and says where.</summary>
    public static string PostgreSql => Environment.GetEnvironmentVariable("REGULARS_TEST_POSTGRESQL")
        ?? throw new InvalidOperationException("Set REGULARS_TEST_POSTGRESQL to a connection string; ./test starts a server and does so.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        remove();
    }

    private static TestDatabase CopySqlite(byte[] content)
    {
        var (folder, file) = NewFile();
        File.WriteAllBytes(file, content);
        return new TestDatabase(new SqliteDatabase(file), file, () => folder.Delete(recursive: true));
    }

    private static TestDatabase CopyPostgreSql(string template)
    {
        var name = NewDatabase(template);
        return new TestDatabase(new PostgreSqlDatabase(ConnectionTo(name)), ConnectionTo(name), () => Drop(name));
    }

    private static byte[] MakeFile(MigrationSource[] sources)
    {
        var (folder, file) = NewFile();
        using (var database = new SqliteDatabase(file))
        {
            Migrate(database, sources);
        }

        var content = File.ReadAllBytes(file);
        folder.Delete(recursive: true);
        return content;
    }

    private static string MakeTemplate(MigrationSource[] sources)
    {
        var name = NewDatabase("template1");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(name);
        using var database = new PostgreSqlDatabase(ConnectionTo(name));
        Migrate(database, sources);
        return name;
    }

    private static void Migrate(Database database, MigrationSource[] sources) =>
        new Migrator(database, [StorageModule.Migrations, .. sources], TimeProvider.System).Apply();

    private static (DirectoryInfo Folder, string File) NewFile()
    {
        var folder = Directory.CreateTempSubdirectory("regulars-test-");
        return (folder, Path.Combine(folder.FullName, "regulars.db"));
    }

    private static string NewDatabase(string template)
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        Order($"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    private static void Drop(string name) => Order($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static void Order(string sql)
    {
        using var command = Server.Value.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private static string ConnectionTo(string name) => new NpgsqlConnectionStringBuilder(PostgreSql) { Database = name, MaxPoolSize = 10 }.ToString();
}
