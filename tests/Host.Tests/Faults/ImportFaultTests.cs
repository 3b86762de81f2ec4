using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests.Faults;

/// <summary>An import that is killed at random moments and run again until it is done leaves what an undisturbed one leaves.</summary>
public sealed class ImportFaultTests
{
    /// <summary>So many that an import notes several times how far it has come.</summary>
    private const int Orders = 40_000;

    private const int KillsPerImport = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(25);

    /// <summary>What an import that nobody disturbs leaves, whatever the engine.</summary>
    private static readonly Lazy<Task<Outcome>> Undisturbed = new(() => ImportAsync(StorageEngine.Sqlite, []));

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
        var undisturbed = await Undisturbed.Value;
        var (killed, resumed) = (0, 0);
        for (var i = 0; i < imports; i++)
        {
            var disturbed = await ImportAsync(engine, [.. Enumerable.Range(0, KillsPerImport).Select(kill => Moment.Among(random, kill))]);
            Assert.True(undisturbed.Report == disturbed.Report, $"After kills with seed {seed}, import {i}, the report differs:\n{disturbed.Report}");
            killed += disturbed.Kills;
            resumed += disturbed.Resumed;
        }

        Assert.InRange(killed, imports, imports * KillsPerImport);
        Assert.InRange(resumed, imports / 2, killed);
    }

    /// <summary>Imports a file in a new place, killed at each moment, until it ends by itself: after that nothing is done again.</summary>
    private static async Task<Outcome> ImportAsync(StorageEngine engine, Moment[] moments)
    {
        using var place = new Place(engine);
        var file = place.Write("orders.csv", SmallShop.Export(Orders));
        var facts = place.Counting("fact");
        var (kills, resumed) = (0, 0);
        var isDone = false;
        for (var i = 0; !isDone; i++)
        {
            using var import = place.Start("import", file);
            if (i < moments.Length && import.KillWhen(() => facts() >= moments[i].Facts, LookEvery, moments[i].Later))
            {
                kills++;
                resumed += facts() > 0 && place.Ask("SELECT count(*) FROM import_run WHERE state = 'running' AND items_done > 0") > 0 ? 1 : 0;
            }
            else
            {
                (await import.EndAsync(TimeSpan.FromMinutes(5))).Well();
                isDone = true;
            }
        }

        (await place.Run("doctor")).Well();
        Assert.Equal(Orders, place.Ask("SELECT count(*) FROM purchase_order"));
        Assert.Equal(Orders, place.Ask("SELECT count(DISTINCT number) FROM purchase_order"));
        Assert.Equal(Orders, place.Ask("SELECT count(*) FROM fact"));
        return new Outcome(await place.Report(), kills, resumed);
    }

    /// <summary>When to kill: a little later than so many facts are there.</summary>
    private readonly record struct Moment(int Facts, TimeSpan Later)
    {
        /// <summary>The first kill falls in the first third of the import, the second in the second, the third in the third.</summary>
        public static Moment Among(Random random, int kill) => new(
            (int)((kill + random.NextDouble()) * Orders * 0.95 / KillsPerImport), TimeSpan.FromMilliseconds(random.Next(40)));
    }

    /// <summary>What an import left, how often it was killed, and how often it went on from where it had noted to be.</summary>
    private sealed record Outcome(string Report, int Kills, int Resumed);
}
