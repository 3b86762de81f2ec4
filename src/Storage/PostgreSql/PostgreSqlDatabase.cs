using System.Data.Common;
using Npgsql;

namespace Regulars.Storage;

/// <summary>PostgreSQL by a connection string; any number of nodes share it.</summary>
public sealed class PostgreSqlDatabase : Database
{
    /// <summary>Statements that write start from a set of rows and find theirs by key. A plan made while a table was still empty
    /// would scan it and be kept while the table grows, so scans and joins over whole tables are the last resort here. A commit that
    /// is answered is on the disk, whatever the server's default.</summary>
    private const string ForWriting = "-c synchronous_commit=on -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    private readonly NpgsqlDataSource source;

    private readonly NpgsqlDataSource writers;

    /// <summary>Prepares the pool; connects when first used.</summary>
    /// <param name="connectionString">An Npgsql connection string; its search path says in which schema the tables are.</param>
    public PostgreSqlDatabase(string connectionString)
        : base(Engine.PostgreSql)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            ApplicationName = "regulars",
        };
        Schema = string.IsNullOrEmpty(text.SearchPath) ? "public" : text.SearchPath;
        source = NpgsqlDataSource.Create(text);
        text.Options = $"{text.Options} {ForWriting}".Trim();
        writers = NpgsqlDataSource.Create(text);
    }

    /// <summary>The schema that holds the tables.</summary>
    public string Schema { get; }

    /// <inheritdoc/>
    public override Committed<T> Commit<T>(Func<WriteTransaction, T> work)
    {
        using var connection = writers.OpenConnection();
        using var inner = connection.BeginTransaction();
        using var transaction = new PostgreSqlWriteTransaction(connection, inner, Dialect);
        var answer = work(transaction);
        transaction.Commit();
        return new Committed<T>(answer, Task.CompletedTask);
    }

    /// <inheritdoc/>
    public override DbConnection OpenReader() => source.OpenConnection();

    /// <inheritdoc/>
    public override void Scan(string sql, Action<RowReader> read, IReadOnlyDictionary<string, object>? parameters = null)
    {
        using var connection = source.OpenConnection();
        using var command = new NpgsqlCommand(Dialect.Translate(sql), connection) { CommandTimeout = 0 };
        foreach (var (name, value) in parameters ?? new Dictionary<string, object>())
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var reader = command.ExecuteReader();
        var row = new PostgreSqlRowReader(reader);
        while (reader.Read())
        {
            read(row);
        }
    }

    /// <inheritdoc/>
    public override void BackUp(string file) => PostgreSqlBackup.Dump(source, Schema, file);

    /// <summary>Fills the tables of an empty, migrated schema from a backup; everything or nothing.</summary>
    public void Restore(string file) => PostgreSqlBackup.Load(source, Schema, file);

    private protected override void Dispose(bool disposing)
    {
        writers.Dispose();
        source.Dispose();
    }
}
