namespace Regulars.Statistics.Propensity;

/// <summary>The exact Shapley values of trees for one row in polynomial time: Lundberg, Erion and Lee (2018), algorithm 2.</summary>
/// <remarks>A path remembers, for each column asked on the way, the share of training rows that would come along when the column is unknown (z), whether the row itself
/// comes along (o), and for each size of a set of known columns the weight of the sets of that size (w). Paths lie one after another in one room, a node's behind its
/// parent's. Cost: leaves × depth².</remarks>
internal sealed class TreeReasons(BinnedTable table, int row)
{
    private Step[] paths = new Step[64];

    /// <summary>Adds each column's value in one tree.</summary>
    public void Add(RegressionTree tree, double[] contributions)
    {
        // At each depth one path, at most as long as its node is deep and one.
        var room = (tree.Depth + 1) * (tree.Depth + 2) / 2;
        if (paths.Length < room)
        {
            paths = new Step[room];
        }

        Walk(tree, 0, 0, 0, new Step(-1, 1, 1, 1), contributions);
    }

    /// <param name="tree">The tree.</param>
    /// <param name="at">The node.</param>
    /// <param name="from">Where the parent's path begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="next">What the way to the node adds to it.</param>
    /// <param name="contributions">Where each column's value is added.</param>
    private void Walk(RegressionTree tree, int at, int from, int length, Step next, double[] contributions)
    {
        ref readonly var node = ref tree.Nodes[at];
        var path = paths.AsSpan(from + length, length + 1);
        paths.AsSpan(from, length).CopyTo(path);
        Extend(path, next);
        if (node.IsLeaf)
        {
            for (var place = 1; place < path.Length; place++)
            {
                ref readonly var step = ref path[place];
                contributions[step.Column] += SumWithout(path, place) * (step.One - step.Zero) * node.Value;
            }

            return;
        }

        var goesLeft = node.GoLeft.Contains(table.Column(node.Column)[row]);
        var (zero, one) = (1.0, 1.0);
        var kept = path.Length;
        for (var known = 1; known < path.Length; known++)
        {
            if (path[known].Column == node.Column)
            {
                (zero, one) = (path[known].Zero, path[known].One);
                Unwind(path, known);
                kept--;
                break;
            }
        }

        Walk(tree, node.Left, from + length, kept, new Step(node.Column, zero * tree.Nodes[node.Left].Cover / node.Cover, goesLeft ? one : 0, 0), contributions);
        Walk(tree, node.Right, from + length, kept, new Step(node.Column, zero * tree.Nodes[node.Right].Cover / node.Cover, goesLeft ? 0 : one, 0), contributions);
    }

    /// <summary>EXTEND: one more column, which takes the last place.</summary>
    private static void Extend(Span<Step> path, Step next)
    {
        var length = path.Length - 1;
        path[length] = next with { Weight = length == 0 ? 1 : 0 };
        for (var place = length - 1; place >= 0; place--)
        {
            path[place + 1].Weight += next.One * path[place].Weight * (place + 1) / (length + 1);
            path[place].Weight = next.Zero * path[place].Weight * (length - place) / (length + 1);
        }
    }

    /// <summary>UNWIND: the path as if a column had never been asked; its last place is free then.</summary>
    private static void Unwind(Span<Step> path, int unwound)
    {
        var last = path.Length - 1;
        var (one, zero, carried) = (path[unwound].One, path[unwound].Zero, path[last].Weight);
        for (var place = last - 1; place >= 0; place--)
        {
            var weight = path[place].Weight;
            if (one != 0)
            {
                path[place].Weight = carried * (last + 1) / ((place + 1) * one);
                carried = weight - (path[place].Weight * zero * (last - place) / (last + 1));
            }
            else
            {
                path[place].Weight = weight * (last + 1) / (zero * (last - place));
            }
        }

        for (var place = unwound; place < last; place++)
        {
            path[place] = path[place + 1] with { Weight = path[place].Weight };
        }
    }

    private static double SumWithout(ReadOnlySpan<Step> path, int unwound)
    {
        var last = path.Length - 1;
        var (one, zero, carried, sum) = (path[unwound].One, path[unwound].Zero, path[last].Weight, 0.0);
        for (var place = last - 1; place >= 0; place--)
        {
            if (one != 0)
            {
                var weight = carried * (last + 1) / ((place + 1) * one);
                sum += weight;
                carried = path[place].Weight - (weight * zero * (last - place) / (last + 1));
            }
            else
            {
                sum += path[place].Weight * (last + 1) / (zero * (last - place));
            }
        }

        return sum;
    }

    private record struct Step(int Column, double Zero, double One, double Weight);
}
