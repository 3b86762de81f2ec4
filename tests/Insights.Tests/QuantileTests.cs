using Regulars.Insights.Measures;

namespace Regulars.Insights.Tests;

public sealed class QuantileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void A_quantile_of_counts_is_that_of_the_values_that_are_counted(int values)
    {
        var random = new Random(values);
        int[] sorted = [.. Enumerable.Range(0, values).Select(_ => random.Next(1, 40)).Order()];
        var counts = new long[40];
        Array.ForEach(sorted, value => counts[value]++);

        foreach (var share in new[] { 0, 0.1, 0.5, 0.9, 1 })
        {
            Assert.Equal(Quantile.Of(sorted, share), Quantile.OfCounts(counts, values, share));
        }
    }
}
