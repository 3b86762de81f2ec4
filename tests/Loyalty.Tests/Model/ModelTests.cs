using Regulars.Storage;

namespace Regulars.Loyalty.Tests.Model;

/// <summary>Random lives of members agree with an independent model of the meaning of points, to the last point, after every operation.</summary>
public abstract class ModelTests(Engine engine, int worlds)
{
    private const int Operations = 60;

    /// <summary>In so many worlds every kind of operation comes to be done.</summary>
    private const int Enough = 60;

    /// <summary>Each is done in every run; otherwise the agreement would say little.</summary>
    private static readonly string[] Kinds =
        ["order", "points.redeemed", "points.undone", "points.held", "points.captured", "points.released", "points.adjusted", "points.sent"];

    /// <summary>A life that differs is told with its seed, by which it is lived again.</summary>
    [Theory]
    [InlineData(20_261_125)]
    [InlineData(4)]
    [InlineData(817)]
    public async Task Random_lives_agree_with_the_model_after_every_operation(int seed)
    {
        await using var run = new ModelRun(engine, seed, worlds);

        await run.Live(Operations);

        Assert.True(run.Operations >= Operations * worlds);
        Assert.All(worlds < Enough ? [] : Kinds, kind => Assert.True(run.Ends.GetValueOrDefault($"{kind} done") > 0, $"{kind}: {string.Join(", ", run.Ends)}"));
        Assert.Empty(LedgerInvariants.Broken(run.Database));
    }
}

public sealed class SqliteModelTests() : ModelTests(Engine.Sqlite, 60)
{
    /// <summary>A million operations in all, by lives of sixty operations in a thousand worlds at a time.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task A_million_operations_agree_with_the_model()
    {
        var operations = 0L;
        for (var seed = 1; operations < 1_000_000; seed++)
        {
            await using var run = new ModelRun(Engine.Sqlite, seed, 1_000);
            await run.Live(60);
            Assert.Empty(LedgerInvariants.Broken(run.Database));
            operations += run.Operations;
        }

        Assert.True(operations >= 1_000_000);
    }
}

public sealed class PostgreSqlModelTests() : ModelTests(Engine.PostgreSql, 12);
