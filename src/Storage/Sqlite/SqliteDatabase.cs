using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Regulars.Storage;

/// <summary>SQLite in one file: one connection writes, its log is synced and folded into the file beside it, any number read.</summary>
public sealed class SqliteDatabase : Database
{
    private readonly SqliteReaders readers;

    private readonly GatheredLog log;

    private readonly SqliteConnection writer;

    private readonly SqliteStatements statements;

    private readonly SqliteCommands commands;

    private readonly SqliteCheckpoints checkpoints;

    /// <summary>For syncing it; nothing where that is deleted after use.</summary>
    private readonly SafeFileHandle? held;

    /// <summary>Nothing where the file is deleted after use: that need not survive anything.</summary>
    private readonly LogSync? sync;

    private readonly Turns writing = new();

    static SqliteDatabase()
    {
        // A connection is used by one thread at a time, and nobody asks how much memory was allocated: neither needs a lock.
        SQLitePCL.Batteries_V2.Init();
        Configure(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        Configure(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>Opens the file, making it when it is missing. The caller holds the data folder's lock.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isTemporary">Whether it is deleted after use, so that closing need not fold the log into it.</param>
    /// <param name="use">What it is opened for; serving when nothing is said.</param>
    public SqliteDatabase(string file, bool isTemporary = false, SqliteUse? use = null)
        : base(Engine.Sqlite)
    {
        use ??= SqliteUse.Serving;
        var text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 };
        log = new GatheredLog(isTemporary);
        writer = new SqliteConnection(new SqliteConnectionStringBuilder(text.ToString()) { Vfs = log.Name }.ToString());
        writer.Open();
        // The log is synced after each commit by a thread of its own; here only what keeps the file whole.
        Set(writer, "PRAGMA journal_mode=WAL; " + GatheredLog.Settings + "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
            + "PRAGMA busy_timeout=30000; PRAGMA cache_size=-" + (use.CacheMegabytes * 1024) + "; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=134217728;");
        statements = new SqliteStatements(writer.Handle!);
        commands = new SqliteCommands(writer);
        held = isTemporary ? null : File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        checkpoints = new SqliteCheckpoints(text.ToString(), held, use.LoggedPages);
        if (isTemporary)
        {
            SQLitePCL.raw.sqlite3_db_config(writer.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        }
        else
        {
            sync = new LogSync(file + "-wal");
        }

        text.Mode = SqliteOpenMode.ReadOnly;
        readers = new SqliteReaders(text.ToString());
    }

    /// <inheritdoc/>
    public override Committed<T> Commit<T>(Func<WriteTransaction, T> work)
    {
        using var turn = writing.Take();
        if (sync?.Failure is { } failure)
        {
            throw failure;
        }

        var transaction = new SqliteWriteTransaction(new SqlitePrepared(commands), statements, Dialect);
        statements.Run("BEGIN IMMEDIATE");
        T answer;
        try
        {
            answer = work(transaction);
            statements.Run("COMMIT");
        }
        catch
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(writer.Handle) == 0)
            {
                statements.Run("ROLLBACK");
            }

            throw;
        }

        var pages = checkpoints.Follow(writer.Handle!);
        return new Committed<T>(answer, sync?.Follow(hasWritten: pages > 0) ?? Task.CompletedTask);
    }

    /// <inheritdoc/>
    public override DbConnection OpenReader() => readers.Take();

    /// <inheritdoc/>
    public override void Scan(string sql, Action<RowReader> read, IReadOnlyDictionary<string, object>? parameters = null)
    {
        using var reader = readers.Take();
        reader.Statements.Read(Dialect.Translate(sql), read, parameters);
    }

    /// <inheritdoc/>
    public override void BackUp(string file)
    {
        using var reader = readers.Take();
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        target.Open();
        reader.Inner.BackupDatabase(target);
    }

    private protected override void Dispose(bool disposing)
    {
        readers.Dispose();
        sync?.Dispose();
        checkpoints.Dispose();
        statements.Dispose();
        commands.Dispose();
        log.Dispose();
        held?.Dispose();
    }

    private static void Configure(int option, params ReadOnlySpan<int> value)
    {
        var code = value.IsEmpty ? SQLitePCL.raw.sqlite3_config(option) : SQLitePCL.raw.sqlite3_config(option, value[0]);
        if (code != SQLitePCL.raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite was in use before it was set up: {code}.");
        }
    }

    private static void Set(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
