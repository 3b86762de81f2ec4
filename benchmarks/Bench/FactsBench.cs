using System.Globalization;
using System.Text.RegularExpressions;

namespace Regulars.Bench;

/// <summary>Facts by HTTP, one per request, 64 connections, each answered when it is durable.</summary>
internal static partial class FactsBench
{
    private const int Port = 5083;

    private const string Seconds = "10";

    public static async Task RunAsync(BenchPlace place)
    {
        var bare = await BareAsync(place);
        var ours = await OursAsync(place, []);
        BenchPlace.Print("facts", 100 * ours / bare, "%", "a bare endpoint that appends one row with the same engine and group commit");
        BenchPlace.Print("facts-rate", ours, "facts/s", $"{bare.ToString("0", CultureInfo.InvariantCulture)} rows/s of the bare endpoint");
    }

    public static async Task RunOnPostgreSqlAsync(BenchPlace place)
    {
        if (Environment.GetEnvironmentVariable("REGULARS_TEST_POSTGRESQL") is not { } connection)
        {
            Console.Error.WriteLine("facts-postgresql: REGULARS_TEST_POSTGRESQL names no server; nothing measured.");
            return;
        }

        var port = connection.Split(';').First(part => part.StartsWith("Port=", StringComparison.Ordinal))["Port=".Length..];
        string[] server = ["-h", "127.0.0.1", "-p", port, "-U", "regulars"];
        var program = Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories)[0];
        await BenchPlace.RunAsync(program, [.. server, "-i", "-q", "-s", "10", "postgres"]);
        var bench = await BenchPlace.RunAsync(program, [.. server, "-N", "-M", "prepared", "-c", "64", "-j", "2", "-T", Seconds, "postgres"]);
        var reference = double.Parse(Rate().Match(bench.Output).Groups["rate"].Value, CultureInfo.InvariantCulture);
        var ours = await OursAsync(place, [("REGULARS_DATABASE", connection + ";Search Path=regulars_bench")]);
        BenchPlace.Print("facts-postgresql", 100 * ours / reference, "%", "pgbench -N -M prepared -c 64 -j 2 on the same server");
        BenchPlace.Print("facts-postgresql-rate", ours, "facts/s", $"{reference.ToString("0", CultureInfo.InvariantCulture)} transactions/s of pgbench");
    }

    private static async Task<double> BareAsync(BenchPlace place)
    {
        var address = $"http://127.0.0.1:{Port}/row";
        await place.ServeAsync(Environment.ProcessPath!, ["bare-server", Port.ToString(CultureInfo.InvariantCulture), place.File("bare.db")], address);
        var rate = await LoadAsync(place, address, "");
        place.StopServers();
        return rate;
    }

    private static async Task<double> OursAsync(BenchPlace place, (string Name, string Value)[] environment)
    {
        environment = [.. environment, ("REGULARS_API_REQUESTS_PER_SECOND", "1000000")];
        var data = place.File("data");
        var key = (await BenchPlace.RunAsync(place.Program, ["keys", "create", "bench", "--data", data], environment)).Output.Trim();
        await place.ServeAsync(place.Program, ["serve", "--data", data, "--port", Port.ToString(CultureInfo.InvariantCulture)], $"http://127.0.0.1:{Port}/health/ready", environment);
        var rate = await LoadAsync(place, $"http://127.0.0.1:{Port}/api/v1/facts", key);
        place.StopServers();
        return rate;
    }

    /// <summary>Drives the address with wrk: ten seconds to warm up, then the measured time. No request repeats another.</summary>
    private static async Task<double> LoadAsync(BenchPlace place, string address, string key)
    {
        await BenchPlace.RunAsync("wrk", ["-c", "64", "-t", "1", "-d", "10", "-s", await ScriptAsync(place, key, "warm"), address]);
        var measured = await BenchPlace.RunAsync("wrk", ["-c", "64", "-t", "1", "-d", Seconds, "-s", await ScriptAsync(place, key, "measured"), address]);
        if (measured.Output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(measured.Output);
        }

        return double.Parse(Requests().Match(measured.Output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

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

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex Requests();

    [GeneratedRegex(@"tps = (?<rate>[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex Rate();
}
