using FsCheck;
using FsCheck.Fluent;
using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Model;

/// <summary>Whoever comes first among members who have nothing to do with each other changes nothing for any of them.</summary>
public sealed class IndependenceTests
{
    [Fact]
    public void The_order_of_independent_members_operations_changes_nothing() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().ToArbitrary(),
        ArbMap.Default.GeneratorFor<int>().ToArbitrary(),
        (life, order) => Assert.Equal(Lived(life, null), Lived(life, order))).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    /// <summary>Every posting and lot after the same lives, told round by round in the given order of members: all at once, or one after another.</summary>
    private static List<string> Lived(int seed, int? order)
    {
        var run = new ModelRun(Engine.Sqlite, seed, 6, order is { } chance ? new Random(chance) : null);
        try
        {
            run.Live(30).GetAwaiter().GetResult();
            return run.Books();
        }
        finally
        {
            run.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
