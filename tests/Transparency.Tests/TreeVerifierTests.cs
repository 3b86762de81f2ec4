using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public sealed class TreeVerifierTests : IDisposable
{
    private const int Size = 1000;

    private readonly FolderLog log = new();
    private readonly Checkpoint checkpoint;

    public TreeVerifierTests()
    {
        log.Append(0, 300);
        checkpoint = Checkpoint.Create(Given.Origin, Size, log.Append(300, Size - 300).Root).Value;
    }

    private TreeDifference? Difference => Verify(checkpoint, log, log);

    /// <summary>What is found by the hashes alone.</summary>
    private TreeDifference? DifferenceWithoutEntries => Verify(checkpoint, log);

    public void Dispose() => log.Dispose();

    [Fact]
    public void A_whole_log_has_no_difference()
    {
        Assert.Null(Difference);
        Assert.Null(DifferenceWithoutEntries);
    }

    [Fact]
    public void A_log_of_any_size_has_no_difference() => Prop.ForAll(Given.Between(0, 2000), size =>
    {
        var (tiles, root) = Given.Log(Given.Leaves(size));
        return Verify(Checkpoint.Create(Given.Origin, size, root).Value, tiles) is null;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void The_leaf_whose_data_was_changed_is_named()
    {
        log.PutEntries(new LogTile(0, 2, 256), Enumerable.Range(512, 256).Select(leaf => Given.Data(leaf == 600 ? 601 : leaf)));

        Assert.Equal(new TreeDifference(new Refusal("tree.leaf_differs", "The entry of leaf 600 does not hash to hash 88 of tile/0/002."), new LogTile(0, 2, 256), 600), Difference);
    }

    [Fact]
    public void The_first_leaf_that_was_dropped_is_named()
    {
        log.PutEntries(new LogTile(0, 3, 232), Enumerable.Range(768, 231).Select(leaf => Given.Data(leaf)));

        Assert.Equal("The entry of leaf 999 is missing: tile/entries/003.p/232 has 231 entries.", Difference?.Refusal.Sentence);
        Assert.Equal(999, Difference?.Leaf);
    }

    [Fact]
    public void A_leaf_dropped_from_the_middle_shifts_those_behind_it()
    {
        log.PutEntries(new LogTile(0, 1, 256), Enumerable.Range(256, 256).Where(leaf => leaf != 300).Select(leaf => Given.Data(leaf)));

        Assert.Equal(("tree.leaf_differs", 300L), (Difference?.Refusal.Code, Difference?.Leaf));
    }

    [Fact]
    public void The_leaf_whose_hash_was_changed_is_named()
    {
        log.Change("tile/0/001", 32 * 7);

        Assert.Equal(263, Difference?.Leaf);
    }

    [Fact]
    public void Without_entries_a_changed_hash_is_found_one_tile_above()
    {
        log.Change("tile/0/001", 32 * 7);

        Assert.Equal("Hash 1 of tile/1/000.p/3 is not that of the tile below it, tile/0/001.", DifferenceWithoutEntries?.Refusal.Sentence);
    }

    [Fact]
    public void A_changed_hash_of_a_higher_level_is_named()
    {
        log.Change("tile/1/000.p/3", 32 * 2);

        Assert.Equal(("tree.hash_differs", new LogTile(1, 0, 3)), (Difference?.Refusal.Code, Difference?.Tile));
        Assert.Contains("tile/0/002", Difference?.Refusal.Sentence);
    }

    [Fact]
    public void Swapped_tiles_are_named()
    {
        log.Swap("tile/0/000", "tile/0/001");

        Assert.Equal((0L, new LogTile(0, 0, 256)), (Difference?.Leaf, Difference?.Tile));
        Assert.Equal("tree.hash_differs", DifferenceWithoutEntries?.Refusal.Code);
    }

    [Theory]
    [InlineData("tile/0/002", "log.tile_missing")]
    [InlineData("tile/0/003.p/232", "log.tile_missing")]
    [InlineData("tile/1/000.p/3", "log.tile_missing")]
    [InlineData("tile/entries/002", "tree.entries_missing")]
    [InlineData("tile/entries/003.p/232", "tree.entries_missing")]
    public void What_is_missing_is_named(string path, string code)
    {
        File.Delete(log.File(path));

        Assert.Equal(code, Difference?.Refusal.Code);
        Assert.Contains(path, Difference?.Refusal.Sentence);
    }

    [Theory]
    [InlineData("tile/0/002", "log.tile_malformed")]
    [InlineData("tile/entries/002", "tree.entries_malformed")]
    public void What_is_cut_short_is_named(string path, string code)
    {
        log.Put(path, File.ReadAllBytes(log.File(path)).AsSpan()[..^1]);

        Assert.Equal(code, Difference?.Refusal.Code);
        Assert.Contains(path, Difference?.Refusal.Sentence);
    }

    [Fact]
    public void Another_root_is_named()
    {
        var other = Checkpoint.Create(Given.Origin, Size, LogHash.OfEmptyTree).Value;

        Assert.Equal(("tree.root_differs", null), (Verify(other, log, log)?.Refusal.Code, Verify(other, log, log)?.Tile));
    }

    [Fact]
    public void Without_entries_a_changed_hash_at_the_right_edge_is_a_root_that_differs()
    {
        log.Change("tile/0/003.p/232", 32 * 200);

        Assert.Equal("tree.root_differs", DifferenceWithoutEntries?.Refusal.Code);
        Assert.Equal(968, Difference?.Leaf);
    }

    [Fact]
    public void Any_changed_bit_of_any_tile_is_found() => Prop.ForAll(Given.Any, Given.Between(0, 7), (any, bit) =>
    {
        var (tiles, root) = Given.Log(Given.Leaves(Size));
        var tile = tiles.Kept.Keys.Order().ElementAt(any % tiles.Kept.Count);
        tiles.Kept[tile][any % tiles.Kept[tile].Length] ^= (byte)(1 << bit);
        return Verify(Checkpoint.Create(Given.Origin, Size, root).Value, tiles) is not null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_verification_can_be_stopped() => Assert.Throws<OperationCanceledException>(
        () => TreeVerifier.Verify(checkpoint, log, log, new CancellationToken(canceled: true)));

    private static TreeDifference? Verify(Checkpoint checkpoint, ILogTiles tiles, ILogEntries? entries = null) =>
        TreeVerifier.Verify(checkpoint, tiles, entries, TestContext.Current.CancellationToken);
}
