using System.Globalization;
using System.Text;

namespace Regulars.Transparency;

/// <summary>Which tile of a log: up to 256 neighbouring hashes of one level of its tree (C2SP tlog-tiles, "Merkle Tree").</summary>
/// <remarks>A hash at tile level l stands for 256^l leaves. The default value has no width and names no tile.</remarks>
/// <param name="Level">The tile's level: 0 holds leaf hashes, each further one the hashes of full tiles below; at most 63.</param>
/// <param name="Index">The tile's position within its level, from zero.</param>
/// <param name="Width">How many hashes: 256 when full, 1 to 255 when partial; a tile is never empty.</param>
/// <exception cref="ArgumentOutOfRangeException">A value lies outside its bounds.</exception>
public readonly record struct LogTile(int Level, long Index, int Width)
{
    /// <summary>How many hashes a full tile holds: 256.</summary>
    public const int FullWidth = 256;

    /// <summary>The highest level a path can name: 63.</summary>
    public const int MaximumLevel = 63;

    private const int LongestPath = 64;
    private const string EntriesName = "entries";

    /// <summary>The tile's level, from 0 to 63.</summary>
    public int Level { get; } = Level is >= 0 and <= MaximumLevel
        ? Level
        : throw new ArgumentOutOfRangeException(nameof(Level), Level, "A level lies between 0 and 63.");

    /// <summary>The tile's position within its level, from zero.</summary>
    public long Index { get; } = Index >= 0 ? Index : throw new ArgumentOutOfRangeException(nameof(Index), Index, "An index is not negative.");

    /// <summary>How many hashes, from 1 to 256.</summary>
    public int Width { get; } = Width is >= 1 and <= FullWidth
        ? Width
        : throw new ArgumentOutOfRangeException(nameof(Width), Width, "A width lies between 1 and 256.");

    /// <summary>Whether all 256 hashes are there.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>How many bytes the tile's hashes take.</summary>
    public int SizeBytes => Width * LogHash.Size;

    /// <summary>The same tile when full.</summary>
    public LogTile Full => new(Level, Index, FullWidth);

    /// <summary>Where the tile's hashes are served, such as <c>tile/0/x001/067.p/8</c> for the first 8 hashes of tile 1067.</summary>
    public string Path => PathUnder(Level.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where the entries of a level 0 tile are served, such as <c>tile/entries/x001/067.p/8</c> (C2SP tlog-tiles, "Log
    /// entries").</summary>
    /// <exception cref="InvalidOperationException">The tile is of another level: only leaves have entries.</exception>
    public string EntriesPath => Level == 0
        ? PathUnder(EntriesName)
        : throw new InvalidOperationException("Only tiles of level 0 have entries.");

    /// <summary>The tile that holds a given tile position in a tree of a given size, as wide as the tree makes it.</summary>
    /// <param name="level">The tile's level.</param>
    /// <param name="index">The tile's position within its level.</param>
    /// <param name="treeSize">How many leaves the tree has.</param>
    /// <returns>The tile; null when a tree of this size has no hash there.</returns>
    public static LogTile? InTree(int level, long index, long treeSize)
    {
        var hashes = HashesAt(level, treeSize);
        if (level is < 0 or > MaximumLevel || index < 0 || index > (hashes - 1) / FullWidth || hashes <= 0)
        {
            return null;
        }

        return new LogTile(level, index, (int)Math.Min(FullWidth, hashes - (index * FullWidth)));
    }

    /// <summary>Reads the path of a tile of hashes.</summary>
    /// <param name="path">A path without a leading slash.</param>
    /// <returns>The tile; refused with <c>tile.path</c> unless the path is the one way to write it.</returns>
    public static Outcome<LogTile> Parse(string? path) => Parse(path, ofEntries: false);

    /// <summary>Reads the path of a bundle of entries.</summary>
    /// <param name="path">A path without a leading slash.</param>
    /// <returns>The tile of level 0 with these entries; refused with <c>tile.path</c> unless the path is the one way to write it.</returns>
    public static Outcome<LogTile> ParseEntries(string? path) => Parse(path, ofEntries: true);

    /// <summary>The path of the hashes.</summary>
    public override string ToString() => Path;

    /// <summary>How many hashes a tree has at a tile level: ⌊size / 256^level⌋.</summary>
    internal static long HashesAt(int level, long treeSize) => level is >= 0 and < 8 ? treeSize >> (8 * level) : 0;

    private static Outcome<LogTile> Parse(string? path, bool ofEntries)
    {
        // Read generously, then compare with the one way to write what was read.
        if (path is { Length: <= LongestPath } && Read(path, ofEntries) is { } tile && path == (ofEntries ? tile.EntriesPath : tile.Path))
        {
            return tile;
        }

        return ofEntries
            ? new Refusal("tile.path", "The path of entries is tile/entries/<index>[.p/<width>] with the index in groups of three digits.")
            : new Refusal("tile.path", "The path of a tile is tile/<level>/<index>[.p/<width>] with the index in groups of three digits.");
    }

    private static LogTile? Read(string path, bool ofEntries)
    {
        if (path.Split('/', 3) is not ["tile", var place, var rest])
        {
            return null;
        }

        var (level, width) = (0, FullWidth);
        if (!ofEntries && (!Number(place, out var number) || (level = (int)Math.Min(number, int.MaxValue)) > MaximumLevel))
        {
            return null;
        }

        if (rest.Split(".p/", 2) is [var indexPart, var widthPart])
        {
            if (!Number(widthPart, out var partial) || partial is < 1 or >= FullWidth)
            {
                return null;
            }

            (rest, width) = (indexPart, (int)partial);
        }

        return Number(rest.Replace("/", "").Replace("x", ""), out var index) ? new LogTile(level, index, width) : null;
    }

    private static bool Number(string digits, out long number) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private string PathUnder(string place)
    {
        var digits = Index.ToString("D3", CultureInfo.InvariantCulture);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        var path = new StringBuilder("tile/").Append(place).Append('/');
        for (var at = 0; at + 3 < digits.Length; at += 3)
        {
            path.Append('x').Append(digits, at, 3).Append('/');
        }

        path.Append(digits, digits.Length - 3, 3);
        return (IsFull ? path : path.Append(".p/").Append(CultureInfo.InvariantCulture, $"{Width}")).ToString();
    }
}
