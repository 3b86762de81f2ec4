using Regulars.Bench;

// regulars-bench NAME PROGRAM: PROGRAM is the built regulars; everything else is made in a temporary folder.
var benches = new Dictionary<string, Func<BenchPlace, Task>>(StringComparer.Ordinal)
{
    ["import"] = ImportBench.RunAsync,
    ["facts"] = FactsBench.RunAsync,
    ["facts-postgresql"] = FactsBench.RunOnPostgreSqlAsync,
    ["points"] = PointsBench.RunAsync,
    ["points-postgresql"] = PointsBench.RunOnPostgreSqlAsync,
    ["loyalty"] = LoyaltyBench.RunAsync,
    ["pages"] = PagesBench.RunAsync,
    ["refresh"] = RefreshBench.RunAsync,
    ["recommend"] = RecommendBench.RunAsync,
    ["propensity"] = PropensityBench.RunAsync,
    ["lifetime"] = LifetimeBench.RunAsync,
};

if (args is ["bare-server", var port, var file])
{
    await BareServer.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), file);
    return 0;
}

if (args.Length is 0 or > 2)
{
    Console.Error.WriteLine($"Names: {string.Join(", ", benches.Keys)}");
    return 1;
}

foreach (var (name, run) in benches.Where(bench => args.Length == 1 || bench.Key == args[1]))
{
    using var place = new BenchPlace(args[0]);
    await run(place);
}

return 0;
