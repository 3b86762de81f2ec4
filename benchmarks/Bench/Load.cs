using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Regulars.Bench;

/// <summary>Load by wrk: 64 connections, each asking again once it is answered.</summary>
internal static partial class Load
{
    /// <summary>Drives an address with a script for so long; answers requests a second, and throws where any is refused.</summary>
    public static async Task<double> WrkAsync(string address, string script, TimeSpan time) => (await LatencyAsync(address, script, time)).Rate;

    /// <summary>The same, with the milliseconds within which 99 of a hundred are answered.</summary>
    public static async Task<(double Rate, double Slowest)> LatencyAsync(string address, string script, TimeSpan time)
    {
        var measured = (await BenchPlace.RunAsync("wrk", ["-c", "64", "-t", "1", "-d", Seconds(time), "-s", script, "--latency", address])).Output;
        if (measured.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(measured);
        }

        var slowest = Slowest().Match(measured);
        var unit = slowest.Groups["unit"].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
        return (Number(Requests().Match(measured), "rate"), Number(slowest, "time") * unit);
    }

    private static double Number(Match match, string name) => double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    /// <summary>The present, as the API takes it.</summary>
    public static string Now => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Lets members buy.</summary>
    /// <param name="client">Our server.</param>
    /// <param name="members">How many members.</param>
    /// <param name="unitPrice">For how much, by the member's number.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="orders">How often each.</param>
    public static async Task BuyAsync(HttpClient client, int members, Func<int, int> unitPrice, int first = 0, int orders = 1)
    {
        const int OrdersAtOnce = 500;
        await Parallel.ForAsync(0, members * orders / OrdersAtOnce, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, cancellation) =>
        {
            var items = Enumerable.Range(batch * OrdersAtOnce, OrdersAtOnce).Select(order => (Member: first + order / orders, Order: order % orders)).Select(bought => new
            {
                number = $"first-{bought.Member}-{bought.Order}",
                placedAt = Now,
                state = "sold",
                customer = new { number = bought.Member.ToString(CultureInfo.InvariantCulture) },
                lines = new[] { new { product = "tea", quantity = 1, unitPrice = unitPrice(bought.Member) } },
            });
            (await client.PostAsJsonAsync("/api/v1/orders/batch", new { items }, cancellation)).EnsureSuccessStatusCode();
        });
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex Requests();

    [GeneratedRegex(@"99%\s+(?<time>[\d.]+)(?<unit>us|ms|s)", RegexOptions.None, 1000)]
    private static partial Regex Slowest();
}

/// <summary>The reference on PostgreSQL: its own bench with one small transaction, on the same server.</summary>
/// <param name="connection">The connection string of the server.</param>
internal sealed partial class PgBench(string connection)
{
    public const string Name = "pgbench -N -M prepared -c 64 -j 2 on the same server";

    private readonly string[] server =
        ["-h", "127.0.0.1", "-p", connection.Split(';').First(part => part.StartsWith("Port=", StringComparison.Ordinal))["Port=".Length..], "-U", "regulars"];

    private readonly string program = Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories)[0];

    /// <summary>Makes its tables.</summary>
    public Task PrepareAsync() => BenchPlace.RunAsync(program, [.. server, "-i", "-q", "-s", "10", "postgres"]);

    /// <summary>Transactions a second.</summary>
    public async Task<double> RateAsync(TimeSpan time)
    {
        var bench = await BenchPlace.RunAsync(program, [.. server, "-N", "-M", "prepared", "-c", "64", "-j", "2", "-T", Load.Seconds(time), "postgres"]);
        return double.Parse(Rate().Match(bench.Output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"tps = (?<rate>[\d.]+)", RegexOptions.None, 1000)]
    private static partial Regex Rate();
}
