using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Tests.Lifetime;

/// <summary>Published single values. Oracle: shared/metrics.md, section Lifetime, from the worked examples of the papers.</summary>
public sealed class PublishedValueTests
{
    private static readonly PurchaseSummary Customer = new(2, 30.43, 38.86);

    private static readonly BgNbd Bg = new(.243, 4.414, .793, 2.426);

    private static readonly ParetoNbd Pareto = new(.553, 10.578, .606, 11.669);

    [Fact]
    public void BG_NBD_tells_the_published_customer_as_published()
    {
        Assert.Equal(.7265786, Bg.ProbabilityAlive(Customer), 7);
        Assert.Equal(1.226028, Bg.ExpectedPurchases(Customer, 39), 6);
        Assert.Equal(-9.458606, Bg.LogLikelihood(Customer), 6);
        Assert.Equal(.445373, Bg.ProbabilityOf(0, Customer, 39), 6);
    }

    [Theory]
    [InlineData(1, .05326789, 8)]
    [InlineData(32, 1.045243, 6)]
    [InlineData(78, 1.860519, 6)]
    public void BG_NBD_expects_of_a_new_customer_what_is_published(double horizon, double expected, int digits) =>
        Assert.Equal(expected, Bg.ExpectedPurchases(horizon), digits);

    [Fact]
    public void BG_NBD_gives_a_new_customer_the_published_chance_of_no_repeat_purchase() =>
        Assert.Equal(.573786, Bg.ProbabilityOf(0, 39), 6);

    [Theory]
    [InlineData(0, 0, -.59947382, 8)]
    [InlineData(200, 38, 100.7957, 4)]
    public void The_likelihood_of_BG_NBD_does_not_overflow(int repeats, double last, double expected, int digits) =>
        Assert.Equal(expected, new BgNbd(.25, 4, .8, 2.5).LogLikelihood(new PurchaseSummary(repeats, last, 40)), digits);

    [Fact]
    public void Pareto_NBD_tells_the_published_customer_as_published()
    {
        Assert.Equal(.8691676, Pareto.ProbabilityAlive(Customer), 7);
        Assert.Equal(1.455123, Pareto.ExpectedPurchases(Customer, 39), 6);
        Assert.Equal(-9.554283, Pareto.LogLikelihood(Customer), 6);
    }

    [Theory]
    [InlineData(132, 6.2060518)]
    [InlineData(133, 6.2528722)]
    public void Pareto_NBD_does_not_underflow(int repeats, double expected) =>
        Assert.Equal(expected, new ParetoNbd(.55, 10.58, .61, 11.67).ExpectedPurchases(new PurchaseSummary(repeats, 200, 200), 10), 7);

    [Fact]
    public void A_customer_who_bought_once_is_alive_under_BG_NBD_and_not_surely_under_the_others()
    {
        var once = new PurchaseSummary(0, 0, 38);
        Assert.Equal(1, Bg.ProbabilityAlive(once));
        Assert.InRange(new MbgNbd(.5248, 6.1831, .8914, 1.6140).ProbabilityAlive(once), .3, .7);
        Assert.InRange(Pareto.ProbabilityAlive(once), .1, .7);
    }

    [Fact]
    public void Purchase_days_are_summarised_as_documented()
    {
        static int Day(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;
        var history = new PurchaseHistory();
        foreach (var (customer, day) in new[] { ("a", Day(2015, 2, 6)), ("a", Day(2015, 2, 1)), ("b", Day(2015, 1, 1)), ("c", Day(2015, 1, 1)), ("c", Day(2015, 1, 5)), ("c", Day(2015, 1, 2)), ("c", Day(2015, 1, 2)) })
        {
            history.Add(customer, day, 10);
        }

        Assert.Equal(
            [(1, 5.0, 6.0), (0, 0.0, 37.0), (2, 4.0, 37.0)],
            history.At(Day(2015, 2, 7), TimeUnit.Day).Select(customer => (customer.Purchases.Repeats, customer.Purchases.LastPurchase, customer.Purchases.Age)));
    }
}
