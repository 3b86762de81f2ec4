using System.Globalization;

namespace Regulars.Bench;

/// <summary>Facts by HTTP, one per request, 64 connections, each answered when it is durable.</summary>
internal static class FactsBench
{
    private const int BarePort = 5083;

    private const int Port = 5084;

    /// <summary>Machines have moods: ours and the reference take turns, and the middle of the ratios counts.</summary>
    private const int Turns = 7;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchPlace place)
    {
        var bareAddress = $"http://127.0.0.1:{BarePort}/row";
        await place.ServeAsync(Environment.ProcessPath!, ["bare-server", BarePort.ToString(CultureInfo.InvariantCulture), place.File("bare.db")], bareAddress);
        var key = await ServeAsync(place, []);
        await LoadAsync(place, bareAddress, "", WarmUp, "warm");
        await CompareAsync(
            place,
            key,
            "facts",
            "a bare endpoint that appends one row with the same engine and group commit",
            turn => LoadAsync(place, bareAddress, "", Turn, turn));
    }

    public static async Task RunOnPostgreSqlAsync(BenchPlace place)
    {
        if (Environment.GetEnvironmentVariable("REGULARS_TEST_POSTGRESQL") is not { } connection)
        {
            Console.Error.WriteLine("facts-postgresql: REGULARS_TEST_POSTGRESQL names no server; nothing measured.");
            return;
        }

        var server = new PgBench(connection);
        await server.PrepareAsync();
        var key = await ServeAsync(place, [("REGULARS_DATABASE", connection + ";Search Path=regulars_bench")]);
        await CompareAsync(place, key, "facts-postgresql", PgBench.Name, _ => server.RateAsync(Turn));
    }

    /// <summary>Starts our server; answers a key for its API.</summary>
    private static async Task<string> ServeAsync(BenchPlace place, (string Name, string Value)[] environment)
    {
        environment = [.. environment, ("REGULARS_API_REQUESTS_PER_SECOND", "1000000")];
        var data = place.File("data");
        var key = (await BenchPlace.RunAsync(place.Program, ["keys", "create", "bench", "--data", data], environment)).Output.Trim();
        await place.ServeAsync(place.Program, ["serve", "--data", data, "--port", Port.ToString(CultureInfo.InvariantCulture)], $"http://127.0.0.1:{Port}/health/ready", environment);
        return key;
    }

    private static async Task CompareAsync(BenchPlace place, string key, string name, string reference, Func<string, Task<double>> measureReference)
    {
        var address = $"http://127.0.0.1:{Port}/api/v1/facts";
        await LoadAsync(place, address, key, WarmUp, "warm");
        var turns = new List<(double Ours, double Reference)>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var label = "turn" + turn.ToString(CultureInfo.InvariantCulture) + "-";
            turns.Add((await LoadAsync(place, address, key, Turn, label), await measureReference(label)));
        }

        place.StopServers();
        var (ours, bare) = turns.OrderBy(turn => turn.Ours / turn.Reference).ElementAt(Turns / 2);
        BenchPlace.Print(name, 100 * ours / bare, "%", reference);
        BenchPlace.Print(name + "-rate", ours, "facts/s", $"{bare.ToString("0", CultureInfo.InvariantCulture)} a second of the reference in the same turn");
    }

    private static async Task<double> LoadAsync(BenchPlace place, string address, string key, TimeSpan time, string run) =>
        await Load.WrkAsync(address, await ScriptAsync(place, key, run), time);

    /// <summary>What wrk sends: facts of twenty thousand customers in turn, each under a key of its own.</summary>
    private static async Task<string> ScriptAsync(BenchPlace place, string key, string run)
    {
        var script = place.File($"{run}.lua");
        await File.WriteAllTextAsync(script, $$$"""
            local counter = 0
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Authorization"] = "Bearer {{{key}}}"
            request = function()
                counter = counter + 1
                wrk.headers["Idempotency-Key"] = "{{{run}}}" .. counter
                return wrk.format(nil, nil, nil, '{"kind":"visit","occurredAt":"2026-11-22T10:00:00Z","customer":{"number":"' .. (counter % 20000) .. '"},"content":{"page":"/tea","seconds":42}}')
            end
            """);
        return script;
    }
}
