using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>How many users two items share: the matrix XᵀX of the interactions X.</summary>
internal static class SharedUsers
{
    /// <summary>Counts for all pairs of items. Cost: the sum of the squared lengths of the users' histories.</summary>
    public static DenseMatrix Count(Interactions training, int threads)
    {
        var turned = training.Transposed();
        var counts = new DenseMatrix(training.ItemCount, training.ItemCount);
        const int RowsAtOnce = 32;
        Workers.Share((training.ItemCount + RowsAtOnce - 1) / RowsAtOnce, threads, piece =>
        {
            for (var item = piece * RowsAtOnce; item < Math.Min((piece + 1) * RowsAtOnce, training.ItemCount); item++)
            {
                var row = counts.Row(item);
                foreach (var user in turned.ItemsOf(item))
                {
                    foreach (var other in training.ItemsOf(user))
                    {
                        row[other]++;
                    }
                }
            }
        });
        return counts;
    }
}
