namespace Regulars.Transparency;

/// <summary>Rebuilds the tree of a whole log from its entries and tiles and says where it first differs from what it should be.</summary>
/// <remarks>Each tile and bundle is read once, in the order of the leaves; at most 256 hashes of each level are held.</remarks>
public static class TreeVerifier
{
    /// <summary>Compares each entry with its leaf hash, each hash with the tile below it, and the root with that of a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint, which was verified.</param>
    /// <param name="tiles">The tiles of the log at the size of the checkpoint.</param>
    /// <param name="entries">The data of the leaves; null to verify the hashes alone.</param>
    /// <param name="cancellation">Stops a long verification.</param>
    /// <returns>Null when all is as it should be; otherwise the first difference.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TreeDifference? Verify(Checkpoint checkpoint, ILogTiles tiles, ILogEntries? entries = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(tiles);
        var edge = new RightEdge();
        TreeDifference? difference = null;
        Action<LogTile, IReadOnlyList<LogHash>> compareFilled = (filled, hashes) => difference ??= Compare(tiles, filled, hashes);
        for (long index = 0; LogTile.InTree(0, index, checkpoint.Size) is { } tile; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = tiles.Read(tile);
            if (read.Refusal is { } refusal)
            {
                return new TreeDifference(refusal, tile);
            }

            if (entries is not null && CompareEntries(entries, tile, read.Value) is { } differing)
            {
                return differing;
            }

            for (var at = 0; at < tile.Width; at++)
            {
                edge.Append(read.Value.HashAt(at), compareFilled);
            }

            if (difference is not null)
            {
                return difference;
            }
        }

        foreach (var tile in edge.Tiles())
        {
            if (Compare(tiles, tile, edge.HashesAt(tile.Level)) is { } differing)
            {
                return differing;
            }
        }

        return edge.Root() == checkpoint.Root ? null : new TreeDifference(
            new Refusal("tree.root_differs", $"The {checkpoint.Size} leaves have the root {edge.Root()}, and the checkpoint of {checkpoint.Origin} says {checkpoint.Root}."));
    }

    /// <summary>Compares the hashes that were computed from the tiles below with those of a tile; of level 0 nothing lies below.</summary>
    private static TreeDifference? Compare(ILogTiles tiles, LogTile tile, IReadOnlyList<LogHash> computed)
    {
        if (tile.Level == 0)
        {
            return null;
        }

        var read = tiles.Read(tile);
        if (read.Refusal is { } refusal)
        {
            return new TreeDifference(refusal, tile);
        }

        for (var at = 0; at < tile.Width; at++)
        {
            if (read.Value.HashAt(at) != computed[at])
            {
                var below = new LogTile(tile.Level - 1, (tile.Index * LogTile.FullWidth) + at, LogTile.FullWidth);
                return new TreeDifference(new Refusal("tree.hash_differs", $"Hash {at} of {tile.Path} is not that of the tile below it, {below.Path}."), tile);
            }
        }

        return null;
    }

    private static TreeDifference? CompareEntries(ILogEntries entries, LogTile tile, ReadOnlyMemory<byte> hashes)
    {
        if (!entries.TryRead(tile, out var bytes) && (tile.IsFull || !entries.TryRead(tile.Full, out bytes)))
        {
            return new TreeDifference(new Refusal("tree.entries_missing", $"The entries {tile.EntriesPath} are missing."), tile);
        }

        var bundle = EntryBundle.Read(bytes);
        if (bundle.Refusal is { } refusal)
        {
            return new TreeDifference(new Refusal("tree.entries_malformed", $"The entries {tile.EntriesPath} cannot be read. {refusal.Sentence}"), tile);
        }

        for (var at = 0; at < tile.Width; at++)
        {
            var leaf = (tile.Index * LogTile.FullWidth) + at;
            if (at >= bundle.Value.Count)
            {
                return new TreeDifference(
                    new Refusal("tree.entry_missing", $"The entry of leaf {leaf} is missing: {tile.EntriesPath} has {bundle.Value.Count} entries."), tile, leaf);
            }

            if (LogHash.OfLeaf(bundle.Value[at].Span) != hashes.HashAt(at))
            {
                return new TreeDifference(
                    new Refusal("tree.leaf_differs", $"The entry of leaf {leaf} does not hash to hash {at} of {tile.Path}."), tile, leaf);
            }
        }

        return null;
    }
}

/// <summary>Where a log first differs from what it should be.</summary>
/// <param name="Refusal">What is wrong: <c>log.tile_missing</c>, <c>log.tile_malformed</c>, <c>tree.entries_missing</c>,
/// <c>tree.entries_malformed</c>, <c>tree.entry_missing</c>, <c>tree.leaf_differs</c>, <c>tree.hash_differs</c> or
/// <c>tree.root_differs</c>.</param>
/// <param name="Tile">The tile concerned; for entries that of their hashes; null when it is the root.</param>
/// <param name="Leaf">The index of the leaf concerned; null when it is a whole tile or the root.</param>
public sealed record TreeDifference(Refusal Refusal, LogTile? Tile = null, long? Leaf = null);
