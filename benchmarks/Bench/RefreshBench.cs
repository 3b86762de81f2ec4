using System.Globalization;
using System.Text.RegularExpressions;

namespace Regulars.Bench;

/// <summary>Computing everything of every customer again: ten thousand, a hundred thousand and a million customers with about ten orders each;
/// then a day more on a running server.</summary>
internal static partial class RefreshBench
{
    private const int Days = 700;

    private const int Port = 5086;

    public static async Task RunAsync(BenchPlace place)
    {
        double? before = null;
        foreach (var customers in new[] { 10_000, 100_000, 1_000_000 })
        {
            var file = place.File($"{customers}.csv");
            var lastDays = Write(file, customers);
            var data = place.File($"data-{customers}");
            await BenchPlace.RunAsync(place.Program, ["import", file, "--data", data, "--currency", "EUR", "--time-zone", "Europe/Warsaw"]);
            File.Delete(file);
            var run = await BenchPlace.RunAsync(place.Program, ["refresh", "--data", data]);
            var seconds = double.Parse(Took().Match(run.Output).Groups["seconds"].Value, CultureInfo.InvariantCulture);
            BenchPlace.Print($"refresh-{customers}", seconds, "seconds", $"{run.PeakMegabytes.ToString("0", CultureInfo.InvariantCulture)} MB at most");
            if (before is { } fewer)
            {
                BenchPlace.Print($"refresh-growth-{customers}", seconds / fewer, "times", "a tenth of the customers");
            }

            before = seconds;
            var again = await BenchPlace.RunAsync(place.Program, ["refresh", "--data", data]);
            BenchPlace.Print($"refresh-again-{customers}", double.Parse(Took().Match(again.Output).Groups["seconds"].Value, CultureInfo.InvariantCulture) / seconds, "x", "the first time; nothing has changed since, in a new process");
            await AddDayAsync(place, data, customers, seconds, lastDays);
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>The orders of one day more come in by HTTP on a running server, then those of another.</summary>
    private static async Task AddDayAsync(BenchPlace place, string data, int customers, double whole, List<string>[] lastDays)
    {
        const int OrdersAtOnce = 500;
        var key = (await BenchPlace.RunAsync(place.Program, ["keys", "create", "bench", "--data", data, "--source", "import", "--scope", "facts.write", "reports.read", "settings.write"])).Output.Trim();
        await place.ServeAsync(place.Program, ["serve", "--data", data, "--port", Port.ToString(CultureInfo.InvariantCulture)], $"http://127.0.0.1:{Port}/health/ready");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await BenchPlace.ComputeFiguresAsync(client);
        foreach (var day in lastDays)
        {
            foreach (var part in day.Chunk(OrdersAtOnce))
            {
                using var answer = await client.PostAsync("/api/v1/orders/batch", new StringContent($"{{\"items\":[{string.Join(',', part)}]}}", System.Text.Encoding.UTF8, "application/json"));
                answer.EnsureSuccessStatusCode();
            }

            var seconds = await BenchPlace.ComputeFiguresAsync(client);
            BenchPlace.Print($"refresh-day-{customers}", seconds / whole, "x", $"everything the first time; {seconds.ToString("0.0", CultureInfo.InvariantCulture)} s after a day of {day.Count} orders; 0.1 is wanted of a million");
        }

        BenchPlace.Print($"refresh-server-memory-{customers}", place.PeakMegabytes, "MB", "a server that computed everything and then two days more; 4096 are allowed with a million customers");
        place.StopServers();
    }

    /// <summary>Every customer has a rhythm of their own, and after each purchase a chance to leave for good: about ten orders each. Answers
    /// the orders of the last two days, which are not in the file. All of it is over for so long that the newest order ends what is known.</summary>
    private static List<string>[] Write(string file, int customers)
    {
        const double ChanceToLeave = 0.04;
        const int LastFirstDay = 400;
        const int OverFor = 60;
        List<string>[] lastDays = [[], []];
        var chance = new Random(11);
        var begin = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-Days - OverFor);
        using var writer = new StreamWriter(file);
        writer.WriteLine("Order,Date,Customer,Amount,Product");
        var order = 0;
        for (var customer = 0; customer < customers; customer++)
        {
            var gap = 17 - (35 * Math.Log(1 - chance.NextDouble()));
            for (var day = chance.NextDouble() * LastFirstDay; day < Days; day += 1 + (gap * (0.4 + (1.2 * chance.NextDouble()))))
            {
                var (date, amount, product) = (begin.AddDays((int)day), 5 + chance.Next(200), chance.Next(300));
                order++;
                if ((int)day < Days - lastDays.Length)
                {
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{order},{date:yyyy-MM-dd},{customer},{amount}.50,P{product}"));
                }
                else
                {
                    lastDays[(int)day - Days + lastDays.Length].Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $$"""{"number":"{{order}}","placedAt":"{{date:yyyy-MM-dd}}T10:00:00Z","currency":"EUR","customer":{"number":"{{customer}}"},"lines":[{"product":"P{{product}}","quantity":1,"unitPrice":{{amount}}.5}]}"""));
                }

                if (chance.NextDouble() < ChanceToLeave)
                {
                    break;
                }
            }
        }

        return lastDays;
    }

    [GeneratedRegex(@"(?<seconds>\d+\.\d+) s\.", RegexOptions.None, 1000)]
    private static partial Regex Took();
}
