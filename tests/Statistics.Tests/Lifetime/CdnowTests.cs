using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Tests.Lifetime;

/// <summary>Published estimates for the CDNOW sample. Oracle: the table "Lifetime" of shared/metrics.md, from the papers and the
/// widely used R and Python implementations.</summary>
public sealed class CdnowTests
{
    [Fact]
    public void The_sample_is_summarised_as_published()
    {
        var customers = Cdnow.Customers;
        Assert.Equal(2357, customers.Count);
        Assert.Equal(2457, customers.Sum(customer => customer.Purchases.Repeats));
        Assert.Equal(1411, customers.Count(customer => customer.Purchases.Repeats == 0));
        Assert.Equal(1882, customers.Sum(customer => customer.HoldOutPurchases));
        var first = customers[0].Purchases;
        Assert.Equal((2, 30.43, 38.86), (first.Repeats, Math.Round(first.LastPurchase, 2), Math.Round(first.Age, 2)));
    }

    [Fact]
    public void Pareto_NBD_is_estimated_as_published() =>
        Check(ParetoNbd.Fit(Cdnow.Summaries).Value, [.5534, 10.580, .6061, 11.656], [4, 3, 4, 3], -9594.976, 1665.4, .7545);

    [Fact]
    public void BG_NBD_is_estimated_as_published() =>
        Check(BgNbd.Fit(Cdnow.Summaries).Value, [.2426, 4.4137, .7930, 2.4262], [4, 4, 4, 4], -9582.429, 1653.4, .7855);

    [Fact]
    public void MBG_NBD_is_estimated_as_published() =>
        Check(MbgNbd.Fit(Cdnow.Summaries).Value, [.5248, 6.1831, .8914, 1.6140], [4, 4, 4, 4], -9582.136, 1576.7, .7648);

    private static void Check<TModel>(LifetimeFit<TModel> fit, double[] parameters, int[] digits, double logLikelihood, double forecast, double meanError)
        where TModel : LifetimeModel
    {
        Assert.True(fit.Converged, fit.Reason?.Sentence);
        var customers = Cdnow.Customers;
        var forecasts = customers.Select(customer => fit.Model.ExpectedPurchases(customer.Purchases, 39)).ToList();
        TestContext.Current.SendDiagnosticMessage($"{fit.Model.Name}: {string.Join(' ', fit.Model.Parameters)} {fit.LogLikelihood} {forecasts.Sum()} {customers.Zip(forecasts, (customer, expected) => Math.Abs(customer.HoldOutPurchases - expected)).Average()} {fit.Iterations} {fit.Evaluations}");
        Assert.Equal(logLikelihood, fit.LogLikelihood, 3);
        Assert.All(parameters.Select((parameter, i) => (parameter, i)), pair => Assert.Equal(pair.parameter, fit.Model.Parameters[pair.i], digits[pair.i]));
        Assert.Equal(forecast, forecasts.Sum(), 1);
        Assert.Equal(meanError, customers.Zip(forecasts, (customer, expected) => Math.Abs(customer.HoldOutPurchases - expected)).Average(), 4);
    }
}
