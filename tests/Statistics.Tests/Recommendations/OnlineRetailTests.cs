using Regulars.Statistics.Recommendations;

namespace Regulars.Statistics.Tests.Recommendations;

/// <summary>Oracle: metrics.md, section Recommendations, computed there by other programs.</summary>
public class OnlineRetailTests
{
    [Fact]
    public void Popularity_scores_what_is_published() => Exactly(0.0447, 0.0442, Popularity.Fit);

    [Fact]
    public void Cosine_with_fifty_neighbours_scores_what_is_published() => Exactly(0.1013, 0.0994, training => ItemCosine.Fit(training, 50));

    [Fact]
    public void Ease_scores_what_is_published() => Exactly(0.1121, 0.1102, training => Ease.Fit(training, 250));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Als_scores_what_is_published_whatever_its_start(int seed)
    {
        var quality = Measure(training => ImplicitAls.Fit(training, new AlsSettings { Factors = 32, Confidence = 1, Regularisation = 0.05, Iterations = 15, Seed = seed }));

        Assert.Equal(0.1071, quality.Recall, 0.005);
        Assert.Equal(0.1060, quality.Ndcg, 0.005);
    }

    [Fact]
    public void More_than_popularity_reaches_more_of_the_range()
    {
        Assert.InRange(Measure(Popularity.Fit).Coverage, 0, 0.05);
        Assert.InRange(Measure(training => ItemCosine.Fit(training)).Coverage, 0.3, 1);
    }

    private static void Exactly(double recall, double ndcg, Func<Interactions, IRecommender> fit)
    {
        var quality = Measure(fit);

        Assert.Equal(1752, quality.Users);
        Assert.Equal(recall, Math.Round(quality.Recall, 4));
        Assert.Equal(ndcg, Math.Round(quality.Ndcg, 4));
    }

    private static RecommendationQuality Measure(Func<Interactions, IRecommender> fit)
    {
        var split = OnlineRetailSplit.Get();
        return RecommendationQuality.Measure(fit(split.Training), split.Training, split.Later, 10)!;
    }
}
