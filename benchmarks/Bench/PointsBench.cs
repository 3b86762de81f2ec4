using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Regulars.Bench;

/// <summary>Earning, using points and previewing a basket by HTTP, one per request, 64 connections, a hundred thousand members, each answered when it is durable.</summary>
internal static class PointsBench
{
    private const int BarePort = 5083;

    private const int Port = 5084;

    private const int Members = 100_000;

    private const int Turns = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(4);

    private static readonly (string Name, string Path, string Body, int Members)[] Kinds =
    [
        ("earn", "/api/v1/orders", """{"number":"{run}-{n}","placedAt":"{now}","state":"sold","customer":{"number":"{m}"},"lines":[{"product":"tea","quantity":1,"unitPrice":42}]}""", Members),
        ("redeem", "/api/v1/points/redemptions", """{"customer":{"number":"{m}"},"points":1}""", Members),
        ("redeem-one-member", "/api/v1/points/redemptions", """{"customer":{"number":"{m}"},"points":1}""", 1),
        ("preview", "/api/v1/till/preview", """{"number":"basket","placedAt":"{now}","state":"sold","customer":{"number":"{m}"},"lines":[{"product":"tea","quantity":1,"unitPrice":42}]}""", Members),
    ];

    public static async Task RunAsync(BenchPlace place)
    {
        var bareAddress = $"http://127.0.0.1:{BarePort}/row";
        await place.ServeAsync(Environment.ProcessPath!, ["bare-server", BarePort.ToString(CultureInfo.InvariantCulture), place.File("bare.db")], bareAddress);
        var key = await ServeAsync(place, []);
        await BareAsync(WarmUp);
        await MeasureAsync(place, key, "", "a bare endpoint that appends one row with the same engine and group commit", () => BareAsync(Turn));

        async Task<double> BareAsync(TimeSpan time) => await Load.WrkAsync(bareAddress, await ScriptAsync(place, "", "bare", Kinds[0].Body, Members), time);
    }

    public static async Task RunOnPostgreSqlAsync(BenchPlace place)
    {
        if (Environment.GetEnvironmentVariable("REGULARS_TEST_POSTGRESQL") is not { } connection)
        {
            Console.Error.WriteLine("points-postgresql: REGULARS_TEST_POSTGRESQL names no server; nothing measured.");
            return;
        }

        var server = new PgBench(connection);
        await server.PrepareAsync();
        var key = await ServeAsync(place, [("REGULARS_DATABASE", connection + ";Search Path=regulars_points_bench")]);
        await MeasureAsync(place, key, "-postgresql", PgBench.Name, () => server.RateAsync(Turn));
    }

    /// <summary>Starts our server with a programme and members who have points; answers a key for its API.</summary>
    private static async Task<string> ServeAsync(BenchPlace place, (string Name, string Value)[] environment)
    {
        environment = [.. environment, ("REGULARS_API_REQUESTS_PER_SECOND", "1000000")];
        var data = place.File("data");
        string[] scopes = ["--scope", "facts.write", "--scope", "points.use", "--scope", "loyalty.write", "--scope", "reports.read", "--scope", "settings.write"];
        var key = (await BenchPlace.RunAsync(place.Program, ["keys", "create", "bench", "--data", data, .. scopes], environment)).Output.Trim();
        await place.ServeAsync(place.Program, ["serve", "--data", data, "--port", Port.ToString(CultureInfo.InvariantCulture)], $"http://127.0.0.1:{Port}/health/ready", environment);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var programme = new StringContent("""{"name":"Club","units":[{"key":"points","value":0.01,"expiryMonths":12}],"rules":[{"key":"orders","points":1,"per":1}]}""", System.Text.Encoding.UTF8, "application/json");
        (await client.PutAsync("/api/v1/loyalty/programme", programme)).EnsureSuccessStatusCode();
        await Load.BuyAsync(client, Members, member => member == 0 ? 100_000_000 : 100_000);

        // The first figures of a new shop are no part of what is measured.
        await BenchPlace.ComputeFiguresAsync(client);
        return key;
    }

    private static async Task MeasureAsync(BenchPlace place, string key, string suffix, string reference, Func<Task<double>> measureReference)
    {
        var rates = new Dictionary<string, double>();
        foreach (var (name, path, body, members) in Kinds)
        {
            var address = $"http://127.0.0.1:{Port}{path}";
            await Load.WrkAsync(address, await ScriptAsync(place, key, name + "-warm", body, members), WarmUp);
            var turns = new List<(double Ours, double Reference)>();
            for (var turn = 0; turn < Turns; turn++)
            {
                turns.Add((await Load.WrkAsync(address, await ScriptAsync(place, key, $"{name}-{turn}", body, members), Turn), await measureReference()));
            }

            var (ours, bare) = turns.OrderBy(turn => turn.Ours / turn.Reference).ElementAt(Turns / 2);
            rates[name] = turns.Select(turn => turn.Ours).Order().ElementAt(Turns / 2);
            BenchPlace.Print($"points{suffix}-{name}", 100 * ours / bare, "%", reference);
            BenchPlace.Print($"points{suffix}-{name}-rate", ours, "requests/s", $"{bare.ToString("0", CultureInfo.InvariantCulture)} a second of the reference in the same turn");
        }

        BenchPlace.Print($"points{suffix}-hammered", 100 * rates["redeem-one-member"] / rates["redeem"], "%", "the same requests spread over all members");
        place.StopServers();
    }

    /// <summary>What wrk sends: members in turn, each request under a key of its own.</summary>
    private static async Task<string> ScriptAsync(BenchPlace place, string key, string run, string body, int members)
    {
        var script = place.File($"{run}.lua");
        var text = body.Replace("{run}", run, StringComparison.Ordinal).Replace("{now}", Load.Now, StringComparison.Ordinal)
            .Replace("{n}", "' .. counter .. '", StringComparison.Ordinal).Replace("{m}", $"' .. (counter * 7919 % {members.ToString(CultureInfo.InvariantCulture)}) .. '", StringComparison.Ordinal);
        await File.WriteAllTextAsync(script, $$"""
            local counter = 0
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Authorization"] = "Bearer {{key}}"
            request = function()
                counter = counter + 1
                wrk.headers["Idempotency-Key"] = "{{run}}-" .. counter
                return wrk.format(nil, nil, nil, '{{text}}')
            end
            """);
        return script;
    }
}
