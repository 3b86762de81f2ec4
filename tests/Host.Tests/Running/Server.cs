using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Regulars.Host.Tests.Running;

/// <summary>A running server of an installation, and a caller with an API key.</summary>
internal sealed class Server : IDisposable
{
    private static readonly TimeSpan MostTimeToStart = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MostTimeToStop = TimeSpan.FromMinutes(1);

    private readonly RunningProgram program;

    private Server(RunningProgram program, int port, string key)
    {
        this.program = program;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = MostTimeToStart };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public HttpClient Client { get; }

    public int ProcessId => program.ProcessId;

    /// <summary>Makes an API key that may do what the tests do.</summary>
    public static async Task<string> NewKey(Place place) => (await place.Run(
        "keys", "create", "till", "--scope", "facts.write", "customers.read", "customers.write", "customers.erase", "reports.read")).Well().Output.Trim();

    /// <summary>Starts the server and waits until it says that it is there.</summary>
    public static Task<Server> StartAsync(Place place, string key, params IReadOnlyList<(string Name, string Value)> environment) =>
        StartAsync(place, key, outlivesLimits: false, environment);

    /// <summary>Starts the server; it may outlive a limit on the size of its files, which then is to it as a full disk.</summary>
    public static async Task<Server> StartAsync(Place place, string key, bool outlivesLimits, params IReadOnlyList<(string Name, string Value)> environment)
    {
        var port = FreePort();
        var surroundings = new Dictionary<string, string>(place.Environment);
        foreach (var (name, value) in environment)
        {
            surroundings[name] = value;
        }

        string[] serve = ["serve", "--port", $"{port}"];
        var started = outlivesLimits
            ? RunningProgram.Start("sh", surroundings, ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", RegularsProgram.Path, .. serve])
            : RegularsProgram.Start(surroundings, serve);
        var server = new Server(started, port, key);
        await server.program.ErrorLineWith($":{port}", MostTimeToStart);
        return server;
    }

    /// <summary>Posts JSON, with a key for repeats if there is one.</summary>
    public async Task<HttpResponseMessage> Post(string address, string json, string? repeatKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (repeatKey is not null)
        {
            request.Headers.Add("Idempotency-Key", repeatKey);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill() => program.KillAfter(TimeSpan.Zero);

    /// <summary>Asks it to end and waits until it has.</summary>
    public async Task<Ran> StopAsync()
    {
        Terminate();
        return await EndAsync();
    }

    /// <summary>Tells it to stop, and does not wait.</summary>
    public void Terminate() => program.Terminate();

    /// <summary>Waits until it has ended.</summary>
    public Task<Ran> EndAsync() => program.EndAsync(MostTimeToStop);

    /// <summary>Whether it ends within a time.</summary>
    public Task<bool> EndsWithin(TimeSpan time) => program.EndsWithin(time);

    public void Dispose()
    {
        Client.Dispose();
        program.Dispose();
    }

    /// <summary>A port of the loopback address that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
