namespace Regulars.Bench;

/// <summary>Importing a year of a real shop and reporting, the whole process, against the bare import of SQLite's shell.</summary>
internal static class ImportBench
{
    private const int Runs = 5;

    private const int Factor = 10;

    public static async Task RunAsync(BenchPlace place)
    {
        if (await place.UnpackShopAsync("one.csv") is not { } one)
        {
            Console.Error.WriteLine("import: online_retail.csv.gz is not beside the project; nothing measured.");
            return;
        }

        var many = place.File("many.csv");
        Multiply(one, many);

        double ours = 0;
        double peak = 0;
        var ratio = await BenchPlace.MedianAsync(Runs, async () =>
        {
            var database = place.File("bare.db");
            File.Delete(database);
            var bare = await BenchPlace.RunAsync("sqlite3", [database, $".import --csv {one} lines"]);
            var whole = await TryAsync(place, one);
            ours = ours == 0 ? whole.Seconds : Math.Min(ours, whole.Seconds);
            peak = Math.Max(peak, whole.PeakMegabytes);
            return whole.Seconds / bare.Seconds;
        });
        BenchPlace.Print("import", ratio, "times", "the sqlite3 shell's .import of the same file");

        var large = await TryAsync(place, many);
        BenchPlace.Print("import-growth", large.Seconds / ours, "times", $"the same file, with {Factor} times the lines");
        BenchPlace.Print("import-memory", Math.Max(peak, large.PeakMegabytes), "MB", "600 MB allowed");
    }

    private static Task<Finished> TryAsync(BenchPlace place, string file) =>
        BenchPlace.RunAsync(place.Program, ["try", file, "--no-serve", "--format", "json"]);

    /// <summary>Ten shops in one file: order and customer numbers differ, everything else is the same.</summary>
    private static void Multiply(string one, string many)
    {
        using var writer = new StreamWriter(many);
        for (var copy = 0; copy < Factor; copy++)
        {
            using var reader = new StreamReader(one);
            var headings = reader.ReadLine()!;
            if (copy == 0)
            {
                writer.WriteLine(headings);
            }

            while (reader.ReadLine() is { } line)
            {
                // C541433,… stays a return: the copy's digit goes behind the letter. The customer is the last but one column.
                var end = line.LastIndexOf(',');
                var customer = line.LastIndexOf(',', end - 1) + 1;
                var at = line[0] == 'C' ? 1 : 0;
                writer.Write(line.AsSpan(0, at));
                writer.Write(copy);
                writer.Write(line.AsSpan(at, customer - at));
                if (customer < end)
                {
                    writer.Write(copy);
                }

                writer.WriteLine(line.AsSpan(customer));
            }
        }
    }
}
