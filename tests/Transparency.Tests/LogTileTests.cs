using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class LogTileTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1067, 8, "tile/0/x001/067.p/8")]
    [InlineData(3, 1_234_067, 256, "tile/3/x001/x234/067")]
    [InlineData(63, 999, 255, "tile/63/999.p/255")]
    [InlineData(1, 1000, 1, "tile/1/x001/000.p/1")]
    [InlineData(0, long.MaxValue, 256, "tile/0/x009/x223/x372/x036/x854/x775/807")]
    public void A_tile_has_one_path(int level, long index, int width, string path)
    {
        Assert.Equal(path, new LogTile(level, index, width).Path);
        Assert.Equal(new LogTile(level, index, width), LogTile.Parse(path).Value);
    }

    [Fact]
    public void Paths_round_trip() => Prop.ForAll(Given.Between(0, 63), Given.Any, Given.Between(1, 256), (level, any, width) =>
    {
        // Indices of all lengths, from one group of digits to seven.
        var tile = new LogTile(level, ((long)any << 32) >> (any % 63), width);
        var leaves = new LogTile(0, tile.Index, tile.Width);
        return LogTile.Parse(tile.Path).Value == tile && LogTile.ParseEntries(leaves.EntriesPath).Value == leaves;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/0/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/+0/000")]
    [InlineData("tile/99999999999999999999/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000/067")]
    [InlineData("tile/0/x001/x067")]
    [InlineData("tile/0/001/067")]
    [InlineData("tile/0/x1/067")]
    [InlineData("tile/0/067.p/0")]
    [InlineData("tile/0/067.p/256")]
    [InlineData("tile/0/067.p/08")]
    [InlineData("tile/0/067.p/8/")]
    [InlineData("tile/0/067.p/8.p/8")]
    [InlineData("tile/0/067.p/")]
    [InlineData("tile/0/067 ")]
    [InlineData("tile/0/٠٦٧")]
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/808")]
    [InlineData("tile/entries/000")]
    [InlineData("tile/0/../000")]
    public void No_other_path_is_read(string? path) => Assert.Equal("tile.path", LogTile.Parse(path).Refusal?.Code);

    [Theory]
    [InlineData("tile/0/000")]
    [InlineData("tile/entries/x000/067")]
    [InlineData("tile/entries/067.p/256")]
    public void No_other_path_of_entries_is_read(string path) => Assert.Equal("tile.path", LogTile.ParseEntries(path).Refusal?.Code);

    [Fact]
    public void Whatever_is_read_is_written_the_same() => Prop.ForAll<NonNull<string>>(any =>
    {
        var path = "tile/" + any.Get;
        return !LogTile.Parse(path).IsGiven || LogTile.Parse(path).Value.Path == path;
    }).QuickCheckThrowOnFailure();

    /// <summary>The example of C2SP tlog-tiles, "Partial Tiles": 273 full tiles and one of 112, one full and one of 17, one of 1.</summary>
    [Theory]
    [InlineData(0, 272, 256)]
    [InlineData(0, 273, 112)]
    [InlineData(0, 274, 0)]
    [InlineData(1, 0, 256)]
    [InlineData(1, 1, 17)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 0, 0)]
    public void A_tree_of_70000_leaves_has_the_tiles_of_the_specification(int level, long index, int width) =>
        Assert.Equal(width, LogTile.InTree(level, index, 70_000)?.Width ?? 0);

    [Fact]
    public void The_largest_tree_has_eight_levels()
    {
        Assert.Equal(127, LogTile.InTree(7, 0, long.MaxValue)?.Width);
        Assert.Null(LogTile.InTree(8, 0, long.MaxValue));
        Assert.Null(LogTile.InTree(0, -1, long.MaxValue));
        Assert.Null(LogTile.InTree(0, 0, -1));
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(64, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, 257)]
    public void A_tile_that_cannot_be_is_a_fault_of_the_caller(int level, long index, int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogTile(level, index, width));
}
