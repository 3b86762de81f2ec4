using System.Buffers.Binary;
using Regulars.Storage;

namespace Regulars.Storage.Tests;

/// <summary>The log of a database in a file does not grow for ever.</summary>
public sealed class SqliteCheckpointTests : IDisposable
{
    private const int MostWrites = 20_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("regulars-log-");

    private string File => Path.Combine(folder.FullName, "folded.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_log_is_begun_anew_while_the_writer_goes_on()
    {
        using var database = Open();

        var writes = WriteUntil(database, () => TimesBegun() > 2);

        Assert.InRange(writes, 1, MostWrites - 1);
        Assert.Equal(writes, database.QueryFirst<long>("SELECT count(*) FROM thing"));
    }

    [Fact]
    public void The_log_is_folded_beside_the_writer_who_need_not_come_again()
    {
        using var database = Open();

        database.Write(transaction => transaction.Execute("INSERT INTO thing (body) VALUES (zeroblob(800000))"));

        Assert.True(SpinWait.SpinUntil(() => new FileInfo(File).Length > 800_000, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_reader_that_stays_keeps_the_log_and_what_it_sees_and_both_go_with_it()
    {
        using var database = Open();
        WriteUntil(database, () => TimesBegun() > 0);
        using (var reader = database.OpenReader())
        {
            Ask(reader, "BEGIN");
            var seen = Ask(reader, "SELECT count(*) FROM thing");
            var begun = TimesBegun();

            Write(database, 500);

            Assert.Equal(seen, Ask(reader, "SELECT count(*) FROM thing"));
            Assert.InRange(TimesBegun(), begun, begun + 1);
            Ask(reader, "COMMIT");
        }

        var before = TimesBegun();
        Assert.InRange(WriteUntil(database, () => TimesBegun() > before), 1, MostWrites - 1);
    }

    [Fact]
    public void What_was_written_is_there_when_the_file_is_opened_again()
    {
        using (var database = Open())
        {
            Write(database, 300);
        }

        using var again = new SqliteDatabase(File);
        Assert.Equal(300, again.QueryFirst<long>("SELECT count(*) FROM thing"));
    }

    private SqliteDatabase Open()
    {
        var database = new SqliteDatabase(File, use: new SqliteUse(1, 64));
        database.Write(transaction => transaction.Execute("CREATE TABLE thing (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT"));
        return database;
    }

    private static object? Ask(System.Data.Common.DbConnection reader, string sql)
    {
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Write(SqliteDatabase database, int times)
    {
        for (var i = 0; i < times; i++)
        {
            database.Write(transaction => transaction.Execute("INSERT INTO thing (body) VALUES (zeroblob(4000))"));
        }
    }

    private static int WriteUntil(SqliteDatabase database, Func<bool> holds)
    {
        var writes = 0;
        while (!holds() && writes < MostWrites)
        {
            Write(database, 1);
            writes++;
        }

        return writes;
    }

    /// <summary>How often the log was begun anew: its header says so at byte 12.</summary>
    private long TimesBegun()
    {
        using var log = new FileStream(File + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = new byte[32];
        return log.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(12));
    }
}
