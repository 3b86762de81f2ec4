using System.Diagnostics;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests.Faults;

/// <summary>An import that is killed at random moments and run again until it is done leaves what an undisturbed one leaves.</summary>
public sealed class ImportFaultTests
{
    private const int Orders = 20_000;

    private const int KillsPerImport = 3;

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public Task Killed_three_times_it_ends_as_if_nothing_had_happened(StorageEngine engine) => KillAsync(engine, imports: 1, seed: 20261122);

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    [Trait("Category", "Long")]
    public Task Killed_fifty_times_it_ends_as_if_nothing_had_happened(StorageEngine engine) => KillAsync(engine, imports: 17, seed: 7);

    private static async Task KillAsync(StorageEngine engine, int imports, int seed)
    {
        var random = new Random(seed);
        var undisturbed = await ImportAsync(engine, random, TimeSpan.Zero);
        var killed = 0;
        for (var i = 0; i < imports; i++)
        {
            var disturbed = await ImportAsync(engine, random, undisturbed.Took);
            Assert.True(undisturbed.Report == disturbed.Report, $"After kills with seed {seed}, import {i}, the report differs:\n{disturbed.Report}");
            killed += disturbed.Kills;
        }

        Assert.InRange(killed, 1 + (imports * KillsPerImport / 2), imports * KillsPerImport);
    }

    /// <summary>Imports a file in a new place; when it is known how long that takes, it is killed on the way.</summary>
    private static async Task<Outcome> ImportAsync(StorageEngine engine, Random random, TimeSpan takes)
    {
        using var place = new Place(engine);
        var file = place.Write("orders.csv", SmallShop.Export(Orders));
        var kills = 0;
        for (var i = 0; i < KillsPerImport && takes > TimeSpan.Zero; i++)
        {
            using var import = place.Start("import", file);
            kills += import.KillAfter(takes * (0.25 + (0.5 * random.NextDouble()))) ? 1 : 0;
        }

        var begun = Stopwatch.GetTimestamp();
        (await place.Run("import", file)).Well();
        var took = Stopwatch.GetElapsedTime(begun);
        (await place.Run("doctor")).Well();
        Assert.Equal(Orders, place.Ask("SELECT count(*) FROM purchase_order"));
        Assert.Equal(Orders, place.Ask("SELECT count(DISTINCT number) FROM purchase_order"));
        Assert.Equal(Orders, place.Ask("SELECT count(*) FROM fact"));
        return new Outcome(await place.Report(), took, kills);
    }

    private sealed record Outcome(string Report, TimeSpan Took, int Kills);
}
