using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>A linear model of each item by all others, in closed form (Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019).</summary>
/// <remarks>Cost of fitting: items³ multiplications and additions and 24 × items² bytes, whatever the number of users; of scoring: items × length of the history.</remarks>
public sealed class Ease : IRecommender
{
    /// <summary>The most items that are fitted: above, the matrices no longer fit into an ordinary machine.</summary>
    public const int MostItems = 20_000;

    private readonly DenseMatrix weights;

    private Ease(DenseMatrix weights) => this.weights = weights;

    /// <inheritdoc/>
    public int ItemCount => weights.Rows;

    /// <summary>Fits the weights: P = (XᵀX + λI)⁻¹, B(i, j) = −P(i, j) / P(j, j) and 0 on the diagonal (Steck's equation 8).</summary>
    /// <param name="training">Who had what, the matrix X.</param>
    /// <param name="regularisation">λ, above 0: how much is asked of the data before a weight moves away from 0.</param>
    /// <param name="threads">How many threads at most; 0 for as many as the machine has. The weights are the same to the bit.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is not above 0, or there are more than <see cref="MostItems"/> items.</exception>
    public static Ease Fit(Interactions training, double regularisation = 250, int threads = 0)
    {
        if (!(regularisation > 0) || !double.IsFinite(regularisation))
        {
            throw new ArgumentOutOfRangeException(nameof(regularisation), regularisation, "The regularisation must be above 0.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(training.ItemCount, MostItems, nameof(training));
        var gram = SharedUsers.Count(training, threads);
        for (var item = 0; item < gram.Rows; item++)
        {
            gram[item, item] += regularisation;
        }

        // XᵀX is positive semidefinite, so that with λ above 0 the factor exists unless λ is lost beside the counts.
        var precision = (CholeskyFactor.TryFactor(gram, threads)
            ?? throw new ArgumentOutOfRangeException(nameof(regularisation), regularisation, "The regularisation is too small for the precision of doubles.")).Inverse();
        var scales = Enumerable.Range(0, precision.Rows).Select(item => -1 / precision[item, item]).ToArray();
        Workers.Share(precision.Rows, threads, item =>
        {
            var row = precision.Row(item);
            for (var other = 0; other < row.Length; other++)
            {
                row[other] *= scales[other];
            }

            row[item] = 0;
        });
        return new Ease(precision);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<int> history, Span<double> scores)
    {
        scores.Clear();
        foreach (var item in history)
        {
            VectorArithmetic.AddScaled(scores[..ItemCount], 1, weights.Row(item));
        }
    }
}
