using Regulars.Statistics.Recommendations;

namespace Regulars.Insights.Recommendations;

/// <summary>What is served: for each item the weights of the others that go with it best. The score of an item for a customer is the sum of
/// its weights over what the customer had.</summary>
internal sealed class RelatedTable : IRecommender
{
    /// <summary>So many others are kept for each item.</summary>
    public const int Kept = 100;

    private readonly (int Item, double Weight)[][] related;

    private RelatedTable((int, double)[][] related) => this.related = related;

    /// <inheritdoc/>
    public int ItemCount => related.Length;

    /// <summary>The others of an item, by number.</summary>
    public IReadOnlyList<(int Item, double Weight)> Of(int item) => related[item];

    /// <summary>Keeps the best of a model whose scores add up over the history.</summary>
    public static RelatedTable Of(IRecommender model)
    {
        var kept = new (int, double)[model.ItemCount][];
        Meanwhile.For(
            kept.Length,
            () => new double[model.ItemCount],
            (item, scores) =>
            {
                Array.Clear(scores);
                model.Score([item], scores);
                kept[item] =
                [
                    .. scores.Select((weight, other) => (Item: other, Weight: weight))
                        .Where(pair => pair.Item != item && pair.Weight > 0 && double.IsFinite(pair.Weight))
                        .OrderByDescending(pair => pair.Weight).Take(Kept).OrderBy(pair => pair.Item),
                ];
            });
        return new RelatedTable(kept);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<int> history, Span<double> scores)
    {
        scores.Clear();
        foreach (var item in history)
        {
            foreach (var (other, weight) in related[item])
            {
                scores[other] += weight;
            }
        }
    }
}
