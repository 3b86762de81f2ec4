namespace Regulars.Insights.Tests;

public sealed class MeanwhileTests
{
    [Fact]
    public void What_is_computed_meanwhile_is_answered()
    {
        var acted = false;
        Assert.Equal(7, Meanwhile.Compute(() => 7, () => acted = true));
        Assert.True(acted);
    }

    [Fact]
    public void A_fault_of_either_is_thrown_as_it_is_once_both_have_ended()
    {
        var computed = false;
        int Compute()
        {
            Thread.Sleep(50);
            computed = true;
            return 1;
        }

        Assert.Throws<InvalidOperationException>(() => Meanwhile.Compute(Compute, () => throw new InvalidOperationException()));
        Assert.True(computed);
        Assert.Throws<TimeoutException>(() => Meanwhile.Compute<int>(() => throw new TimeoutException(), () => { }));
    }
}
