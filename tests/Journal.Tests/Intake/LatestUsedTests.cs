using Regulars.Journal.Intake;

namespace Regulars.Journal.Tests.Intake;

/// <summary>What is used stays known, what is not is let go.</summary>
public sealed class LatestUsedTests
{
    private readonly LatestUsed<int, string> values = new(10);

    [Fact]
    public void What_is_asked_for_again_and_again_stays()
    {
        values.Keep(-1, "often");
        for (var i = 0; i < 1_000; i++)
        {
            values.Keep(i, "once");
            Assert.True(values.Find(-1, out var found));
            Assert.Equal("often", found);
        }
    }

    [Fact]
    public void At_most_twice_as_many_are_held_as_were_asked_for()
    {
        for (var i = 0; i < 1_000; i++)
        {
            values.Keep(i, "once");
        }

        Assert.InRange(Enumerable.Range(0, 1_000).Count(i => values.Find(i, out _)), 10, 20);
    }

    [Fact]
    public void What_was_forgotten_is_not_found_wherever_it_lay()
    {
        for (var i = 0; i < 15; i++)
        {
            values.Keep(i, "once");
        }

        values.Forget(2);
        values.Forget(14);

        Assert.False(values.Find(2, out _));
        Assert.False(values.Find(14, out _));
        Assert.True(values.Find(3, out _));
    }
}
