namespace Regulars.Statistics.Recommendations;

/// <summary>Recommends to everyone what most users had: the measure that any other model must beat.</summary>
public sealed class Popularity : IRecommender
{
    private readonly double[] userCounts;

    private Popularity(double[] users) => userCounts = users;

    /// <inheritdoc/>
    public int ItemCount => userCounts.Length;

    /// <summary>Counts the users of each item.</summary>
    public static Popularity Fit(Interactions training)
    {
        var users = new double[training.ItemCount];
        for (var user = 0; user < training.UserCount; user++)
        {
            foreach (var item in training.ItemsOf(user))
            {
                users[item]++;
            }
        }

        return new Popularity(users);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<int> history, Span<double> scores) => userCounts.CopyTo(scores);
}
