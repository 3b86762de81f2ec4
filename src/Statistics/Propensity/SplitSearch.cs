using System.Runtime.Intrinsics;

namespace Regulars.Statistics.Propensity;

/// <summary>A way to split a node.</summary>
/// <param name="Gain">By how much the penalised loss falls, twice; 0 for no split.</param>
/// <param name="Column">The column that is asked.</param>
/// <param name="GoLeft">The bins whose rows go left.</param>
/// <param name="Left">The sums of the first and second derivatives of the loss on the left.</param>
internal readonly record struct Split(double Gain, int Column, BinSet GoLeft, Vector128<double> Left);

/// <summary>Finds the best split of a node by one column from the sums of derivatives in its bins
/// (Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016, equation 7; the missing go where they gain most, their algorithm 3).</summary>
/// <remarks>Kinds without order are put in the order of their mean gradients, among which the best division lies (Fisher, "On grouping for maximum homogeneity", 1958).</remarks>
internal readonly ref struct SplitSearch(BoostingSettings settings, ReadOnlySpan<Vector128<double>> sums, Vector128<double> total)
{
    /// <summary>A second derivative below which a bin counts as empty: sums that were subtracted leave a trace of rounding.</summary>
    private const double Empty = 1e-9;

    /// <summary>Pulls the mean gradients of rare kinds towards 0, so that chance does not order them.</summary>
    private const double KindSmoothing = 10;

    private readonly BoostingSettings settings = settings;

    private readonly ReadOnlySpan<Vector128<double>> sums = sums;

    private readonly Vector128<double> total = total;

    public Split Best(int column, bool hasOrder) => hasOrder ? BestBorder(column) : BestDivision(column);

    private Split BestBorder(int column)
    {
        var missing = sums[0];
        var hasMissing = missing[1] > Empty;
        var (best, border, missingLeft, bestLeft) = (0.0, 0, false, default(Vector128<double>));
        var left = Vector128<double>.Zero;
        for (var bin = 1; bin < sums.Length - (hasMissing ? 0 : 1); bin++)
        {
            left += sums[bin];
            if (GainOf(left) is var gain && gain > best)
            {
                (best, border, missingLeft, bestLeft) = (gain, bin, false, left);
            }

            if (hasMissing && GainOf(left + missing) is var withMissing && withMissing > best)
            {
                (best, border, missingLeft, bestLeft) = (withMissing, bin, true, left + missing);
            }
        }

        // Where training had none missing here, they go with the greater part.
        return best <= 0
            ? default
            : new Split(best, column, BinSet.Range(missingLeft || (!hasMissing && bestLeft[1] > total[1] / 2) ? 0 : 1, border), bestLeft);
    }

    private Split BestDivision(int column)
    {
        Span<double> means = stackalloc double[ColumnBins.Most];
        Span<int> order = stackalloc int[ColumnBins.Most];
        var present = 0;
        for (var bin = 0; bin < sums.Length; bin++)
        {
            if (sums[bin][1] > Empty)
            {
                means[present] = sums[bin][0] / (sums[bin][1] + KindSmoothing);
                order[present++] = bin;
            }
        }

        means[..present].Sort(order[..present]);
        var (best, kinds, bestLeft, left) = (0.0, 0, default(Vector128<double>), Vector128<double>.Zero);
        for (var place = 0; place < present - 1; place++)
        {
            left += sums[order[place]];
            if (GainOf(left) is var gain && gain > best)
            {
                (best, kinds, bestLeft) = (gain, place + 1, left);
            }
        }

        return best <= 0 ? default : new Split(best, column, Division(order[..present], kinds, bestLeft[1] > total[1] / 2), bestLeft);
    }

    /// <summary>The first kinds go left; those not seen here go with the greater part.</summary>
    private static BinSet Division(ReadOnlySpan<int> order, int kinds, bool isLeftGreater)
    {
        var set = default(BinSet);
        if (isLeftGreater)
        {
            for (var bin = 0; bin < ColumnBins.Most; bin++)
            {
                set = order.Contains(bin) ? set : set.With(bin);
            }
        }

        foreach (var bin in order[..kinds])
        {
            set = set.With(bin);
        }

        return set;
    }

    private double GainOf(Vector128<double> left)
    {
        var right = total - left;
        return left[1] < settings.LeastLeafWeight || right[1] < settings.LeastLeafWeight
            ? 0
            : Score(left) + Score(right) - Score(total) - (2 * settings.LeastGain);
    }

    private double Score(Vector128<double> part) => part[0] * part[0] / (part[1] + settings.Regularisation);
}
