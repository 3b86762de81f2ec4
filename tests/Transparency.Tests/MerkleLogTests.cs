using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class MerkleLogTests
{
    private static readonly List<LogHash> Leaves = Given.Leaves(10_000);
    private static readonly (MemoryTiles Tiles, LogHash Root) Whole = Given.Log(Leaves);

    [Fact]
    public void Tiles_and_root_do_not_depend_on_the_batches() => Prop.ForAll(Gen.Choose(0, 1500).ArrayOf().ToArbitrary(), sizes =>
    {
        var batches = new Queue<int>(sizes);
        var (tiles, root) = (new MemoryTiles(), LogHash.OfEmptyTree);
        for (var size = 0; size < Leaves.Count;)
        {
            var batch = Math.Min(batches.TryDequeue(out var count) ? count : 777, Leaves.Count - size);
            var growth = MerkleLog.Append(size, tiles, Leaves.GetRange(size, batch)).Value;
            Assert.Equal((size, root), (growth.SizeBefore, growth.RootBefore));
            growth.WriteTo(tiles);
            (size, root) = ((int)growth.Size, growth.Root);
        }

        return root == Whole.Root && tiles.Kept.Count == Whole.Tiles.Kept.Count
            && tiles.Kept.All(tile => tile.Value.AsSpan().SequenceEqual(Whole.Tiles.Kept[tile.Key]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_root_is_that_of_the_definition_at_every_size()
    {
        var tiles = new MemoryTiles();
        for (var size = 0; size < 1100; size++)
        {
            Assert.Equal(ReferenceTree.Root(Leaves.ToArray().AsSpan(0, size)), MerkleLog.Root(size, tiles).Value);
            MerkleLog.Append(size, tiles, [Leaves[size]]).Value.WriteTo(tiles);
        }
    }

    [Fact]
    public void Ten_thousand_leaves_have_the_root_of_the_definition() => Assert.Equal(ReferenceTree.Root(Leaves.ToArray()), Whole.Root);

    [Fact]
    public void No_tile_is_empty_and_none_that_stayed_is_written_again()
    {
        var tiles = new MemoryTiles();
        var first = MerkleLog.Append(0, tiles, Leaves.GetRange(0, 256)).Value;
        first.WriteTo(tiles);
        var second = MerkleLog.Append(256, tiles, Leaves.GetRange(256, 1)).Value;

        Assert.Equal(["tile/0/000", "tile/1/000.p/1"], first.Tiles.Select(grown => grown.Tile.Path));
        Assert.Equal(["tile/0/001.p/1"], second.Tiles.Select(grown => grown.Tile.Path));
        Assert.Empty(MerkleLog.Append(256, tiles, []).Value.Tiles);
    }

    [Fact]
    public void Appending_reads_the_partial_tiles_alone()
    {
        var reads = Whole.Tiles.Reads;
        Assert.True(MerkleLog.Append(Leaves.Count, Whole.Tiles, Leaves.GetRange(0, 10)).IsGiven);

        // 10,000 = 39 · 256 + 16: one partial tile of level 0, one of level 1.
        Assert.Equal(2, Whole.Tiles.Reads - reads);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_size_without_room_is_refused(long size) => Assert.Equal("log.size", MerkleLog.Append(size, Whole.Tiles, [default]).Refusal?.Code);

    [Fact]
    public void A_batch_too_large_is_refused() => Assert.Equal(
        "log.batch_too_large", MerkleLog.Append(0, new MemoryTiles(), new LogHash[MerkleLog.LargestBatch + 1]).Refusal?.Code);

    [Fact]
    public void A_missing_tile_is_named()
    {
        var refusal = MerkleLog.Append(300, new MemoryTiles(), [Leaves[0]]).Refusal;

        Assert.Equal(new Refusal("log.tile_missing", "The tile tile/0/001.p/44 is missing."), refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(32 * 43)]
    [InlineData(32 * 257)]
    public void A_tile_of_another_length_is_refused(int length)
    {
        var tiles = new MemoryTiles();
        tiles.Kept[(0, 1)] = new byte[length];

        Assert.Equal("log.tile_malformed", MerkleLog.Root(300, tiles).Refusal?.Code);
    }

    [Fact]
    public void The_full_tile_stands_in_for_a_partial_one_that_was_deleted()
    {
        using var folder = new FolderLog();
        folder.Append(0, 512);

        Assert.False(File.Exists(folder.File("tile/0/001.p/44")));
        Assert.Equal(ReferenceTree.Root(Leaves.ToArray().AsSpan(0, 300)), MerkleLog.Root(300, new WithLevelOne(folder)).Value);
    }

    /// <summary>A log that kept the one narrow tile of level 1 which the older tree had.</summary>
    private sealed class WithLevelOne(FolderLog folder) : ILogTiles
    {
        public bool TryRead(LogTile tile, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? hashes) =>
            folder.TryRead(tile.Level == 1 ? new LogTile(1, 0, 2) : tile, out hashes);
    }
}
