using System.Numerics;

namespace Regulars.Transparency;

/// <summary>The hashes of subtrees of a tree kept as tiles. Each tile is read once. After the first tile that cannot be read all hashes
/// are zero, and <see cref="Refusal"/> says what was wrong.</summary>
internal sealed class TreeNodes(ILogTiles tiles, long size)
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> read = [];

    /// <summary>What kept a hash from being told; null so far as all were told.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>MTH(D[from:to]), where the range is one that the splits of RFC 6962, section 2.1 make: k is the largest power of two
    /// smaller than its length.</summary>
    public LogHash Hash(long from, long to)
    {
        var length = to - from;
        if (BitOperations.IsPow2(length))
        {
            return Full(from, BitOperations.Log2((ulong)length));
        }

        var middle = from + SplitOf(length);
        return LogHash.OfNode(Hash(from, middle), Hash(middle, to));
    }

    /// <summary>The largest power of two smaller than a length above one.</summary>
    public static long SplitOf(long length) => 1L << BitOperations.Log2((ulong)(length - 1));

    /// <summary>The hash of the full subtree of 2^height leaves that begins at a leaf.</summary>
    private LogHash Full(long from, int height)
    {
        var (level, rest) = Math.DivRem(height, 8);
        var position = from >> (8 * level);
        var bytes = Tile(level, position / LogTile.FullWidth);
        if (bytes.IsEmpty)
        {
            return default;
        }

        Span<LogHash> hashes = stackalloc LogHash[1 << rest];
        for (var at = 0; at < hashes.Length; at++)
        {
            hashes[at] = bytes.HashAt((int)(position % LogTile.FullWidth) + at);
        }

        return TileReading.SubtreeOf(hashes);
    }

    private ReadOnlyMemory<byte> Tile(int level, long index)
    {
        if (Refusal is not null)
        {
            return default;
        }

        if (read.TryGetValue((level, index), out var known))
        {
            return known;
        }

        var tile = LogTile.InTree(level, index, size)!.Value;
        var outcome = tiles.Read(tile);
        Refusal = outcome.Refusal;
        return Refusal is null ? read[(level, index)] = outcome.Value : default;
    }
}
