using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Regulars.Host.Tests.Running;

/// <summary>The engines on which everything must be the same.</summary>
public enum StorageEngine
{
    Sqlite,
    PostgreSql,
}

/// <summary>A place of its own for an installation: a data folder, a folder for passing files, and on PostgreSQL a database.</summary>
internal sealed class Place : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("regulars-host-test-");

    private readonly string? database;

    private readonly List<Lazy<DbConnection>> connections = [];

    public Place(StorageEngine engine)
    {
        Engine = engine;
        Directory.CreateDirectory(Temporary);
        var environment = new Dictionary<string, string> { ["REGULARS_DATA"] = Data, ["TMPDIR"] = Temporary };
        if (engine is StorageEngine.PostgreSql)
        {
            database = "host_test_" + Guid.NewGuid().ToString("N");
            OnServer($"CREATE DATABASE {database}");
            ConnectionString = new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 10 }.ToString();
            environment["REGULARS_DATABASE"] = ConnectionString;
        }

        Environment = environment;
    }

    public StorageEngine Engine { get; }

    public string Data => Path.Combine(folder.FullName, "data");

    /// <summary>What the program takes for the folder of passing files.</summary>
    public string Temporary => Path.Combine(folder.FullName, "tmp");

    public string? ConnectionString { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    private static string Server => System.Environment.GetEnvironmentVariable("REGULARS_TEST_POSTGRESQL")
        ?? throw new InvalidOperationException("Set REGULARS_TEST_POSTGRESQL to a connection string; ./test starts a server and does so.");

    public Task<Ran> Run(params IReadOnlyList<string> arguments) => RegularsProgram.RunAsync(Environment, arguments);

    /// <summary>Runs the program in another language.</summary>
    public Task<Ran> RunIn(string locale, params IReadOnlyList<string> arguments) =>
        RegularsProgram.RunAsync(new Dictionary<string, string>(Environment) { ["LC_ALL"] = locale }, arguments);

    public RunningProgram Start(params IReadOnlyList<string> arguments) => RegularsProgram.Start(Environment, arguments);

    /// <summary>The report as JSON text.</summary>
    public async Task<string> Report(params IReadOnlyList<string> arguments) => (await Run(["report", "--format", "json", .. arguments])).Well().Output;

    /// <summary>Writes a file into the place and gives its path.</summary>
    public string Write(string name, byte[] content)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(file, content);
        return file;
    }

    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>A path in the place where nothing is yet.</summary>
    public string NewFile(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Asks the database past the program.</summary>
    public long Ask(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    /// <summary>How many rows a table has now, asked again and again by one connection; 0 while there is no such table.</summary>
    public Func<long> Counting(string table)
    {
        var connection = new Lazy<DbConnection>(Open);
        connections.Add(connection);
        return () =>
        {
            try
            {
                if (Engine is StorageEngine.Sqlite && !File.Exists(Path.Combine(Data, "regulars.db")))
                {
                    return 0;
                }

                using var command = connection.Value.CreateCommand();
                command.CommandText = $"SELECT count(*) FROM {table}";
                return Convert.ToInt64(command.ExecuteScalar());
            }
            catch (DbException)
            {
                // The program has not made it yet.
                return 0;
            }
        };
    }

    /// <summary>Asks the database past the program for texts.</summary>
    public List<string> Texts(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>Changes the database past the program.</summary>
    public void Change(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var connection in connections.Where(connection => connection.IsValueCreated))
        {
            connection.Value.Dispose();
        }

        if (database is not null)
        {
            OnServer($"DROP DATABASE {database} WITH (FORCE)");
        }

        folder.Delete(recursive: true);
    }

    private DbConnection Open()
    {
        DbConnection connection = Engine is StorageEngine.PostgreSql
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString())
            : new SqliteConnection($"Data Source={Path.Combine(Data, "regulars.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void OnServer(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
