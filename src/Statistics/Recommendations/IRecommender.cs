namespace Regulars.Statistics.Recommendations;

/// <summary>A model that says how well each item suits someone who had certain items.</summary>
/// <remarks>A model depends only on the history it is given, so it serves users it has never seen. It may be asked from several threads at once.</remarks>
public interface IRecommender
{
    /// <summary>The number of items that the model knows.</summary>
    int ItemCount { get; }

    /// <summary>Scores all items; a higher score suits better. Scores of one call may be compared with one another, not with those of another model.</summary>
    /// <param name="history">The different items that someone had, in rising order; perhaps none.</param>
    /// <param name="scores">Receives one score per item. None is NaN.</param>
    void Score(ReadOnlySpan<int> history, Span<double> scores);
}
