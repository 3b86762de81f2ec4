using System.Diagnostics.CodeAnalysis;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Loyalty.Log;

/// <summary>The tiles and entries of one log, as they are stored: each in its widest form.</summary>
/// <param name="log">The number of the log.</param>
/// <param name="read">Reads bytes by one statement: the database or a transaction.</param>
internal sealed class LogTiles(int log, Func<string, object, byte[]?> read) : ILogTiles, ILogEntries
{
    /// <summary>Those of the database, as of now.</summary>
    public static LogTiles Of(Database database, int log) => new(log, database.QueryFirst<byte[]>);

    /// <summary>Those that a transaction sees.</summary>
    public static LogTiles Of(WriteTransaction transaction, int log) => new(log, transaction.QueryFirst<byte[]>);

    /// <inheritdoc/>
    bool ILogTiles.TryRead(LogTile tile, [NotNullWhen(true)] out byte[]? hashes)
    {
        hashes = read("SELECT hashes FROM log_tile WHERE log_id = @log AND level = @Level AND tile_index = @Index", new { log, tile.Level, tile.Index });
        return hashes is not null;
    }

    /// <inheritdoc/>
    bool ILogEntries.TryRead(LogTile bundle, [NotNullWhen(true)] out byte[]? entries)
    {
        entries = read("SELECT entries FROM log_entries WHERE log_id = @log AND tile_index = @Index", new { log, bundle.Index });
        return entries is not null;
    }
}

/// <summary>Writes tiles and entries in a transaction.</summary>
internal sealed class LogTileWriter(WriteTransaction transaction, int log) : ILogTileWriter
{
    /// <inheritdoc/>
    public void Write(LogTile tile, ReadOnlyMemory<byte> hashes) => transaction.Execute(
        """
        INSERT INTO log_tile (log_id, level, tile_index, hashes) VALUES (@log, @Level, @Index, @hashes)
        ON CONFLICT (log_id, level, tile_index) DO UPDATE SET hashes = excluded.hashes
        """,
        new { log, tile.Level, tile.Index, hashes = hashes.ToArray() });

    /// <summary>Adds entries behind those there are.</summary>
    public void Append(long size, IReadOnlyList<byte[]> entries)
    {
        foreach (var bundle in entries.Select((entry, place) => (Entry: entry, Index: (size + place) / LogTile.FullWidth)).GroupBy(row => row.Index, row => row.Entry))
        {
            var before = transaction.QueryFirst<byte[]>("SELECT entries FROM log_entries WHERE log_id = @log AND tile_index = @index", new { log, index = bundle.Key });
            byte[] after = [.. before ?? [], .. EntryBundle.Write([.. bundle.Select(entry => (ReadOnlyMemory<byte>)entry)]).Value];
            transaction.Execute(
                """
                INSERT INTO log_entries (log_id, tile_index, entries) VALUES (@log, @index, @after)
                ON CONFLICT (log_id, tile_index) DO UPDATE SET entries = excluded.entries
                """,
                new { log, index = bundle.Key, after });
        }
    }
}
