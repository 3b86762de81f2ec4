using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>Recommends items whose users were also users of what someone had (Sarwar et al., "Item-based collaborative filtering recommendation algorithms", WWW 2001).</summary>
/// <remarks>The similarity of items i and j is the cosine of their columns of users: n(i, j) / √(n(i) n(j)). Each candidate keeps its nearest items only;
/// its score is the sum of their similarities over those in the history. Cost of fitting: the sum of the squared lengths of the histories, and items² log neighbours.</remarks>
public sealed class ItemCosine : IRecommender
{
    /// <summary>For each item those candidates that keep it as a neighbour, with their similarity.</summary>
    private readonly Recommendation[][] candidatesOf;

    private ItemCosine(Recommendation[][] candidates) => candidatesOf = candidates;

    /// <inheritdoc/>
    public int ItemCount => candidatesOf.Length;

    /// <summary>Finds the nearest items of each item.</summary>
    /// <param name="training">Who had what.</param>
    /// <param name="neighbours">How many nearest items a candidate keeps, at least 1; equally near ones in rising order.</param>
    /// <param name="threads">How many threads at most; 0 for as many as the machine has.</param>
    public static ItemCosine Fit(Interactions training, int neighbours = 50, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        var shared = SharedUsers.Count(training, threads);
        var users = Enumerable.Range(0, shared.Rows).Select(item => shared[item, item]).ToArray();
        var nearest = new IReadOnlyList<Recommendation>[shared.Rows];
        Workers.Share(shared.Rows, threads, item => nearest[item] = Nearest(shared.Row(item), users, item, neighbours));

        var candidates = Enumerable.Range(0, shared.Rows).Select(_ => new List<Recommendation>()).ToArray();
        for (var candidate = 0; candidate < nearest.Length; candidate++)
        {
            foreach (var (item, similarity) in nearest[candidate])
            {
                candidates[item].Add(new Recommendation(candidate, similarity));
            }
        }

        return new ItemCosine([.. candidates.Select(list => list.ToArray())]);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<int> history, Span<double> scores)
    {
        scores.Clear();
        foreach (var item in history)
        {
            foreach (var (candidate, similarity) in candidatesOf[item])
            {
                scores[candidate] += similarity;
            }
        }
    }

    private static IReadOnlyList<Recommendation> Nearest(ReadOnlySpan<double> shared, double[] users, int item, int neighbours)
    {
        var similarities = new double[shared.Length];
        for (var other = 0; other < shared.Length; other++)
        {
            similarities[other] = other == item || shared[other] == 0 ? double.NegativeInfinity : shared[other] / Math.Sqrt(users[item] * users[other]);
        }

        return TopItems.Best(similarities, neighbours);
    }
}
