namespace Regulars.Transparency.Tests;

/// <summary>The tree of eight leaves that Certificate Transparency's reference implementation and transparency-dev/merkle (constants.go,
/// reference_test.go, range_test.go) publish.</summary>
public class PublishedTreeTests
{
    private const string Leaf0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    private const string Leaf1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string Leaf4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private const string Leaves01 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    private const string Leaves23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private const string Leaves45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private const string Leaves67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private const string Leaves03 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    private const string Leaves47 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

    private static readonly LogHash[] Leaves =
    [
        .. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }
            .Select(data => LogHash.OfLeaf(Convert.FromHexString(data))),
    ];

    private static readonly string[] Roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Leaf0,
        Leaves01,
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        Leaves03,
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    public static TheoryData<int, int, string[]> Inclusions => new()
    {
        { 0, 1, [] },
        { 0, 2, [Leaf1] },
        { 1, 2, [Leaf0] },
        { 2, 3, [Leaves01] },
        { 1, 5, [Leaf0, Leaves23, Leaf4] },
        { 0, 8, [Leaf1, Leaves23, Leaves47] },
        { 5, 8, [Leaf4, Leaves67, Leaves03] },
    };

    public static TheoryData<int, int, string[]> Consistencies => new()
    {
        { 1, 1, [] },
        { 1, 8, [Leaf1, Leaves23, Leaves47] },
        { 6, 8, [Leaves45, Leaves67, Leaves03] },
        { 2, 5, [Leaves23, Leaf4] },
    };

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void The_roots_are_those_published(int size) => Assert.Equal(Roots[size], Given.Log(Leaves[..size]).Root.ToHex());

    [Theory]
    [MemberData(nameof(Inclusions))]
    public void The_proofs_of_inclusion_are_those_published(int index, int size, string[] published)
    {
        var (tiles, root) = Given.Log(Leaves[..size]);
        var proof = MerkleProofs.Inclusion(tiles, index, size).Value;

        Assert.Equal(published, proof.Select(hash => hash.ToHex()));
        Assert.Null(MerkleProofs.VerifyInclusion(Leaves[index], index, size, proof, root));
    }

    [Theory]
    [MemberData(nameof(Consistencies))]
    public void The_proofs_of_consistency_are_those_published(int older, int size, string[] published)
    {
        var (tiles, root) = Given.Log(Leaves[..size]);
        var proof = MerkleProofs.Consistency(tiles, older, size).Value;

        Assert.Equal(published, proof.Select(hash => hash.ToHex()));
        Assert.Null(MerkleProofs.VerifyConsistency(older, LogHash.ParseHex(Roots[older]).Value, size, root, proof));
    }

    /// <summary>The golden roots of compact/range_test.go, whose leaf i is the two bytes of i, the lower first.</summary>
    [Theory]
    [InlineData(10, "VjWMPSYNtCuCNlF/RLnQy6HcwSk6CIipfxm+hettA+4=")]
    [InlineData(15, "j4SulYmocFuxdeyp12xXCIgK6PekBcxzAIj4zbQzNEI=")]
    [InlineData(16, "c+4Uc6BCMOZf/v3NZK1kqTUJe+bBoFtOhP+P3SayKRE=")]
    [InlineData(100, "dUh9hYH88p0CMoHkdr1wC2szbhcLAXOejWpINIooKUY=")]
    [InlineData(255, "SmdsuKUqiod3RX2jyF2M6JnbdE4QuTwwipfAowI4/i0=")]
    public void The_golden_roots_are_those_published(int size, string root) => Assert.Equal(
        root, Given.Log([.. Enumerable.Range(0, size).Select(leaf => LogHash.OfLeaf([(byte)(leaf & 255), (byte)(leaf >> 8)]))]).Root.ToBase64());

    [Fact]
    public void A_leaf_is_hashed_as_published() =>
        Assert.Equal("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56", LogHash.OfLeaf("L123456"u8).ToHex());
}
