namespace Regulars.Statistics.Propensity;

/// <summary>A node of a tree: a split, or a leaf with a value.</summary>
/// <param name="Column">The column that is asked; −1 at a leaf.</param>
/// <param name="GoLeft">The bins whose rows go left.</param>
/// <param name="Left">The node to the left.</param>
/// <param name="Right">The node to the right.</param>
/// <param name="Value">What a leaf adds to the margin.</param>
/// <param name="Cover">How many training rows came here.</param>
internal readonly record struct TreeNode(int Column, BinSet GoLeft, int Left, int Right, double Value, double Cover)
{
    public bool IsLeaf => Column < 0;

    public static TreeNode Read(BinaryReader reader)
    {
        var column = reader.ReadInt16();
        return column < 0
            ? new TreeNode(column, default, 0, 0, reader.ReadDouble(), reader.ReadDouble())
            : new TreeNode(column, BinSet.Read(reader), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(checked((short)Column));
        if (!IsLeaf)
        {
            GoLeft.Write(writer);
            writer.Write(Left);
            writer.Write(Right);
        }

        writer.Write(Value);
        writer.Write(Cover);
    }
}

/// <summary>A tree whose leaves add something to the margin. Node 0 is the root, and children come after their parents.</summary>
internal sealed class RegressionTree(TreeNode[] nodes)
{
    public ReadOnlySpan<TreeNode> Nodes => nodes;

    /// <summary>The mean value over the training rows.</summary>
    public double Expectation { get; } = ExpectationOf(nodes);

    /// <summary>How many splits there are on the longest way to a leaf.</summary>
    public int Depth { get; } = DepthOf(nodes);

    public static RegressionTree Read(BinaryReader reader) => new([.. KeptModel.Repeat(reader, TreeNode.Read)]);

    public void Write(BinaryWriter writer) => KeptModel.Repeat(writer, nodes, node => node.Write(writer));

    public double ValueOf(BinnedTable table, int row)
    {
        var at = 0;
        while (!nodes[at].IsLeaf)
        {
            ref readonly var node = ref nodes[at];
            at = node.GoLeft.Contains(table.Column(node.Column)[row]) ? node.Left : node.Right;
        }

        return nodes[at].Value;
    }

    private static int DepthOf(TreeNode[] nodes)
    {
        var depths = new int[nodes.Length];
        for (var at = nodes.Length - 1; at >= 0; at--)
        {
            depths[at] = nodes[at].IsLeaf ? 0 : 1 + Math.Max(depths[nodes[at].Left], depths[nodes[at].Right]);
        }

        return depths[0];
    }

    private static double ExpectationOf(TreeNode[] nodes)
    {
        var means = new double[nodes.Length];
        for (var at = nodes.Length - 1; at >= 0; at--)
        {
            var node = nodes[at];
            means[at] = node.IsLeaf
                ? node.Value
                : ((means[node.Left] * nodes[node.Left].Cover) + (means[node.Right] * nodes[node.Right].Cover)) / node.Cover;
        }

        return means[0];
    }
}
