using System.Net;
using System.Net.Sockets;
using Regulars.Host.Tests.Running;

namespace Regulars.Console.Tests.Running;

/// <summary>A running server of a new installation in a place of its own.</summary>
internal sealed class Shop : IDisposable
{
    private static readonly TimeSpan MostTimeToStart = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("regulars-console-test-");

    private readonly Dictionary<string, string> environment;

    private RunningProgram? server;

    private Shop()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "tmp"));
        environment = new() { ["REGULARS_DATA"] = Path.Combine(folder.FullName, "data"), ["TMPDIR"] = Path.Combine(folder.FullName, "tmp") };
    }

    /// <summary>Where the console is, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The link that makes the owner, as it was printed at the start.</summary>
    public string FirstVisit { get; private set; } = "";

    /// <summary>The code in that link.</summary>
    public string Code => FirstVisit[(FirstVisit.IndexOf("code=", StringComparison.Ordinal) + 5)..];

    /// <summary>A shop with customers whose lives were made up, so that there is something to see of who leaves.</summary>
    public static async Task<Shop> OpenDemonstrationAsync(int customers)
    {
        var shop = new Shop();
        (await RegularsProgram.RunAsync(shop.environment, "demo", "--customers", $"{customers}")).Well();
        (await RegularsProgram.RunAsync(shop.environment, "refresh")).Well();
        return await StartAsync(shop);
    }

    /// <summary>A shop whose past orders were brought in from a file by the program.</summary>
    public static async Task<Shop> OpenWithHistoryAsync(string file)
    {
        var shop = new Shop();
        (await RegularsProgram.RunAsync(shop.environment, "import", file, "--currency", "GBP", "--time-zone", "Europe/London")).Well();
        return await StartAsync(shop);
    }

    public static Task<Shop> OpenAsync() => StartAsync(new Shop());

    /// <summary>Ends the server as a power cut does.</summary>
    public void CutOff()
    {
        server?.KillAfter(TimeSpan.Zero);
        server?.Dispose();
        server = null;
    }

    /// <summary>Starts the server again, where it was.</summary>
    public async Task ComeBackAsync()
    {
        server = RegularsProgram.Start(environment, "serve", "--port", Address[(Address.LastIndexOf(':') + 1)..]);
        await server.ErrorLineWith(Address[Address.LastIndexOf(':')..], MostTimeToStart);
    }

    private static async Task<Shop> StartAsync(Shop shop)
    {
        var port = FreePort();
        shop.Address = $"http://127.0.0.1:{port}";
        shop.server = RegularsProgram.Start(shop.environment, "serve", "--port", $"{port}");
        var line = await shop.server.ErrorLineWith("/first-visit?code=", MostTimeToStart);
        shop.FirstVisit = shop.Address + line[line.IndexOf("/first-visit", StringComparison.Ordinal)..].Trim();
        return shop;
    }

    /// <summary>Makes an API key with the given scopes.</summary>
    public async Task<string> NewKey(params IReadOnlyList<string> scopes) =>
        (await RegularsProgram.RunAsync(environment, ["keys", "create", "till", "--scope", .. scopes])).Well().Output.Trim();

    /// <summary>Writes a file beside the data and gives its path.</summary>
    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose()
    {
        CutOff();
        folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
