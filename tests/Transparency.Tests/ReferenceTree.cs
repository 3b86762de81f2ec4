namespace Regulars.Transparency.Tests;

/// <summary>The oracle: the recursive definitions of RFC 6962, section 2.1, over a list of all leaves, without tiles.</summary>
internal static class ReferenceTree
{
    public static LogHash Root(ReadOnlySpan<LogHash> leaves) => leaves.Length switch
    {
        0 => LogHash.OfEmptyTree,
        1 => leaves[0],
        _ => LogHash.OfNode(Root(leaves[..Split(leaves)]), Root(leaves[Split(leaves)..])),
    };

    public static LogHash[] Path(int index, ReadOnlySpan<LogHash> leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var split = Split(leaves);
        return index < split
            ? [.. Path(index, leaves[..split]), Root(leaves[split..])]
            : [.. Path(index - split, leaves[split..]), Root(leaves[..split])];
    }

    public static LogHash[] Proof(int older, ReadOnlySpan<LogHash> leaves) => older == 0 ? [] : SubProof(older, leaves, isWhole: true);

    private static LogHash[] SubProof(int older, ReadOnlySpan<LogHash> leaves, bool isWhole)
    {
        if (older == leaves.Length)
        {
            return isWhole ? [] : [Root(leaves)];
        }

        var split = Split(leaves);
        return older <= split
            ? [.. SubProof(older, leaves[..split], isWhole), Root(leaves[split..])]
            : [.. SubProof(older - split, leaves[split..], isWhole: false), Root(leaves[..split])];
    }

    private static int Split(ReadOnlySpan<LogHash> leaves)
    {
        var split = 1;
        while (split * 2 < leaves.Length)
        {
            split *= 2;
        }

        return split;
    }
}
