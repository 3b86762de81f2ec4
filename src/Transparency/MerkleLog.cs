namespace Regulars.Transparency;

/// <summary>Appends leaves to a log kept as tiles. It reads tiles and answers tiles; it keeps and writes nothing.</summary>
/// <remarks>RFC 6962, section 2.1 for the tree; C2SP tlog-tiles for the tiles.</remarks>
public static class MerkleLog
{
    /// <summary>How many leaves one batch may have: 1,048,576.</summary>
    public const int LargestBatch = 1 << 20;

    /// <summary>Appends a batch of leaves. Tiles and root depend on the leaves alone, not on how they are batched.</summary>
    /// <param name="size">How many leaves the log has; zero for a new log.</param>
    /// <param name="tiles">The tiles of the log at this size, of which at most eight are read: the partial ones.</param>
    /// <param name="leaves">The hashes of the new leaves, in order, at most <see cref="LargestBatch"/>.</param>
    /// <returns>What to write and the new root. Refused with <c>log.size</c> when the size is negative or would pass 2^63 − 1, with
    /// <c>log.batch_too_large</c>, or with <c>log.tile_missing</c> or <c>log.tile_malformed</c> when a tile of this size is not there.</returns>
    public static Outcome<LogGrowth> Append(long size, ILogTiles tiles, IReadOnlyList<LogHash> leaves)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentNullException.ThrowIfNull(leaves);
        if (size < 0 || size > long.MaxValue - leaves.Count)
        {
            return WrongSize(size);
        }

        if (leaves.Count > LargestBatch)
        {
            return new Refusal("log.batch_too_large", $"A batch has at most {LargestBatch} leaves, not {leaves.Count}.");
        }

        var read = RightEdge.Read(size, tiles);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        var edge = read.Value;
        var rootBefore = edge.Root();
        var unchanged = edge.Tiles().ToHashSet();
        var written = new List<GrownTile>();
        Action<LogTile, IReadOnlyList<LogHash>> write = (tile, hashes) => written.Add(new GrownTile(tile, Bytes(hashes)));
        foreach (var leaf in leaves)
        {
            edge.Append(leaf, write);
        }

        written.AddRange(edge.Tiles().Where(tile => !unchanged.Contains(tile)).Select(tile => new GrownTile(tile, Bytes(edge.HashesAt(tile.Level)))));
        return new LogGrowth(size, rootBefore, edge.Size, edge.Root(), written);
    }

    /// <summary>The root of a log, MTH(D[0:size]), from its partial tiles, at most eight.</summary>
    /// <param name="size">How many leaves; zero for the empty tree.</param>
    /// <param name="tiles">The tiles of the log at this size.</param>
    /// <returns>The root; refused with <c>log.size</c>, <c>log.tile_missing</c> or <c>log.tile_malformed</c>.</returns>
    public static Outcome<LogHash> Root(long size, ILogTiles tiles)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        if (size < 0)
        {
            return WrongSize(size);
        }

        var read = RightEdge.Read(size, tiles);
        return read.Refusal is { } refusal ? refusal : read.Value.Root();
    }

    private static Refusal WrongSize(long size) => new("log.size", $"A log has between 0 and 2^63 − 1 leaves; {size} is not such a size, or leaves no room.");

    private static byte[] Bytes(IReadOnlyList<LogHash> hashes)
    {
        var bytes = new byte[hashes.Count * LogHash.Size];
        for (var at = 0; at < hashes.Count; at++)
        {
            hashes[at].CopyTo(bytes.AsSpan(at * LogHash.Size));
        }

        return bytes;
    }
}

/// <summary>What a batch of leaves made of a log.</summary>
/// <param name="SizeBefore">How many leaves the log had.</param>
/// <param name="RootBefore">The root the log had, recomputed from the tiles that were read: compare it with the last one signed before
/// signing the new one.</param>
/// <param name="Size">How many leaves it has now.</param>
/// <param name="Root">The root it has now.</param>
/// <param name="Tiles">The tiles to write: those that were filled, lowest first, then the partial ones that grew; never an empty one.</param>
public sealed record LogGrowth(long SizeBefore, LogHash RootBefore, long Size, LogHash Root, IReadOnlyList<GrownTile> Tiles)
{
    /// <summary>Writes the tiles in their order. Write them before a checkpoint of the new size is signed.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteTo(ILogTileWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var (tile, hashes) in Tiles)
        {
            writer.Write(tile, hashes);
        }
    }
}

/// <summary>A tile to write.</summary>
/// <param name="Tile">Which tile.</param>
/// <param name="Hashes">Its hashes one after another, 32 bytes each.</param>
public sealed record GrownTile(LogTile Tile, ReadOnlyMemory<byte> Hashes);
