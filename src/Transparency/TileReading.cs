namespace Regulars.Transparency;

/// <summary>Reads tiles and checks their lengths.</summary>
internal static class TileReading
{
    /// <summary>The bytes of exactly the hashes that were asked for.</summary>
    public static Outcome<ReadOnlyMemory<byte>> Read(this ILogTiles tiles, LogTile tile)
    {
        if (!tiles.TryRead(tile, out var bytes) && (tile.IsFull || !tiles.TryRead(tile.Full, out bytes)))
        {
            return new Refusal("log.tile_missing", $"The tile {tile.Path} is missing.");
        }

        if (bytes is null || bytes.Length % LogHash.Size != 0 || bytes.Length < tile.SizeBytes || bytes.Length > LogTile.FullWidth * LogHash.Size)
        {
            return new Refusal("log.tile_malformed", $"The tile {tile.Path} has {bytes?.Length ?? 0} bytes, not {tile.SizeBytes}.");
        }

        return (ReadOnlyMemory<byte>)bytes.AsMemory(0, tile.SizeBytes);
    }

    /// <summary>The hash at a position of a tile's bytes.</summary>
    public static LogHash HashAt(this ReadOnlyMemory<byte> bytes, int position) =>
        LogHash.FromBytes(bytes.Span.Slice(position * LogHash.Size, LogHash.Size));

    /// <summary>The root of the full subtree over neighbouring hashes, a power of two of them, at most 256.</summary>
    public static LogHash SubtreeOf(ReadOnlySpan<LogHash> hashes)
    {
        Span<LogHash> level = stackalloc LogHash[LogTile.FullWidth];
        hashes.CopyTo(level);
        for (var count = hashes.Length; count > 1; count /= 2)
        {
            for (var at = 0; at < count; at += 2)
            {
                level[at / 2] = LogHash.OfNode(level[at], level[at + 1]);
            }
        }

        return level[0];
    }
}
