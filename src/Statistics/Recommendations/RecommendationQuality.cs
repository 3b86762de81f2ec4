using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>How well a model foretold what users had later, each measure a mean over users.</summary>
/// <param name="Users">The users with at least one later item; the others are not counted.</param>
/// <param name="Recall">Hits among the first k recommendations / min(k, later items), from 0 to 1.</param>
/// <param name="RecallError">The standard error of the recall: the standard deviation over users / √users.</param>
/// <param name="Ndcg">The discounted gain against the best possible, from 0 to 1.</param>
/// <param name="NdcgError">The standard error of the discounted gain.</param>
/// <param name="Coverage">The share of all items that were recommended to anyone, from 0 to 1.</param>
public sealed record RecommendationQuality(int Users, double Recall, double RecallError, double Ndcg, double NdcgError, double Coverage)
{
    /// <summary>Recommends to each user from the history, without what is in it, and compares with what came later.</summary>
    /// <remarks>NDCG (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002) with gains 0 and 1: Σ 1/log₂(rank + 1) over the hits among the first k,
    /// divided by the same sum over the ranks 1 to min(k, later items).</remarks>
    /// <param name="model">The model, fitted on the histories only.</param>
    /// <param name="history">What users had before.</param>
    /// <param name="later">What the same users had later.</param>
    /// <param name="count">k, the number of recommendations, at least 1.</param>
    /// <param name="threads">How many threads at most; 0 for as many as the machine has.</param>
    /// <returns>The measures; null when no user has a later item.</returns>
    /// <exception cref="ArgumentException">The users or items of the arguments differ in number.</exception>
    public static RecommendationQuality? Measure(IRecommender model, Interactions history, Interactions later, int count = 10, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (history.UserCount != later.UserCount || history.ItemCount != later.ItemCount || model.ItemCount != history.ItemCount)
        {
            throw new ArgumentException("The model, the histories and the later items must number users and items alike.", nameof(later));
        }

        var users = Enumerable.Range(0, later.UserCount).Where(user => !later.ItemsOf(user).IsEmpty).ToArray();
        if (users.Length == 0)
        {
            return null;
        }

        var recalls = new double[users.Length];
        var gains = new double[users.Length];
        var shown = new int[later.ItemCount];
        Workers.Share(users.Length, threads, place =>
        {
            var best = TopItems.For(model, history.ItemsOf(users[place]), count);
            (recalls[place], gains[place]) = Compare(best, later.ItemsOf(users[place]), count);
            foreach (var one in best)
            {
                Volatile.Write(ref shown[one.Item], 1);
            }
        });
        return new RecommendationQuality(
            users.Length, recalls.Average(), ErrorOf(recalls), gains.Average(), ErrorOf(gains), (double)shown.Sum() / Math.Max(1, shown.Length));
    }

    private static (double Recall, double Ndcg) Compare(IReadOnlyList<Recommendation> best, ReadOnlySpan<int> later, int count)
    {
        var (hits, gain, possible) = (0, 0.0, 0.0);
        for (var rank = 1; rank <= best.Count; rank++)
        {
            if (later.BinarySearch(best[rank - 1].Item) >= 0)
            {
                hits++;
                gain += 1 / Math.Log2(rank + 1);
            }
        }

        for (var rank = 1; rank <= Math.Min(count, later.Length); rank++)
        {
            possible += 1 / Math.Log2(rank + 1);
        }

        return ((double)hits / Math.Min(count, later.Length), gain / possible);
    }

    private static double ErrorOf(double[] values)
    {
        var mean = values.Average();
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }
}
