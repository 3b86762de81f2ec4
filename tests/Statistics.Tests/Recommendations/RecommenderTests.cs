using Regulars.Statistics.LinearAlgebra;
using Regulars.Statistics.Recommendations;

namespace Regulars.Statistics.Tests.Recommendations;

public class RecommenderTests
{
    /// <summary>Four users, five items; nobody had item 4.</summary>
    private static readonly Interactions Few = Interactions.Of(4, 5, [(0, 1), (0, 0), (1, 0), (1, 1), (1, 2), (2, 2), (2, 0), (3, 3), (0, 1)]);

    [Fact]
    public void A_pair_that_comes_twice_counts_once()
    {
        Assert.Equal(8, Few.Count);
        Assert.Equal([0, 1], Few.ItemsOf(0).ToArray());
        Assert.Equal([0, 1, 2], Few.Transposed().ItemsOf(0).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Interactions.Of(1, 1, [(0, 1)]));
    }

    [Fact]
    public void What_someone_had_or_what_is_sold_out_is_not_recommended()
    {
        var model = Popularity.Fit(Few);

        Assert.Equal([1, 2, 3, 4], TopItems.For(model, [0], 10).Select(one => one.Item));
        Assert.Equal([2, 3], TopItems.For(model, [0], 2, new HashSet<int> { 1 }).Select(one => one.Item));
    }

    [Fact]
    public void Equal_scores_go_to_the_lower_number() =>
        Assert.Equal([0, 1, 2], TopItems.For(Popularity.Fit(Interactions.Of(1, 9, [])), [], 3).Select(one => one.Item));

    /// <summary>Oracle: by hand. Items 0 and 1 share two users of three and two: 2 / √6.</summary>
    [Fact]
    public void The_cosine_of_two_items_is_that_of_their_users()
    {
        var scores = new double[5];
        ItemCosine.Fit(Few).Score([1], scores);

        Assert.Equal(2 / Math.Sqrt(6), scores[0], 1e-12);
        Assert.Equal(1 / Math.Sqrt(4), scores[2], 1e-12);
        Assert.Equal(0, scores[4]);
    }

    /// <summary>Oracle: the ridge regression of each item on all others, solved one by one, which EASE is in closed form (Steck 2019, section 3.1).</summary>
    [Fact]
    public void Each_column_of_ease_is_the_ridge_regression_of_its_item_on_the_others()
    {
        const double Lambda = 0.7;
        var ease = Ease.Fit(Few, Lambda);
        var rows = Enumerable.Range(0, 4).Select(user => Enumerable.Range(0, 5).Select(item => Few.ItemsOf(user).Contains(item) ? 1.0 : 0).ToArray()).ToArray();
        for (var target = 0; target < 5; target++)
        {
            var others = Enumerable.Range(0, 5).Where(item => item != target).ToArray();
            var normal = DenseMatrix.Of([.. others.Select(a => others.Select(b => rows.Sum(row => row[a] * row[b]) + (a == b ? Lambda : 0)).ToArray())]);
            var weights = CholeskyFactor.TryFactor(normal)!.Solve([.. others.Select(a => rows.Sum(row => row[a] * row[target]))]);
            for (var place = 0; place < 4; place++)
            {
                var scores = new double[5];
                ease.Score([others[place]], scores);
                Assert.Equal(weights[place], scores[target], 1e-12);
                Assert.Equal(0, scores[others[place]]);
            }
        }
    }

    /// <summary>Oracle: equation 4 of Hu, Koren and Volinsky, written out and solved by the Cholesky factor.</summary>
    [Fact]
    public void Factors_of_a_user_solve_the_weighted_least_squares()
    {
        const double Alpha = 3;
        const double Lambda = 0.1;
        var items = FactorTable.Random(30, 5, new Random(2));
        int[] history = [3, 8, 21];
        var normal = new DenseMatrix(5, 5);
        var right = new double[5];
        for (var item = 0; item < 30; item++)
        {
            var row = items.Row(item);
            var weight = history.Contains(item) ? 1 + Alpha : 1;
            for (var factor = 0; factor < 5; factor++)
            {
                right[factor] += history.Contains(item) ? weight * row[factor] : 0;
                for (var other = 0; other < 5; other++)
                {
                    normal[factor, other] += weight * row[factor] * row[other];
                }
            }
        }

        for (var factor = 0; factor < 5; factor++)
        {
            normal[factor, factor] += Lambda;
        }

        var found = new double[items.Width];
        new FactorSolver(items, items.Gram(Lambda, 1), Alpha).Solve(history, found, 10);

        var exact = CholeskyFactor.TryFactor(normal)!.Solve(right);
        Assert.All(Enumerable.Range(0, 5), factor => Assert.Equal(exact[factor], found[factor], 1e-9));
        Assert.All(found[5..], padding => Assert.Equal(0, padding));
    }

    [Fact]
    public void Factors_tell_what_was_had_from_what_was_not()
    {
        var scores = new double[5];
        ImplicitAls.Fit(Few, new AlsSettings { Factors = 2, Confidence = 3, Regularisation = 0.1, Iterations = 100 }).Score(Few.ItemsOf(1), scores);

        Assert.All(scores[..3], score => Assert.InRange(score, 0.7, 1.3));
        Assert.InRange(scores[3], -0.3, 0.3);
        Assert.Equal(0, scores[4]);
    }

    [Fact]
    public void The_number_of_threads_changes_no_score()
    {
        var pairs = Pairs(seed: 11);
        var (one, three) = (new double[40], new double[40]);
        ImplicitAls.Fit(pairs, new AlsSettings { Factors = 9, Threads = 1 }).Score([1, 2, 3], one);
        ImplicitAls.Fit(pairs, new AlsSettings { Factors = 9, Threads = 3 }).Score([1, 2, 3], three);

        Assert.Equal(one, three);
    }

    [Fact]
    public void Without_any_pair_every_model_still_answers()
    {
        var nothing = Interactions.Of(0, 3, []);
        foreach (var model in (IRecommender[])[Popularity.Fit(nothing), ItemCosine.Fit(nothing), Ease.Fit(nothing), ImplicitAls.Fit(nothing)])
        {
            var scores = new double[3];
            model.Score([1], scores);
            Assert.All(scores, score => Assert.True(double.IsFinite(score)));
            model.Score([], scores);
            Assert.All(scores, score => Assert.True(double.IsFinite(score)));
        }

        Assert.Null(RecommendationQuality.Measure(Popularity.Fit(nothing), nothing, nothing));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ease.Fit(Few, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ease.Fit(Few, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemCosine.Fit(Few, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImplicitAls.Fit(Few, new AlsSettings { Factors = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImplicitAls.Fit(Few, new AlsSettings { Regularisation = 0 }));
    }

    /// <summary>Oracle: by hand. Hits at ranks 1 and 3 of three later items among the first three.</summary>
    [Fact]
    public void Recall_and_gain_are_those_of_the_definition()
    {
        var history = Interactions.Of(2, 5, []);
        var later = Interactions.Of(2, 5, [(0, 0), (0, 2), (0, 4)]);
        var model = Popularity.Fit(Interactions.Of(3, 5, [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 2)]));

        var quality = RecommendationQuality.Measure(model, history, later, 3)!;

        Assert.Equal(1, quality.Users);
        Assert.Equal(2 / 3.0, quality.Recall, 1e-12);
        Assert.Equal((1 + 0.5) / (1 + (1 / Math.Log2(3)) + 0.5), quality.Ndcg, 1e-12);
        Assert.Equal(3 / 5.0, quality.Coverage, 1e-12);
    }

    private static Interactions Pairs(int seed)
    {
        var random = new Random(seed);
        return Interactions.Of(300, 40, [.. Enumerable.Range(0, 3000).Select(_ => (random.Next(300), random.Next(40)))]);
    }
}
