using System.Globalization;
using System.Text.RegularExpressions;

namespace Regulars.Bench;

/// <summary>Computing everything of every customer again: ten thousand, a hundred thousand and a million customers with about ten orders each.</summary>
internal static partial class RefreshBench
{
    private const int Days = 700;

    public static async Task RunAsync(BenchPlace place)
    {
        double? before = null;
        foreach (var customers in new[] { 10_000, 100_000, 1_000_000 })
        {
            var file = place.File($"{customers}.csv");
            Write(file, customers);
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
            BenchPlace.Print($"refresh-again-{customers}", double.Parse(Took().Match(again.Output).Groups["seconds"].Value, CultureInfo.InvariantCulture) / seconds, "x", "the first time; nothing has changed since");
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Every customer has a rhythm of their own, and after each purchase a chance to leave for good: about ten orders each.</summary>
    private static void Write(string file, int customers)
    {
        const double ChanceToLeave = 0.04;
        const int LastFirstDay = 400;
        var chance = new Random(11);
        var begin = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-Days - 1);
        using var writer = new StreamWriter(file);
        writer.WriteLine("Order,Date,Customer,Amount,Product");
        var order = 0;
        for (var customer = 0; customer < customers; customer++)
        {
            var gap = 17 - (35 * Math.Log(1 - chance.NextDouble()));
            for (var day = chance.NextDouble() * LastFirstDay; day < Days; day += 1 + (gap * (0.4 + (1.2 * chance.NextDouble()))))
            {
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{++order},{begin.AddDays((int)day):yyyy-MM-dd},{customer},{5 + chance.Next(200)}.50,P{chance.Next(300)}"));
                if (chance.NextDouble() < ChanceToLeave)
                {
                    break;
                }
            }
        }
    }

    [GeneratedRegex(@"(?<seconds>\d+\.\d+) s\.", RegexOptions.None, 1000)]
    private static partial Regex Took();
}
