using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Regulars.Bench;

/// <summary>A temporary folder, the program that is measured, and processes that end with it.</summary>
internal sealed class BenchPlace(string program) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("regulars-bench-");

    private readonly List<Process> servers = [];

    public string Program { get; } = program;

    public string File(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Prints one figure.</summary>
    public static void Print(string name, double value, string unit, string against) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.00} {unit} (against {against})"));

    /// <summary>Runs a command to its end; its output, how long it took and the most memory it held.</summary>
    public static async Task<Finished> RunAsync(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        // As ./run starts a command that ends.
        using var process = Start(file, arguments, [("DOTNET_TieredPGO", "0"), ("DOTNET_GCgen0size", "0x4000000"), .. environment]);
        var watch = Stopwatch.StartNew();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // Still running: look at its memory again.
            }
        }

        watch.Stop();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} failed: {await errors}");
        }

        return new Finished(await output, watch.Elapsed.TotalSeconds, peak / 1024.0);
    }

    /// <summary>The middle of several runs.</summary>
    public static async Task<double> MedianAsync(int runs, Func<Task<double>> run)
    {
        var values = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            values.Add(await run());
        }

        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>Unpacks the orders of a real shop into the temporary folder; null where they are not beside the project.</summary>
    public async Task<string?> UnpackShopAsync(string name)
    {
        var packed = Path.Combine(Path.GetDirectoryName(Program)!, "../../../shared/data/online_retail.csv.gz");
        if (!System.IO.File.Exists(packed))
        {
            return null;
        }

        var file = File(name);
        await using var source = new GZipStream(System.IO.File.OpenRead(packed), CompressionMode.Decompress);
        await using var target = System.IO.File.Create(file);
        await source.CopyToAsync(target);
        return file;
    }

    /// <summary>Has a running server compute everything, and answers how long it took.</summary>
    public static async Task<double> ComputeFiguresAsync(HttpClient client)
    {
        using var asked = await client.PostAsync("/api/v1/refresh", null);
        asked.EnsureSuccessStatusCode();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await timer.WaitForNextTickAsync())
        {
            using var told = JsonDocument.Parse(await client.GetStringAsync("/api/v1/refresh"));
            if (!told.RootElement.GetProperty("isAsked").GetBoolean() && told.RootElement.GetProperty("step").ValueKind is JsonValueKind.Null
                && told.RootElement.GetProperty("seconds").ValueKind is JsonValueKind.Number)
            {
                return told.RootElement.GetProperty("seconds").GetDouble();
            }
        }

        return double.NaN;
    }

    /// <summary>Starts a server, waits until its address answers, and gives what it wrote to standard error so far.</summary>
    public async Task<string> ServeAsync(string file, IEnumerable<string> arguments, string address, params (string Name, string Value)[] environment)
    {
        var process = Start(file, arguments, environment);
        servers.Add(process);
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                await client.GetAsync(address);
                break;
            }
            catch (HttpRequestException)
            {
                await process.WaitForExitAsync(new CancellationTokenSource(100).Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        return errors.ToString();
    }

    /// <summary>The most memory that a running server has held.</summary>
    public double PeakMegabytes => servers.Max(server => PeakOf(server.Id)) / 1024.0;

    /// <summary>Ends all servers.</summary>
    public void StopServers()
    {
        foreach (var server in servers)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }

        servers.Clear();
    }

    public void Dispose()
    {
        StopServers();
        folder.Delete(recursive: true);
    }

    private static Process Start(string file, IEnumerable<string> arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>The most memory that a process has held, in KiB, as Linux tells it.</summary>
    private static long PeakOf(int process)
    {
        try
        {
            var line = System.IO.File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

/// <summary>What a command gave, how long it took, and the most memory it held.</summary>
internal sealed record Finished(string Output, double Seconds, double PeakMegabytes);
