namespace Regulars.Statistics.Propensity;

/// <summary>The exact Shapley values of one tree for one row in polynomial time: Lundberg, Erion and Lee (2018), algorithm 2.</summary>
/// <remarks>A path remembers, for each column asked on the way, the share of training rows that would come along when the column is unknown (z), whether the row itself
/// comes along (o), and for each size of a set of known columns the weight of the sets of that size (w). Cost: leaves × depth².</remarks>
internal sealed class TreeReasons(RegressionTree tree, BinnedTable table, int row)
{
    /// <summary>Adds each column's value.</summary>
    public void AddTo(double[] contributions) => Walk(0, [], new Step(-1, 1, 1, 1), contributions);

    private void Walk(int at, Step[] before, Step next, double[] contributions)
    {
        var node = tree.Nodes[at];
        var path = Extend(before, next);
        if (node.IsLeaf)
        {
            for (var place = 1; place < path.Length; place++)
            {
                contributions[path[place].Column] += SumWithout(path, place) * (path[place].One - path[place].Zero) * node.Value;
            }

            return;
        }

        var goesLeft = node.GoLeft.Contains(table.Column(node.Column)[row]);
        var (zero, one) = (1.0, 1.0);
        if (Array.FindIndex(path, step => step.Column == node.Column) is var known && known > 0)
        {
            (zero, one) = (path[known].Zero, path[known].One);
            path = Without(path, known);
        }

        foreach (var child in (ReadOnlySpan<int>)[node.Left, node.Right])
        {
            var comes = (child == node.Left) == goesLeft;
            Walk(child, path, new Step(node.Column, zero * tree.Nodes[child].Cover / node.Cover, comes ? one : 0, 0), contributions);
        }
    }

    /// <summary>EXTEND: one more column on the path.</summary>
    private static Step[] Extend(Step[] before, Step next)
    {
        var length = before.Length;
        Step[] path = [.. before, next with { Weight = length == 0 ? 1 : 0 }];
        for (var place = length - 1; place >= 0; place--)
        {
            path[place + 1].Weight += next.One * path[place].Weight * (place + 1) / (length + 1);
            path[place].Weight = next.Zero * path[place].Weight * (length - place) / (length + 1);
        }

        return path;
    }

    /// <summary>UNWIND: the path as if a column had never been asked.</summary>
    private static Step[] Without(Step[] path, int unwound)
    {
        var last = path.Length - 1;
        var (one, zero) = (path[unwound].One, path[unwound].Zero);
        Step[] shorter = [.. path[..last]];
        var carried = path[last].Weight;
        for (var place = last - 1; place >= 0; place--)
        {
            if (one != 0)
            {
                var weight = carried * (last + 1) / ((place + 1) * one);
                carried = path[place].Weight - (weight * zero * (last - place) / (last + 1));
                shorter[place].Weight = weight;
            }
            else
            {
                shorter[place].Weight = path[place].Weight * (last + 1) / (zero * (last - place));
            }
        }

        for (var place = unwound; place < last; place++)
        {
            shorter[place] = path[place + 1] with { Weight = shorter[place].Weight };
        }

        return shorter;
    }

    private static double SumWithout(Step[] path, int unwound)
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
