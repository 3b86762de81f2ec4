namespace Regulars.Statistics.Recommendations;

/// <summary>An item that is recommended.</summary>
/// <param name="Item">The number of the item.</param>
/// <param name="Score">Its score under the model that recommends it.</param>
public readonly record struct Recommendation(int Item, double Score);

/// <summary>The best items for someone.</summary>
public static class TopItems
{
    /// <summary>The items with the highest scores, best first; equal scores in rising order of items.</summary>
    /// <param name="model">The model that scores.</param>
    /// <param name="history">The different items that someone had, in rising order. They are not recommended again.</param>
    /// <param name="count">How many items at most, at least 1.</param>
    /// <param name="excluded">More items that may not be recommended: sold out, not for this country. Null for none.</param>
    public static IReadOnlyList<Recommendation> For(IRecommender model, ReadOnlySpan<int> history, int count, IReadOnlySet<int>? excluded = null)
    {
        var scores = new double[model.ItemCount];
        model.Score(history, scores);
        foreach (var item in history)
        {
            scores[item] = double.NegativeInfinity;
        }

        foreach (var item in excluded ?? new HashSet<int>())
        {
            if ((uint)item < (uint)scores.Length)
            {
                scores[item] = double.NegativeInfinity;
            }
        }

        return Best(scores, count);
    }

    /// <summary>The highest scores, best first; those of minus infinity are left out.</summary>
    internal static IReadOnlyList<Recommendation> Best(ReadOnlySpan<double> scores, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var best = new List<Recommendation>(Math.Min(count, scores.Length) + 1);
        for (var item = 0; item < scores.Length; item++)
        {
            var score = scores[item];
            if (double.IsNegativeInfinity(score) || (best.Count == count && !(score > best[^1].Score)))
            {
                continue;
            }

            var place = best.Count;
            while (place > 0 && score > best[place - 1].Score)
            {
                place--;
            }

            best.Insert(place, new Recommendation(item, score));
            if (best.Count > count)
            {
                best.RemoveAt(count);
            }
        }

        return best;
    }
}
