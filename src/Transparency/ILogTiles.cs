using System.Diagnostics.CodeAnalysis;

namespace Regulars.Transparency;

/// <summary>Where the tiles of a log are read from: a database, a folder, another server.</summary>
public interface ILogTiles
{
    /// <summary>Reads a tile.</summary>
    /// <param name="tile">Which tile, as wide as the tree in question makes it.</param>
    /// <param name="hashes">Its hashes one after another, 32 bytes each. A store that keeps only the widest form of a tile may answer more
    /// hashes than were asked for, at most 256; the first <see cref="LogTile.Width"/> are used.</param>
    /// <returns>Whether the tile is there. When a partial one is not, the full one is asked for next, because a log may delete partial
    /// tiles that were filled (C2SP tlog-tiles, "Partial Tiles").</returns>
    bool TryRead(LogTile tile, [NotNullWhen(true)] out byte[]? hashes);
}

/// <summary>Where the tiles of a log are written to.</summary>
public interface ILogTileWriter
{
    /// <summary>Writes a tile. Its first hashes never change: a wider form may replace a narrower one.</summary>
    /// <param name="tile">Which tile, never an empty one.</param>
    /// <param name="hashes">Its hashes one after another, <see cref="LogTile.SizeBytes"/> bytes.</param>
    void Write(LogTile tile, ReadOnlyMemory<byte> hashes);
}

/// <summary>Where the entries of a log, the data of its leaves, are read from.</summary>
public interface ILogEntries
{
    /// <summary>Reads a bundle of entries.</summary>
    /// <param name="bundle">The tile of level 0 with their hashes.</param>
    /// <param name="entries">The bundle as <see cref="EntryBundle"/> writes it; it may hold more entries than were asked for, at most
    /// 256.</param>
    /// <returns>Whether the bundle is there.</returns>
    bool TryRead(LogTile bundle, [NotNullWhen(true)] out byte[]? entries);
}
