using System.Globalization;
using System.Text.RegularExpressions;

namespace Regulars.Bench;

/// <summary>Computing everything of every customer again: ten thousand, a hundred thousand and a million customers with ten orders each.</summary>
internal static partial class RefreshBench
{
    private const int OrdersEach = 10;

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
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Every customer has a rhythm of their own; a third stops coming after half of the time.</summary>
    private static void Write(string file, int customers)
    {
        var chance = new Random(11);
        using var writer = new StreamWriter(file);
        writer.WriteLine("Order,Date,Customer,Amount,Product");
        var order = 0;
        for (var customer = 0; customer < customers; customer++)
        {
            var span = customer % 3 == 0 ? Days / 2 : Days;
            var first = chance.Next(span / 4);
            for (var purchase = 0; purchase < OrdersEach; purchase++)
            {
                var day = new DateOnly(2025, 1, 1).AddDays(first + (purchase * (span - first) / OrdersEach) + chance.Next(5));
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++order},{day:yyyy-MM-dd},{customer},{5 + chance.Next(200)}.50,P{chance.Next(300)}"));
            }
        }
    }

    [GeneratedRegex(@"(?<seconds>\d+[.,]\d+)", RegexOptions.None, 1000)]
    private static partial Regex Took();
}
