using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests.Faults;

/// <summary>An import that is killed at random moments and run again until it is done leaves what an undisturbed one leaves.</summary>
public sealed class ImportFaultTests
{
    private const int Orders = 20_000;

    private const int KillsPerImport = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

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
        var undisturbed = await ImportAsync(engine, []);
        var killed = 0;
        for (var i = 0; i < imports; i++)
        {
            var moments = Enumerable.Range(0, KillsPerImport).Select(_ => (Facts: random.Next(Orders * 9 / 10), Later: TimeSpan.FromMilliseconds(random.Next(40))));
            var disturbed = await ImportAsync(engine, [.. moments.OrderBy(moment => moment.Facts)]);
            Assert.True(undisturbed.Report == disturbed.Report, $"After kills with seed {seed}, import {i}, the report differs:\n{disturbed.Report}");
            killed += disturbed.Kills;
        }

        Assert.InRange(killed, 1 + (imports * KillsPerImport / 2), imports * KillsPerImport);
    }

    /// <summary>Imports a file in a new place, killed at each moment: a little later than so many facts are there.</summary>
    private static async Task<(string Report, int Kills)> ImportAsync(StorageEngine engine, (int Facts, TimeSpan Later)[] moments)
    {
        using var place = new Place(engine);
        var file = place.Write("orders.csv", SmallShop.Export(Orders));
        var facts = place.Counting("fact");
        var kills = 0;
        foreach (var moment in moments)
        {
            using var import = place.Start("import", file);
            kills += import.KillWhen(() => facts() >= moment.Facts, LookEvery, moment.Later) ? 1 : 0;
        }

        (await place.Run("import", file)).Well();
        (await place.Run("doctor")).Well();
        Assert.Equal(Orders, place.Ask("SELECT count(*) FROM purchase_order"));
        Assert.Equal(Orders, place.Ask("SELECT count(DISTINCT number) FROM purchase_order"));
        Assert.Equal(Orders, place.Ask("SELECT count(*) FROM fact"));
        return (await place.Report(), kills);
    }
}
