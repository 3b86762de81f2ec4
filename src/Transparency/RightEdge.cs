using System.Runtime.InteropServices;

namespace Regulars.Transparency;

/// <summary>The partial tiles at the right edge of a tree. They are all that is needed to append leaves and to tell the root.</summary>
internal sealed class RightEdge
{
    /// <summary>A size below 2^63 has hashes at tile levels 0 to 7.</summary>
    private const int Levels = 8;

    private readonly List<LogHash>[] levels = [.. Enumerable.Range(0, Levels).Select(_ => new List<LogHash>())];

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>The edge of the tree of a size, from its at most eight partial tiles.</summary>
    public static Outcome<RightEdge> Read(long size, ILogTiles tiles)
    {
        var edge = new RightEdge { Size = size };
        foreach (var tile in edge.Tiles())
        {
            var read = tiles.Read(tile);
            if (read.Refusal is { } refusal)
            {
                return refusal;
            }

            edge.levels[tile.Level].AddRange(Enumerable.Range(0, tile.Width).Select(at => read.Value.HashAt(at)));
        }

        return edge;
    }

    /// <summary>The partial tiles of the tree, lowest level first; level l has ⌊size / 256^l⌋ mod 256 hashes (C2SP tlog-tiles, "Partial
    /// Tiles").</summary>
    public IEnumerable<LogTile> Tiles()
    {
        for (var level = 0; level < Levels; level++)
        {
            var hashes = LogTile.HashesAt(level, Size);
            if (hashes % LogTile.FullWidth is var width and > 0)
            {
                yield return new LogTile(level, hashes / LogTile.FullWidth, (int)width);
            }
        }
    }

    /// <summary>The hashes of the partial tile of a level; empty when there is none.</summary>
    public IReadOnlyList<LogHash> HashesAt(int level) => levels[level];

    /// <summary>Appends a leaf and tells each tile that it fills, lowest first.</summary>
    public void Append(LogHash leaf, Action<LogTile, IReadOnlyList<LogHash>> filled)
    {
        Size++;
        levels[0].Add(leaf);
        for (var level = 0; levels[level].Count == LogTile.FullWidth; level++)
        {
            var hashes = levels[level];
            filled(new LogTile(level, (LogTile.HashesAt(level, Size) / LogTile.FullWidth) - 1, LogTile.FullWidth), hashes);
            levels[level + 1].Add(TileReading.SubtreeOf(CollectionsMarshal.AsSpan(hashes)));
            hashes.Clear();
        }
    }

    /// <summary>The root. A size is a sum of powers of two, each a full subtree; MTH joins the smallest, which are rightmost, first (RFC
    /// 6962, section 2.1).</summary>
    public LogHash Root()
    {
        LogHash? root = null;
        foreach (var hashes in levels)
        {
            var end = hashes.Count;
            for (var subtree = 1; subtree <= end; subtree *= 2)
            {
                if ((hashes.Count & subtree) != 0)
                {
                    var peak = TileReading.SubtreeOf(CollectionsMarshal.AsSpan(hashes).Slice(end - subtree, subtree));
                    root = root is { } right ? LogHash.OfNode(peak, right) : peak;
                    end -= subtree;
                }
            }
        }

        return root ?? LogHash.OfEmptyTree;
    }
}
