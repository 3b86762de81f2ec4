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

    /// <summary>Oracle: grouping by the three numbers. Blocks of any length that come again, now and then with another weight or nobody within.</summary>
    [Fact]
    public void What_repeats_the_same_customers_again_and_again_counts_each_of_them()
    {
        var random = new Random(3);
        var customers = new List<PurchaseSummary>();
        while (customers.Count < 20_000)
        {
            PurchaseSummary[] block = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ =>
                new PurchaseSummary(random.Next(1, 4), random.Next(10), 10) { Weight = random.Next(8) == 0 ? 2 : 1, SumOfLogGaps = random.Next(3) })];
            for (var times = random.Next(1, 12); times > 0; times--)
            {
                customers.AddRange(block);
                if (random.Next(6) == 0)
                {
                    customers[^1] = customers[^1] with { Weight = random.Next(3) };
                }
            }
        }

        var together = PurchaseSummary.Together(customers);

        Assert.Equal(
            customers.Where(customer => customer.Weight > 0).GroupBy(customer => (customer.Repeats, customer.LastPurchase, customer.Age))
                .Select(group => (group.Key.Repeats, group.Key.LastPurchase, group.Sum(customer => customer.Weight), Math.Round(group.Sum(customer => customer.Weight * customer.SumOfLogGaps), 6)))
                .Order(),
            together.Select(row => (row.Repeats, row.LastPurchase, row.Weight, Math.Round(row.Weight * row.SumOfLogGaps, 6))).Order());
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
