using Regulars.Statistics.Recommendations;

namespace Regulars.Statistics.Tests.Recommendations;

public class BasketTests
{
    /// <summary>Oracle: by hand. Ten baskets; items 0 and 1 lie in four and five, together in three.</summary>
    [Fact]
    public void Lift_compares_with_independence()
    {
        var baskets = Interactions.Of(10, 3, [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 1), (5, 1), (6, 1), (3, 2)]);

        var companion = Assert.Single(new AlsoBought(baskets).Of(0, 5, leastTogether: 2));

        Assert.Equal(1, companion.Item);
        Assert.Equal(3, companion.Together);
        Assert.Equal(0.3, companion.Support, 1e-12);
        Assert.Equal(0.75, companion.Confidence, 1e-12);
        Assert.Equal(1.5, companion.Lift, 1e-12);
        Assert.InRange(companion.Lift, companion.LiftLow, companion.LiftHigh);
    }

    /// <summary>Oracle: simulation of independent items, whose lift is 1.</summary>
    [Fact]
    public void The_interval_of_lift_holds_the_truth_nineteen_times_of_twenty()
    {
        var (held, random) = (0, new Random(5));
        for (var run = 0; run < 1000; run++)
        {
            var pairs = new List<(int, int)>();
            for (var basket = 0; basket < 400; basket++)
            {
                if (random.NextDouble() < 0.3) { pairs.Add((basket, 0)); }
                if (random.NextDouble() < 0.4) { pairs.Add((basket, 1)); }
            }

            var companion = new AlsoBought(Interactions.Of(400, 2, pairs)).Of(0, 1)[0];
            held += companion.LiftLow <= 1 && 1 <= companion.LiftHigh ? 1 : 0;
        }

        Assert.InRange(held, 930, 970);
    }

    /// <summary>Oracle: the product-limit estimate by hand. Gaps 10, 10, 30 ended; 20 and 40 open: 1 − 3/5 after 10 days, then 20 leaves two waiting, of whom one ends at 30.</summary>
    [Fact]
    public void Open_gaps_make_the_time_to_replenish_longer()
    {
        var asOf = new DateOnly(2026, 3, 1);
        ProductPurchase On(int customer, int daysBefore) => new(7, customer, asOf.AddDays(-daysBefore));
        var product = Assert.Single(Replenishment.Of([On(1, 20), On(1, 30), On(1, 40), On(2, 40), On(2, 70), On(2, 70), On(3, 0), On(4, -5)], asOf));

        Assert.Equal(7, product.Product);
        Assert.Equal(3, product.Gaps);
        Assert.Equal(2, product.OpenGaps);
        Assert.Equal(10, product.ObservedMedianDays);
        Assert.Equal(10, product.DaysUntil(0.4));
        Assert.Equal(30, product.MedianDays);
        Assert.Equal(30, product.DaysUntil(0.7));
        Assert.Null(product.DaysUntil(0.71));
    }

    [Fact]
    public void A_product_never_bought_again_has_no_time_to_replenish()
    {
        var product = Assert.Single(Replenishment.Of([new(0, 0, new DateOnly(2026, 1, 1))], new DateOnly(2026, 2, 1)));

        Assert.Null(product.MedianDays);
        Assert.Null(product.ObservedMedianDays);
        Assert.Empty(Replenishment.Of([], new DateOnly(2026, 2, 1)));
    }
}
