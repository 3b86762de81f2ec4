using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

/// <summary>Leaves, logs and keys that tests begin with.</summary>
internal static class Given
{
    public const string Origin = "example.com/log";

    /// <summary>The data of a leaf; leaves are all different.</summary>
    public static byte[] Data(long leaf) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"entry {leaf}"));

    public static List<LogHash> Leaves(int count) => [.. Enumerable.Range(0, count).Select(leaf => LogHash.OfLeaf(Data(leaf)))];

    /// <summary>Whole numbers in a range, all as likely: FsCheck's own stay near zero.</summary>
    public static Arbitrary<int> Between(int smallest, int largest) => Gen.Choose(smallest, largest).ToArbitrary();

    /// <summary>Whole numbers of which a test takes the remainder.</summary>
    public static Arbitrary<int> Any => Between(0, int.MaxValue - 1);

    public static SigningKey Key(string name = Origin, NoteAlgorithm algorithm = NoteAlgorithm.Ed25519) => SigningKey.Generate(name, algorithm).Value;

    /// <summary>The tiles and the root of a log that grew by one batch.</summary>
    public static (MemoryTiles Tiles, LogHash Root) Log(IReadOnlyList<LogHash> leaves)
    {
        var tiles = new MemoryTiles();
        var growth = MerkleLog.Append(0, tiles, leaves).Value;
        growth.WriteTo(tiles);
        return (tiles, growth.Root);
    }

    public static SignedNote Signed(long size, LogHash root, SigningKey key) => Checkpoint.Create(key.Verifier.Name, size, root).Value.Sign(key).Value;
}
