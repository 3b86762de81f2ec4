using System.Numerics;

namespace Regulars.Transparency;

/// <summary>Proofs that a leaf is in a tree and that a tree is a continuation of an older one, and their verification.</summary>
/// <remarks>RFC 6962, section 2.1.1 and 2.1.2 for what a proof holds; RFC 9162, sections 2.1.3.2 and 2.1.4.2 for its verification.</remarks>
public static class MerkleProofs
{
    /// <summary>How many hashes the longest proof of inclusion has: one for each level of a tree of 2^63 − 1 leaves.</summary>
    public const int LongestInclusion = 63;

    /// <summary>Proves that a leaf is in a tree: PATH(index, D[0:size]) (RFC 6962, section 2.1.1).</summary>
    /// <param name="tiles">The tiles of the log at this size. At most two of each tile level are read.</param>
    /// <param name="index">Which leaf, from zero.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <returns>The hashes from the leaf's neighbour up; none in a tree of one leaf. Refused with <c>proof.index</c> when there is no such
    /// leaf, or with <c>log.tile_missing</c> or <c>log.tile_malformed</c>.</returns>
    public static Outcome<IReadOnlyList<LogHash>> Inclusion(ILogTiles tiles, long index, long size)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        if (index < 0 || index >= size)
        {
            return NoSuchLeaf(index, size);
        }

        // PATH(m, D[n]) = PATH(m, D[0:k]) : MTH(D[k:n]) for m < k, else PATH(m − k, D[k:n]) : MTH(D[0:k]); written from the root down.
        var (nodes, path) = (new TreeNodes(tiles, size), new List<LogHash>());
        for (var (from, to) = (0L, size); to - from > 1;)
        {
            var middle = from + TreeNodes.SplitOf(to - from);
            path.Add(index < middle ? nodes.Hash(middle, to) : nodes.Hash(from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        return Proof(nodes, path);
    }

    /// <summary>Proves that a tree begins with the leaves of an older tree, in their order: PROOF(older, D[0:size]) (RFC 6962, section
    /// 2.1.2).</summary>
    /// <param name="tiles">The tiles of the log at the newer size. At most two of each tile level are read.</param>
    /// <param name="olderSize">How many leaves the older tree has.</param>
    /// <param name="size">How many leaves the newer tree has.</param>
    /// <returns>The hashes; none when the older tree is empty or both are one. Refused with <c>proof.sizes</c> when the older tree is the
    /// larger, or with <c>log.tile_missing</c> or <c>log.tile_malformed</c>.</returns>
    public static Outcome<IReadOnlyList<LogHash>> Consistency(ILogTiles tiles, long olderSize, long size)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        if (olderSize < 0 || olderSize > size)
        {
            return WrongSizes(olderSize, size);
        }

        // SUBPROOF(m, D[n], b) = SUBPROOF(m, D[0:k], b) : MTH(D[k:n]) for m <= k, else SUBPROOF(m − k, D[k:n], false) : MTH(D[0:k]);
        // SUBPROOF(m, D[m], true) = {}, SUBPROOF(m, D[m], false) = {MTH(D[m])}; written from the root down.
        var (nodes, path) = (new TreeNodes(tiles, size), new List<LogHash>());
        var (from, to) = (0L, size);
        while (olderSize > 0 && to != olderSize)
        {
            var middle = from + TreeNodes.SplitOf(to - from);
            path.Add(olderSize <= middle ? nodes.Hash(middle, to) : nodes.Hash(from, middle));
            (from, to) = olderSize <= middle ? (from, middle) : (middle, to);
        }

        if (from > 0)
        {
            path.Add(nodes.Hash(from, to));
        }

        return Proof(nodes, path);
    }

    /// <summary>Verifies that a leaf is in a tree (RFC 9162, section 2.1.3.2).</summary>
    /// <param name="leaf">The hash of the leaf, <see cref="LogHash.OfLeaf"/> of its data.</param>
    /// <param name="index">Which leaf it is said to be, from zero.</param>
    /// <param name="size">How many leaves the tree has, as a checkpoint says.</param>
    /// <param name="proof">The hashes from the leaf's neighbour up.</param>
    /// <param name="root">The root of the tree, as a checkpoint says.</param>
    /// <returns>Null when it is; otherwise why that is not shown: <c>proof.index</c>, <c>proof.length</c> or <c>proof.root</c>.</returns>
    public static Refusal? VerifyInclusion(LogHash leaf, long index, long size, IReadOnlyList<LogHash> proof, LogHash root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
        {
            return NoSuchLeaf(index, size);
        }

        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var next in proof)
        {
            if (last == 0)
            {
                return WrongLength(proof);
            }

            if (IsRight(node) || node == last)
            {
                hash = LogHash.OfNode(next, hash);
                (node, last) = UpToRight(node, last);
            }
            else
            {
                hash = LogHash.OfNode(hash, next);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        if (last != 0)
        {
            return WrongLength(proof);
        }

        return hash == root ? null : new Refusal("proof.root", $"The proof leads from leaf {index} to another root than that of the tree.");
    }

    /// <summary>Verifies that a tree begins with the leaves of an older tree (RFC 9162, section 2.1.4.2).</summary>
    /// <param name="olderSize">How many leaves the older tree has.</param>
    /// <param name="olderRoot">The root of the older tree.</param>
    /// <param name="size">How many leaves the newer tree has.</param>
    /// <param name="root">The root of the newer tree.</param>
    /// <param name="proof">The hashes. There are none when both sizes are the same, or when the older tree is empty, with which every tree
    /// begins.</param>
    /// <returns>Null when it does; otherwise why that is not shown: <c>proof.sizes</c>, <c>proof.length</c>, <c>proof.older_root</c> or
    /// <c>proof.root</c>.</returns>
    public static Refusal? VerifyConsistency(
        long olderSize, LogHash olderRoot, long size, LogHash root, IReadOnlyList<LogHash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (olderSize < 0 || olderSize > size)
        {
            return WrongSizes(olderSize, size);
        }

        if (olderSize == 0 || olderSize == size)
        {
            var expected = olderSize == size ? root : LogHash.OfEmptyTree;
            return proof.Count > 0 ? WrongLength(proof) : olderRoot == expected ? null : WrongOlderRoot(olderSize);
        }

        // A proof from a full older tree leaves out its root, which the verifier knows.
        var path = BitOperations.IsPow2(olderSize) ? [olderRoot, .. proof] : proof;
        if (path.Count == 0)
        {
            return WrongLength(proof);
        }

        var (node, last) = (olderSize - 1, size - 1);
        while (IsRight(node))
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (older, newer) = (path[0], path[0]);
        foreach (var next in path.Skip(1))
        {
            if (last == 0)
            {
                return WrongLength(proof);
            }

            if (IsRight(node) || node == last)
            {
                (older, newer) = (LogHash.OfNode(next, older), LogHash.OfNode(next, newer));
                (node, last) = UpToRight(node, last);
            }
            else
            {
                newer = LogHash.OfNode(newer, next);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        if (last != 0)
        {
            return WrongLength(proof);
        }

        return older != olderRoot ? WrongOlderRoot(olderSize)
            : newer == root ? null
            : new Refusal("proof.root", "The proof leads to another root than that of the newer tree.");
    }

    private static bool IsRight(long node) => (node & 1) == 1;

    /// <summary>Where nothing stands to the right, nodes rise unhashed until they are the right child of another.</summary>
    private static (long Node, long Last) UpToRight(long node, long last)
    {
        while (node != 0 && !IsRight(node))
        {
            (node, last) = (node >> 1, last >> 1);
        }

        return (node, last);
    }

    private static Outcome<IReadOnlyList<LogHash>> Proof(TreeNodes nodes, List<LogHash> fromRoot)
    {
        fromRoot.Reverse();
        return nodes.Refusal is { } refusal ? refusal : fromRoot;
    }

    private static Refusal NoSuchLeaf(long index, long size) => new("proof.index", $"A tree of {size} leaves has no leaf {index}.");

    private static Refusal WrongSizes(long older, long size) =>
        new("proof.sizes", $"A tree of {size} leaves does not continue one of {older}: sizes are not negative, and the older is not the larger.");

    private static Refusal WrongLength(IReadOnlyList<LogHash> proof) => new("proof.length", $"The proof has too many or too few hashes, {proof.Count}, for these sizes.");

    private static Refusal WrongOlderRoot(long size) => new("proof.older_root", $"The proof leads to another root than that of the older tree of {size} leaves.");
}
