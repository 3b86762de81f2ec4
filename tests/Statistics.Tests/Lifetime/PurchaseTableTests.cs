using Regulars.Statistics.Lifetime;

namespace Regulars.Statistics.Tests.Lifetime;

public class PurchaseTableTests
{
    /// <summary>Oracle: grouping by the three numbers. Enough rows for several parts and for the table to grow within one.</summary>
    [Fact]
    public void Equal_customers_are_one_row_with_their_weights_added_however_many_there_are()
    {
        var random = new Random(11);
        PurchaseSummary[] customers = [.. Enumerable.Range(0, 100_000).Select(_ =>
        {
            var age = 1 + random.Next(300);
            return new PurchaseSummary(random.Next(1, 9), random.Next(age + 1), age) { Weight = random.Next(4), SumOfLogGaps = random.NextDouble() };
        })];
        var expected = customers.Where(customer => customer.Weight > 0)
            .GroupBy(customer => (customer.Repeats, customer.LastPurchase, customer.Age))
            .ToDictionary(group => group.Key, group => group.Sum(customer => customer.Weight));

        var table = PurchaseTable.Of(customers)!;

        var rows = Enumerable.Range(0, table.Weights.Length).Where(row => table.Weights[row] > 0).ToList();
        Assert.Equal(expected.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(
            expected[((int)table.Repeats[row], Math.Round(table.LastPurchases[row] * table.Scale), Math.Round(table.Ages[row] * table.Scale))], table.Weights[row]));
        Assert.Equal(expected.Values.Sum(), table.Customers);
        Assert.Equal(
            customers.Sum(customer => customer.Weight * customer.SumOfLogGaps) - (table.Purchases * Math.Log(table.Scale)), table.SumOfLogGaps, 1e-6);
    }

    [Fact]
    public void Fits_of_summaries_put_together_are_the_fits_of_all_summaries()
    {
        PurchaseSummary[] customers = [.. Enumerable.Range(0, 3).SelectMany(_ => Cdnow.Summaries)];

        var together = PurchaseSummary.Together(customers);

        Assert.InRange(together.Length, 1, Cdnow.Summaries.Length);
        Assert.Equal(customers.Length, together.Sum(customer => customer.Weight));
        Assert.Equal(customers.Sum(customer => customer.SumOfLogGaps), together.Sum(customer => customer.Weight * customer.SumOfLogGaps), 1e-8);
        foreach (var name in new[] { "bgnbd", "mbgcnbd" })
        {
            var all = ModelChoice.Fit(name, customers).Value;
            var fit = ModelChoice.Fit(name, together).Value;
            Assert.Equal(all.LogLikelihood, fit.LogLikelihood, 1e-8);
            Assert.All(all.Model.Parameters.Zip(fit.Model.Parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }
    }
}
