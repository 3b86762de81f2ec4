namespace Regulars.Storage.Tests;

/// <summary>What a transaction logs is handed to the kernel at its end: nobody may see the difference.</summary>
public sealed class GatheredLogTests : IDisposable
{
    /// <summary>Far more than the writer keeps in memory and than is gathered at once.</summary>
    private const int Rows = 3000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("regulars-gathered-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_large_transaction_reads_what_it_has_written_and_others_see_it_whole_or_not_at_all(bool isTemporary)
    {
        using var database = Open("large.db", isTemporary);

        var seen = database.Write(transaction =>
        {
            Fill(transaction);
            Assert.Equal(0, database.QueryFirst<long>("SELECT count(*) FROM thing"));
            return transaction.QueryFirst<long>("SELECT sum(length(body)) FROM thing");
        });

        Assert.Equal(Rows * 2000L, seen);
        Assert.Equal(Rows, database.QueryFirst<long>("SELECT count(*) FROM thing"));
        Assert.Equal("ok", database.QueryFirst<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public void A_large_transaction_that_fails_leaves_nothing_and_the_next_is_whole()
    {
        using var database = Open("failed.db");

        Assert.Throws<InvalidOperationException>(() => database.Write<int>(transaction =>
        {
            Fill(transaction);
            throw new InvalidOperationException();
        }));
        database.Write(transaction => transaction.Execute("INSERT INTO thing (body) VALUES (zeroblob(5000))"));

        Assert.Equal(5000, database.QueryFirst<long>("SELECT sum(length(body)) FROM thing"));
        Assert.Equal("ok", database.QueryFirst<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public void What_is_committed_is_in_the_files_and_not_only_in_the_program()
    {
        using var database = Open("whole.db");
        database.Write(Fill);
        database.Write(transaction => transaction.Execute("INSERT INTO thing (body) VALUES (zeroblob(1))"));

        foreach (var file in folder.GetFiles("whole.db*").Where(file => !file.Name.EndsWith("-shm", StringComparison.Ordinal)))
        {
            file.CopyTo(file.FullName.Replace("whole", "copy", StringComparison.Ordinal));
        }

        using var copy = new SqliteDatabase(Path.Combine(folder.FullName, "copy.db"));
        Assert.Equal(Rows + 1, copy.QueryFirst<long>("SELECT count(*) FROM thing"));
        Assert.Equal("ok", copy.QueryFirst<string>("PRAGMA integrity_check"));
    }

    private SqliteDatabase Open(string name, bool isTemporary = false)
    {
        // The log is not folded meanwhile: it alone holds what is written.
        var database = new SqliteDatabase(Path.Combine(folder.FullName, name), isTemporary, new SqliteUse(1, 1_000_000));
        database.Write(transaction => transaction.Execute("CREATE TABLE thing (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT"));
        return database;
    }

    private static int Fill(WriteTransaction transaction)
    {
        for (var row = 0; row < Rows; row++)
        {
            transaction.Execute("INSERT INTO thing (body) VALUES (randomblob(2000))");
        }

        return Rows;
    }
}
