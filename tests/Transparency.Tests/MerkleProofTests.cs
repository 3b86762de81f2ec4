using System.Diagnostics.CodeAnalysis;
using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Transparency.Tests;

public class MerkleProofTests
{
    private static readonly LogHash[] Leaves = [.. Given.Leaves(3000)];

    private static readonly Arbitrary<long> Whole = Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Select(half => ((long)half << 32) + half), Gen.Choose(-3, 300).Select(small => (long)small), Gen.Constant(long.MaxValue))
        .ToArbitrary();

    [Fact]
    public void Every_leaf_of_a_tree_is_proved() => Prop.ForAll(Given.Between(1, 600), size =>
    {
        var (tiles, root) = Given.Log(Leaves[..size]);
        return Enumerable.Range(0, size).All(index =>
        {
            var proof = MerkleProofs.Inclusion(tiles, index, size).Value;
            return proof.SequenceEqual(ReferenceTree.Path(index, Leaves.AsSpan(0, size)))
                && MerkleProofs.VerifyInclusion(Leaves[index], index, size, proof, root) is null;
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void Leaves_of_trees_of_several_levels_are_proved() => Prop.ForAll(Given.Between(1, Leaves.Length), Given.Any, (size, any) =>
    {
        var index = any % size;
        var (tiles, root) = Given.Log(Leaves[..size]);
        var proof = MerkleProofs.Inclusion(tiles, index, size).Value;
        return proof.SequenceEqual(ReferenceTree.Path(index, Leaves.AsSpan(0, size)))
            && MerkleProofs.VerifyInclusion(Leaves[index], index, size, proof, root) is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Anything_changed_in_a_proof_of_inclusion_is_noticed() => Prop.ForAll(Given.Between(1, 700), Given.Any, Given.Between(0, 255), (size, any, bit) =>
    {
        var index = any % size;
        var (tiles, root) = Given.Log(Leaves[..size]);
        var proof = MerkleProofs.Inclusion(tiles, index, size).Value;
        bool Refused(LogHash leaf, long at, long of, IReadOnlyList<LogHash> path, LogHash top) =>
            MerkleProofs.VerifyInclusion(leaf, at, of, path, top) is not null;

        return Refused(Flip(Leaves[index], bit), index, size, proof, root)
            && Refused(Leaves[index], index, size, proof, Flip(root, bit))
            && Enumerable.Range(0, proof.Count).All(at => Refused(Leaves[index], index, size, Changed(proof, at, bit), root))
            && Enumerable.Range(0, 64).All(b => Refused(Leaves[index], index ^ (1L << b), size, proof, root))
            && Refused(Leaves[index], index, size, [.. proof, root], root)
            && Refused(Leaves[index], index, size, [root, .. proof], root)
            && (proof.Count == 0 || Refused(Leaves[index], index, size, [.. proof.Skip(1)], root))
            && (proof.Count == 0 || Refused(Leaves[index], index, size, [.. proof.SkipLast(1)], root));
    }).QuickCheckThrowOnFailure();

    /// <summary>A proof says how high the leaf lies, not how wide the tree is: with the same root another size may fit the same proof, and
    /// it is the signed checkpoint that ties the root to its size. Sizes that fit no such path are refused.</summary>
    [Fact]
    public void A_size_that_changes_the_path_is_noticed() => Prop.ForAll(Given.Between(1, 700), Given.Any, (size, any) =>
    {
        var index = any % size;
        var (tiles, root) = Given.Log(Leaves[..size]);
        var proof = MerkleProofs.Inclusion(tiles, index, size).Value;
        return Enumerable.Range(0, 64).Select(bit => size ^ (1L << bit)).All(other =>
            (MerkleProofs.VerifyInclusion(Leaves[index], index, other, proof, root) is null) == (index < other && Shape(index, other) == Shape(index, size)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_pair_of_sizes_is_proved_consistent()
    {
        const int Largest = 130;
        var roots = Enumerable.Range(0, Largest + 1).Select(size => ReferenceTree.Root(Leaves.AsSpan(0, size))).ToList();
        for (var size = 0; size <= Largest; size++)
        {
            var (tiles, _) = Given.Log(Leaves[..size]);
            for (var older = 0; older <= size; older++)
            {
                var proof = MerkleProofs.Consistency(tiles, older, size).Value;

                Assert.Equal(ReferenceTree.Proof(older, Leaves.AsSpan(0, size)), proof);
                Assert.Null(MerkleProofs.VerifyConsistency(older, roots[older], size, roots[size], proof));
            }
        }
    }

    [Fact]
    public void Trees_of_several_levels_are_proved_consistent() => Prop.ForAll(Given.Between(0, Leaves.Length), Given.Any, (size, any) =>
    {
        var older = any % (size + 1);
        var (tiles, root) = Given.Log(Leaves[..size]);
        var proof = MerkleProofs.Consistency(tiles, older, size).Value;
        return proof.SequenceEqual(ReferenceTree.Proof(older, Leaves.AsSpan(0, size)))
            && MerkleProofs.VerifyConsistency(older, ReferenceTree.Root(Leaves.AsSpan(0, older)), size, root, proof) is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Anything_changed_in_a_proof_of_consistency_is_noticed() => Prop.ForAll(Given.Between(1, 400), Given.Any, Given.Between(0, 255), (size, any, bit) =>
    {
        var older = (any % size) + 1;
        var (tiles, root) = Given.Log(Leaves[..size]);
        var olderRoot = ReferenceTree.Root(Leaves.AsSpan(0, older));
        var proof = MerkleProofs.Consistency(tiles, older, size).Value;
        bool Refused(long first, LogHash firstRoot, long second, LogHash secondRoot, IReadOnlyList<LogHash> path) =>
            MerkleProofs.VerifyConsistency(first, firstRoot, second, secondRoot, path) is not null;

        return Refused(older, Flip(olderRoot, bit), size, root, proof)
            && Refused(older, olderRoot, size, Flip(root, bit), proof)
            && Enumerable.Range(0, proof.Count).All(at => Refused(older, olderRoot, size, root, Changed(proof, at, bit)))
            && Refused(older, olderRoot, size, root, [.. proof, root])
            && (proof.Count == 0 || Refused(older, olderRoot, size, root, [.. proof.SkipLast(1)]))
            && (proof.Count == 0 || Refused(size, olderRoot, older, root, proof));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_rewritten_log_is_not_consistent()
    {
        var older = ReferenceTree.Root(Leaves.AsSpan(0, 300));
        LogHash[] rewritten = [.. Leaves[..100], LogHash.OfLeaf("another"u8), .. Leaves[101..500]];
        var (tiles, root) = Given.Log(rewritten);
        var proof = MerkleProofs.Consistency(tiles, 300, 500).Value;

        Assert.Equal("proof.older_root", MerkleProofs.VerifyConsistency(300, older, 500, root, proof)?.Code);
    }

    [Theory]
    [InlineData(10_000_000)]
    [InlineData(16_777_215)]
    [InlineData(16_777_217)]
    public void Proofs_over_ten_million_leaves_read_a_handful_of_tiles(long size)
    {
        foreach (var index in new[] { 0, 1, 255, 256, 4_999_999, 9_437_184, size - 1 })
        {
            var tiles = new AlikeTiles();
            var proof = MerkleProofs.Inclusion(tiles, index, size).Value;
            var root = MerkleLog.Root(size, new AlikeTiles()).Value;

            Assert.InRange(tiles.Reads, 1, 6);
            Assert.Null(MerkleProofs.VerifyInclusion(AlikeTiles.Leaf, index, size, proof, root));
        }

        foreach (var older in new[] { 1, 256, 65_537, 5_000_001, 9_999_999 })
        {
            var tiles = new AlikeTiles();
            var proof = MerkleProofs.Consistency(tiles, older, size).Value;
            var (olderRoot, root) = (MerkleLog.Root(older, new AlikeTiles()).Value, MerkleLog.Root(size, new AlikeTiles()).Value);

            Assert.InRange(tiles.Reads, 1, 6);
            Assert.Null(MerkleProofs.VerifyConsistency(older, olderRoot, size, root, proof));
        }
    }

    [Fact]
    public void The_largest_tree_is_proved()
    {
        var (size, index) = (long.MaxValue, long.MaxValue - 12_345);
        var root = MerkleLog.Root(size, new AlikeTiles()).Value;
        var (inclusion, consistency) = (MerkleProofs.Inclusion(new AlikeTiles(), index, size).Value, MerkleProofs.Consistency(new AlikeTiles(), index, size).Value);

        Assert.Equal(MerkleProofs.LongestInclusion, inclusion.Count);
        Assert.Null(MerkleProofs.VerifyInclusion(AlikeTiles.Leaf, index, size, inclusion, root));
        Assert.Null(MerkleProofs.VerifyConsistency(index, MerkleLog.Root(index, new AlikeTiles()).Value, size, root, consistency));
    }

    [Fact]
    public void Impossible_numbers_are_refused() => Prop.ForAll(Whole, Whole, Given.Between(0, 70), (first, second, length) =>
    {
        var proof = new LogHash[length];
        return MerkleProofs.VerifyInclusion(default, first, second, proof, LogHash.OfEmptyTree) is not null
            && (first == second || MerkleProofs.VerifyConsistency(first, default, second, default, proof) is not null)
            && (first >= 0 && first < second || MerkleProofs.Inclusion(new AlikeTiles(), first, second).Refusal?.Code == "proof.index")
            && (first >= 0 && first <= second || MerkleProofs.Consistency(new AlikeTiles(), first, second).Refusal?.Code == "proof.sizes");
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(-1, 5, "proof.index")]
    [InlineData(5, 5, "proof.index")]
    [InlineData(0, 0, "proof.index")]
    [InlineData(0, long.MinValue, "proof.index")]
    [InlineData(4, 5, "proof.length")]
    public void A_wrong_place_or_length_is_named(long index, long size, string code) =>
        Assert.Equal(code, MerkleProofs.VerifyInclusion(Leaves[0], index, size, [], Leaves[0])?.Code);

    [Fact]
    public void A_missing_tile_is_named()
    {
        var (tiles, _) = Given.Log(Leaves[..700]);
        tiles.Kept.Remove((0, 1));

        Assert.Equal("The tile tile/0/001 is missing.", MerkleProofs.Inclusion(tiles, 300, 700).Refusal?.Sentence);
        Assert.Equal("log.tile_missing", MerkleProofs.Consistency(tiles, 300, 700).Refusal?.Code);
        Assert.True(MerkleProofs.Inclusion(tiles, 600, 700).IsGiven);
    }

    /// <summary>The turns from the leaf to the root: where a hash joins from the left and where from the right.</summary>
    private static string Shape(long index, long size)
    {
        var turns = "";
        for (var (from, to) = (0L, size); to - from > 1;)
        {
            var split = 1L;
            while (split < (to - from + 1) / 2)
            {
                split *= 2;
            }

            (turns, from, to) = index < from + split ? ("r" + turns, from, from + split) : ("l" + turns, from + split, to);
        }

        return turns;
    }

    private static LogHash Flip(LogHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return LogHash.FromBytes(bytes);
    }

    private static LogHash[] Changed(IReadOnlyList<LogHash> proof, int at, int bit) => [.. proof.Select((hash, place) => place == at ? Flip(hash, bit) : hash)];

    /// <summary>The tiles of a tree of any size whose leaves are all alike, so that each level has one hash.</summary>
    private sealed class AlikeTiles : ILogTiles
    {
        private static readonly LogHash[] Levels = MakeLevels();

        public static LogHash Leaf => Levels[0];

        public int Reads { get; private set; }

        public bool TryRead(LogTile tile, [NotNullWhen(true)] out byte[]? hashes)
        {
            Reads++;
            hashes = [.. Enumerable.Repeat(Levels[8 * tile.Level].ToArray(), tile.Width).SelectMany(hash => hash)];
            return true;
        }

        private static LogHash[] MakeLevels()
        {
            var levels = new LogHash[64];
            levels[0] = LogHash.OfLeaf("alike"u8);
            for (var height = 1; height < levels.Length; height++)
            {
                levels[height] = LogHash.OfNode(levels[height - 1], levels[height - 1]);
            }

            return levels;
        }
    }
}
