using Regulars.Statistics.Watching;

namespace Regulars.Statistics.Tests.Watching;

public class RobustMeasuresTests
{
    /// <summary>Oracle: by hand. The deviations from 3 are 2, 1, 0, 1 and 97.</summary>
    [Fact]
    public void One_wild_value_moves_neither_middle_nor_spread()
    {
        double[] values = [100, 2, 4, 3, 1];

        var (median, spread) = RobustMeasures.MedianAndSpread(values);

        Assert.Equal((3, 1.482602218505602), (median, spread));
        Assert.Equal([100, 2, 4, 3, 1], values);
    }

    /// <summary>Oracle: simulation of normal values.</summary>
    [Fact]
    public void The_spread_of_normal_values_is_their_standard_deviation()
    {
        var random = new Random(11);
        double[] values = [.. Enumerable.Range(0, 50_000).Select(_ => 20 + (3 * Noise.Normal(random)))];

        var (median, spread) = RobustMeasures.MedianAndSpread(values);

        Assert.Equal(20, median, 0.1);
        Assert.Equal(3, spread, 0.1);
    }

    [Fact]
    public void Where_most_values_are_the_same_the_others_tell_the_spread()
    {
        Assert.Equal((5, 0), RobustMeasures.MedianAndSpread([5, 5, 5]));
        Assert.InRange(RobustMeasures.MedianAndSpread([5, 5, 5, 9]).Spread, 1, 2);
        Assert.Throws<ArgumentException>(() => RobustMeasures.MedianAndSpread([]));
    }
}
