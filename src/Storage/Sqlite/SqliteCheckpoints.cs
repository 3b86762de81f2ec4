using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace Regulars.Storage;

/// <summary>Folds the log of a database into its file beside the writer, who does only the last bit and can then begin the log anew.</summary>
/// <remarks>A checkpoint copies tens of thousands of pages and waits for the disk. Done by the writer, everybody would wait for it.
/// Done beside, it never ends while the writer goes on; so it is done beside until little is left. SQLite syncs the file only at that
/// end, which would be the writer's; so what was copied is synced beside too.</remarks>
internal sealed class SqliteCheckpoints : IDisposable
{
    /// <summary>So many pages the writer folds in a few milliseconds.</summary>
    private const int Little = 256;

    private const int MostRounds = 4;

    private readonly SqliteConnection connection;

    private readonly SafeFileHandle? file;

    private readonly int due;

    private readonly AutoResetEvent wanted = new(false);

    private readonly Thread thread;

    private int logged;

    private volatile bool isLittleLeft;

    private volatile bool closed;

    /// <param name="text">How to connect to the database.</param>
    /// <param name="file">Its file, to be closed after every connection: the kernel takes away all locks of a file when any handle of it is closed. Nothing where it need not be durable.</param>
    /// <param name="due">The log is folded when it has so many pages.</param>
    public SqliteCheckpoints(string text, SafeFileHandle? file, int due)
    {
        this.file = file;
        this.due = due;
        connection = new SqliteConnection(text);
        connection.Open();

        // A connection knows that there is a log once it has read; before that it has nothing to fold.
        using (var first = connection.CreateCommand())
        {
            first.CommandText = "SELECT count(*) FROM sqlite_schema";
            first.ExecuteScalar();
        }

        thread = new Thread(Work) { IsBackground = true, Name = "checkpoint" };
        thread.Start();
    }

    /// <summary>Called by the writer between two transactions; answers how many pages the last one has logged.</summary>
    /// <param name="writer">Its connection.</param>
    public int Follow(sqlite3 writer)
    {
        raw.sqlite3_db_status(writer, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        logged += pages;
        if (isLittleLeft)
        {
            isLittleLeft = false;
            logged = 0;
            Fold(writer, out _);
        }
        else if (logged >= due)
        {
            logged = 0;
            wanted.Set();
        }

        return pages;
    }

    public void Dispose()
    {
        closed = true;
        wanted.Set();
        thread.Join();
        wanted.Dispose();
        connection.Dispose();
    }

    private void Work()
    {
        while (wanted.WaitOne() && !closed)
        {
            // Somebody else folds, or the disk is full or fails: the log keeps everything, and it is tried again when more is logged.
            var isDone = Fold(connection.Handle!, out var left) == raw.SQLITE_OK;
            for (var round = 1; isDone && round < MostRounds && !closed && (round == 1 || left > Little); round++)
            {
                isDone = IsSynced() && Fold(connection.Handle!, out left) == raw.SQLITE_OK;
            }

            isLittleLeft = true;
        }
    }

    /// <summary>Syncs what was copied to the file. That it cannot be is told by SQLite's own sync, without which nothing in the log is given up.</summary>
    private bool IsSynced()
    {
        try
        {
            if (file is not null)
            {
                FileSync.Sync(file);
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int Fold(sqlite3 database, out int left)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(database, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var inLog, out var folded);
        left = inLog - folded;
        return code;
    }
}
