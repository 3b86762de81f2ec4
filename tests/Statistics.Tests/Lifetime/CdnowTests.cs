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
    public void Pareto_NBD_is_estimated_as_published() => Check(
        ParetoNbd.Fit(Cdnow.Summaries).Value, new ParetoNbd(.5534, 10.580, .6061, 11.656), new ParetoNbd(.5533, 10.578, .6062, 11.669), -9594.976, 1665.4, .7545);

    [Fact]
    public void BG_NBD_is_estimated_as_published() => Check(
        BgNbd.Fit(Cdnow.Summaries).Value, new BgNbd(.2426, 4.4137, .7930, 2.4262), new BgNbd(.2426, 4.4136, .7929, 2.4259), -9582.429, 1653.4, .7855);

    [Fact]
    public void MBG_NBD_is_estimated_as_published() => Check(
        MbgNbd.Fit(Cdnow.Summaries).Value, new MbgNbd(.5248, 6.1831, .8914, 1.6140), new MbgNbd(.5248, 6.1831, .8914, 1.6140), -9582.136, 1576.7, .7648);

    [Fact]
    public void Purchases_of_records_are_no_more_regular_than_chance() =>
        Assert.Equal(1, MbgCnbd.Fit(Cdnow.Summaries).Value.Model.Regularity);

    [Fact]
    public void Gamma_Gamma_is_estimated_as_published()
    {
        var spends = Cdnow.Customers.Select(customer => customer.Spend).Where(spend => spend.Purchases > 0).ToList();
        var fit = GammaGamma.Fit(spends).Value;
        Assert.True(fit.Converged);
        Assert.Equal(946, fit.Customers);
        Assert.Equal(35.08, spends.Average(spend => spend.Mean), 2);
        Assert.Equal(-4055.918, fit.LogLikelihood, 3);
        Assert.Equal(6.249, fit.Model.P, 2);
        Assert.Equal(3.744, fit.Model.Q, 2);
        Assert.Equal(15.444, fit.Model.Gamma, 1);
        Assert.Equal(35.17, fit.Model.PopulationMean!.Value, 2);
        TestContext.Current.SendDiagnosticMessage($"gammagamma: {string.Join(' ', fit.Model.Parameters)} {fit.LogLikelihood} {fit.Model.PopulationMean}");
    }

    /// <summary>The published parameters come from searches that stop early on a flat top: the log-likelihood and the forecast are
    /// those published, and no published parameter is better than ours.</summary>
    private static void Check<TModel>(LifetimeFit<TModel> fit, TModel published, TModel top, double logLikelihood, double forecast, double meanError)
        where TModel : LifetimeModel
    {
        Assert.True(fit.Converged, fit.Reason?.Sentence);
        TestContext.Current.SendDiagnosticMessage($"{fit.Model.Name}: {string.Join(' ', fit.Model.Parameters)} {fit.LogLikelihood} {fit.Iterations} {fit.Evaluations}");
        Assert.All(top.Parameters.Zip(fit.Model.Parameters), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * pair.First));
        Assert.All(published.Parameters.Zip(fit.Model.Parameters), pair => Assert.Equal(pair.First, pair.Second, 2e-3 * pair.First));
        Assert.Equal(logLikelihood, fit.LogLikelihood, 3);
        var ofPublished = Cdnow.Summaries.Sum(published.LogLikelihood);
        Assert.Equal(logLikelihood, ofPublished, 3);
        Assert.True(fit.LogLikelihood >= ofPublished);
        var customers = Cdnow.Customers;
        foreach (var (model, tolerance) in new[] { (published, 0.05), (fit.Model, 0.15) })
        {
            var forecasts = customers.Select(customer => model.ExpectedPurchases(customer.Purchases, 39)).ToList();
            TestContext.Current.SendDiagnosticMessage($"{model.Name}: {forecasts.Sum()} {customers.Zip(forecasts, (customer, expected) => Math.Abs(customer.HoldOutPurchases - expected)).Average()}");
            Assert.Equal(forecast, forecasts.Sum(), tolerance);
            Assert.Equal(meanError, customers.Zip(forecasts, (customer, expected) => Math.Abs(customer.HoldOutPurchases - expected)).Average(), 4);
        }
    }
}
