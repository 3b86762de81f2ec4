using Microsoft.Data.Sqlite;

namespace Regulars.Storage;

/// <summary>Connections that read a database in one file. They are kept between two uses together with the statements they have
/// prepared: to prepare a statement often costs more than to run it.</summary>
internal sealed class SqliteReaders(string text) : IDisposable
{
    private const int MostKept = 16;

    private const string Settings = "PRAGMA wal_autocheckpoint=0; PRAGMA query_only=ON; PRAGMA busy_timeout=30000; PRAGMA cache_size=-16384;";

    private readonly Lock gate = new();

    private readonly Stack<SqliteCommands> kept = [];

    private bool closed;

    /// <summary>An open connection; disposing it gives it back.</summary>
    public SqlitePrepared Take()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            if (kept.TryPop(out var commands))
            {
                return new SqlitePrepared(commands, this);
            }
        }

        var connection = new SqliteConnection(text);
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = Settings;
        settings.ExecuteNonQuery();
        return new SqlitePrepared(new SqliteCommands(connection), this);
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            while (kept.TryPop(out var commands))
            {
                commands.Dispose();
            }
        }
    }

    /// <summary>Takes a connection back. What was begun on it ends: it must not hold on to an old state of the file.</summary>
    internal void GiveBack(SqliteCommands commands)
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(commands.Connection.Handle) == 0)
        {
            using var end = commands.Connection.CreateCommand();
            end.CommandText = "ROLLBACK";
            end.ExecuteNonQuery();
        }

        lock (gate)
        {
            if (!closed && kept.Count < MostKept)
            {
                kept.Push(commands);
                return;
            }
        }

        commands.Dispose();
    }
}
