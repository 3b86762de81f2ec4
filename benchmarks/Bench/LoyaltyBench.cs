using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Regulars.Storage;
using Regulars.Transparency;

namespace Regulars.Bench;

/// <summary>A programme tried on the history of a real shop, how soon a movement of points is in the signed log while the till is at full
/// load, points that expire by night and the till meanwhile, and a receipt out of a log of ten million.</summary>
internal static class LoyaltyBench
{
    private const int Port = 5087;

    private const int Members = 10_000;

    /// <summary>A million lots of a hundred thousand members, as the night job is measured, are ten each.</summary>
    private const int LotsEach = 10;

    private const int LotsByNight = 250_000;

    private const int LotsBesideTill = 50_000;

    private const int LotsAlone = 50_000;

    private const int Receipts = 200;

    private const int Asked = 20;

    private const int Leaves = 10_000_000;

    private const string Programme = """{"name":"Club","units":[{"key":"points","value":0.01,"expiryMonths":12}],"rules":[{"key":"orders","points":1,"per":1}],"levelSets":[{"key":"club","measure":"money","period":"rolling","months":12,"levels":[{"key":"base"},{"key":"silver","from":500},{"key":"gold","from":2000,"multiplier":1.5}]}]}""";

    private static readonly string Uses = $"http://127.0.0.1:{Port}/api/v1/points/redemptions";

    private static readonly TimeSpan Piece = TimeSpan.FromSeconds(5);

    private static int Yesterday => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber - 1;

    public static async Task RunAsync(BenchPlace place)
    {
        await TryPastAsync(place);
        await MeasureDelayAsync(place);
        await MeasureDueAsync(place);
        MeasureReceipts(place);
    }

    /// <summary>The programme on the history of a year.</summary>
    private static async Task TryPastAsync(BenchPlace place)
    {
        if (await place.UnpackShopAsync("shop.csv") is not { } file)
        {
            Console.Error.WriteLine("loyalty: online_retail.csv.gz is not beside the project; no programme is tried.");
            return;
        }

        var data = place.File("shop");
        await BenchPlace.RunAsync(place.Program, ["import", file, "--data", data, "--currency", "GBP", "--time-zone", "Europe/London"]);
        using var client = await ServeAsync(place, data);
        var times = new List<double>();
        for (var run = 0; run < 5; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var programme = new StringContent(Programme, Encoding.UTF8, "application/json");
            using var tried = await client.PostAsync("/api/v1/loyalty/back-test", programme);
            var told = await tried.Content.ReadAsStringAsync();
            times.Add(tried.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(begun).TotalSeconds : throw new InvalidOperationException(told));
        }

        BenchPlace.Print("loyalty-back-test", times.Order().ElementAt(times.Count / 2), "seconds", string.Create(CultureInfo.InvariantCulture, $"3 seconds at most; the first time {times[0]:0.00}; a year of a real shop"));
        place.StopServers();
    }

    /// <summary>From the answer that points were used to their receipt, while 64 tills use points as fast as they can.</summary>
    private static async Task MeasureDelayAsync(BenchPlace place)
    {
        using var client = await ServeAsync(place, place.File("data"));
        using var programme = new StringContent(Programme, Encoding.UTF8, "application/json");
        (await client.PutAsync("/api/v1/loyalty/programme", programme)).EnsureSuccessStatusCode();
        await Load.BuyAsync(client, Members, _ => 100_000);
        var load = Load.WrkAsync(Uses, await ScriptAsync(place, client, "load"), TimeSpan.FromSeconds(20));
        await Task.Delay(TimeSpan.FromSeconds(4));
        var delays = new List<double>();
        while (!load.IsCompleted && delays.Count < Asked)
        {
            delays.Add(await DelayAsync(client, delays.Count));
        }

        var rate = await load;
        BenchPlace.Print("loyalty-log-delay", delays.Order().ElementAt(delays.Count / 2), "seconds", string.Create(CultureInfo.InvariantCulture, $"2 seconds at most; the longest of {delays.Count} {delays.Max():0.00}, beside {rate:0} uses of points a second"));
        place.StopServers();
    }

    /// <summary>Points of many members expire, first while nobody asks for anything, then while 64 tills use points of others.</summary>
    private static async Task MeasureDueAsync(BenchPlace place)
    {
        var data = place.File("due");
        using (var client = await ServeAsync(place, data))
        {
            using var programme = new StringContent(Programme, Encoding.UTF8, "application/json");
            (await client.PutAsync("/api/v1/loyalty/programme", programme)).EnsureSuccessStatusCode();
            await Load.BuyAsync(client, Members + LotsAlone, _ => 100_000);
            await Load.BuyAsync(client, (LotsByNight + LotsBesideTill) / LotsEach, _ => 100_000, Members + LotsAlone, LotsEach);
            // The first figures of a new shop are no part of what is measured.
            await BenchPlace.ComputeFiguresAsync(client);
        }

        place.StopServers();
        using (var database = new SqliteDatabase(Path.Combine(data, "regulars.db")))
        {
            Age(database, LotsByNight);
            using var client = await ServeAsync(place, data);
            var (lots, seconds) = await ExpireAsync(database);
            BenchPlace.Print("loyalty-due", lots / seconds, "lots/s", $"50000 a second at least, while nobody asks for anything; {LotsEach} lots of each member");

            await Load.WrkAsync(Uses, await ScriptAsync(place, client, "warm"), Piece);
            var quiet = await SlowestAsync(place, client, "quiet", TimeSpan.FromSeconds(25));
            Age(database, LotsBesideTill);
            using var till = new CancellationTokenSource();
            var beside = SlowestAsync(place, client, "beside", TimeSpan.FromMinutes(3), till.Token);
            (lots, seconds) = await ExpireAsync(database);
            await till.CancelAsync();
            BenchPlace.Print("loyalty-due-till", await beside / quiet, "times", string.Create(
                CultureInfo.InvariantCulture, $"the {quiet:0} ms within which 99 of a hundred uses of points are answered at other times; twice at most; beside {lots / seconds:0} lots a second"));
            Age(database, LotsAlone);
            (lots, seconds) = await ExpireAsync(database);
            BenchPlace.Print("loyalty-due-alone", lots / seconds, "lots/s", "the same with one lot of each member");
        }

        place.StopServers();
    }

    /// <summary>Lets points of so many members, who buy nothing more, expire yesterday.</summary>
    private static void Age(SqliteDatabase database, int lots) => database.Write(transaction => transaction.Execute(
        "UPDATE lot SET last_day = @yesterday WHERE (customer_id, lot) IN (SELECT customer_id, lot FROM lot WHERE is_open = 1 AND spent = 0 AND last_day > @yesterday ORDER BY customer_id DESC LIMIT @lots)",
        new { yesterday = Yesterday, lots }));

    /// <summary>Waits until all that is due has expired; how many lots in how many seconds.</summary>
    private static async Task<(long Lots, double Seconds)> ExpireAsync(SqliteDatabase database)
    {
        var all = Left();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Left() == all)
        {
            await timer.WaitForNextTickAsync();
        }

        var begun = Stopwatch.GetTimestamp();
        var first = Left();
        while (Left() > 0)
        {
            await timer.WaitForNextTickAsync();
        }

        return (first, Stopwatch.GetElapsedTime(begun).TotalSeconds);

        long Left() => database.QueryFirst<long>("SELECT count(*) FROM lot WHERE is_open = 1 AND last_day <= @yesterday", new { yesterday = Yesterday });
    }

    /// <summary>In the middle of several looks, the milliseconds within which 99 of a hundred uses of points are answered.</summary>
    private static async Task<double> SlowestAsync(BenchPlace place, HttpClient client, string run, TimeSpan time, CancellationToken cancellation = default)
    {
        var begun = Stopwatch.GetTimestamp();
        var slowest = new List<double>();
        while (slowest.Count == 0 || (Stopwatch.GetElapsedTime(begun) < time && !cancellation.IsCancellationRequested))
        {
            slowest.Add((await Load.LatencyAsync(Uses, await ScriptAsync(place, client, $"{run}-{slowest.Count}"), Piece)).Slowest);
        }

        return slowest.Order().ElementAt(slowest.Count / 2);
    }

    /// <summary>What wrk sends: uses of points of the members who are not asked alone, each under a key of its own.</summary>
    private static async Task<string> ScriptAsync(BenchPlace place, HttpClient client, string run)
    {
        var script = place.File($"{run}.lua");
        await File.WriteAllTextAsync(script, $$"""
            local counter = 0
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Authorization"] = "{{client.DefaultRequestHeaders.Authorization}}"
            request = function()
                counter = counter + 1
                wrk.headers["Idempotency-Key"] = "{{run}}-" .. counter
                return wrk.format(nil, nil, nil, '{"customer":{"number":"' .. (1 + counter * 7919 % {{Members - 1}}) .. '"},"points":1}')
            end
            """);
        return script;
    }

    /// <summary>Uses points of the one member whom the load leaves alone, and asks for the receipt until it is there.</summary>
    private static async Task<double> DelayAsync(HttpClient client, int time)
    {
        using var use = new HttpRequestMessage(HttpMethod.Post, "/api/v1/points/redemptions") { Content = JsonContent.Create(new { customer = new { number = "0" }, points = 1 }) };
        use.Headers.Add("Idempotency-Key", $"asked-{time}");
        using var used = await client.SendAsync(use);
        var begun = Stopwatch.GetTimestamp();
        using var told = JsonDocument.Parse(await used.Content.ReadAsStringAsync());
        var points = $"/api/v1/customers/{told.RootElement.GetProperty("customer").GetString()}/points";
        using var postings = JsonDocument.Parse(await client.GetStringAsync($"{points}/postings?most=1"));
        var posting = postings.RootElement.GetProperty("items")[0].GetProperty("posting").GetInt64();
        while (true)
        {
            using var receipt = await client.GetAsync($"{points}/postings/{posting.ToString(CultureInfo.InvariantCulture)}/receipt");
            if (receipt.IsSuccessStatusCode)
            {
                return Stopwatch.GetElapsedTime(begun).TotalSeconds;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Receipts of any leaves, each written as text, out of tiles that lie in SQLite as those of the log do.</summary>
    private static void MeasureReceipts(BenchPlace place)
    {
        using var database = new SqliteDatabase(place.File("log.db"));
        database.Write(transaction => transaction.Execute("CREATE TABLE log_tile (level INTEGER NOT NULL, tile_index INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY (level, tile_index)) STRICT, WITHOUT ROWID"));
        var tiles = new Tiles(database);
        var root = LogHash.OfEmptyTree;
        for (long size = 0; size < Leaves;)
        {
            var batch = (int)Math.Min(MerkleLog.LargestBatch, Leaves - size);
            var growth = MerkleLog.Append(size, tiles, [.. Enumerable.Range(0, batch).Select(place => LogHash.OfLeaf(BitConverter.GetBytes(size + place)))]).Value;
            database.Write(transaction => growth.WriteTo(new TileWriter(transaction)));
            (size, root) = (growth.Size, growth.Root);
        }

        using var key = SigningKey.Generate("bench").Value;
        var checkpoint = Checkpoint.Create("bench", Leaves, root).Value.Sign(key).Value;
        var chance = new Random(1);
        var times = new List<double>();
        for (var time = 0; time < Receipts; time++)
        {
            var leaf = chance.NextInt64(Leaves);
            var begun = Stopwatch.GetTimestamp();
            var receipt = Receipt.Make(tiles, leaf, checkpoint).Value.ToString();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (Receipt.Parse(receipt).Value.Verify(BitConverter.GetBytes(leaf), [key.Verifier]).Refusal is { } refusal)
            {
                throw new InvalidOperationException(refusal.Code);
            }
        }

        BenchPlace.Print("loyalty-receipt", times.Order().ElementAt(times.Count / 2), "ms", string.Create(CultureInfo.InvariantCulture, $"5 ms at most; nine in ten within {times.Order().ElementAt(times.Count * 9 / 10):0.00}, of {Leaves} leaves"));
    }

    private static async Task<HttpClient> ServeAsync(BenchPlace place, string data)
    {
        string[] scopes = ["--scope", "facts.write", "--scope", "points.use", "--scope", "loyalty.write", "--scope", "customers.read", "--scope", "reports.read", "--scope", "settings.write"];
        var key = (await BenchPlace.RunAsync(place.Program, ["keys", "create", "bench", "--data", data, .. scopes])).Output.Trim();
        await place.ServeAsync(
            place.Program, ["serve", "--data", data, "--port", Port.ToString(CultureInfo.InvariantCulture)], $"http://127.0.0.1:{Port}/health/ready", ("REGULARS_API_REQUESTS_PER_SECOND", "1000000"));
        return new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }

    private sealed class Tiles(Database database) : ILogTiles
    {
        bool ILogTiles.TryRead(LogTile tile, [NotNullWhen(true)] out byte[]? hashes)
        {
            hashes = database.QueryFirst<byte[]>("SELECT hashes FROM log_tile WHERE level = @Level AND tile_index = @Index", new { tile.Level, tile.Index });
            return hashes is not null;
        }
    }

    private sealed class TileWriter(WriteTransaction transaction) : ILogTileWriter
    {
        void ILogTileWriter.Write(LogTile tile, ReadOnlyMemory<byte> hashes) => transaction.Execute(
            "INSERT INTO log_tile (level, tile_index, hashes) VALUES (@Level, @Index, @hashes) ON CONFLICT (level, tile_index) DO UPDATE SET hashes = excluded.hashes",
            new { tile.Level, tile.Index, hashes = hashes.ToArray() });
    }
}
