using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>What a collector of OpenTelemetry gets, by the protocol (OTLP over HTTP, protobuf).</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_collector_gets_metrics_and_traces_without_personal_data()
    {
        using var place = new Place(StorageEngine.Sqlite);
        var key = await Server.NewKey(place);
        var port = Server.FreePort();
        using var collector = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
        collector.Start();
        var received = new ConcurrentDictionary<string, string>();
        var collecting = CollectAsync(collector, received);

        using (var server = await Server.StartAsync(
            place, key, ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            using var answer = await server.Post("/api/v1/facts", """{"kind":"visit","customer":{"email":"secret.person@example.com"}}""", "collected-1");
            Assert.True(answer.IsSuccessStatusCode);
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }

        collector.Stop();
        await collecting;
        Assert.Contains("regulars.intake.requests", received["/v1/metrics"]);
        Assert.Contains("regulars.intake.commit", received["/v1/metrics"]);
        Assert.Contains("http.server.request.duration", received["/v1/metrics"]);
        Assert.Contains("intake.commit", received["/v1/traces"]);
        Assert.Contains("Microsoft.AspNetCore.Hosting.HttpRequestIn", received["/v1/traces"]);
        Assert.All(received.Values, body => Assert.DoesNotContain("secret.person", body));
    }

    /// <summary>Takes what is sent. Names stand in protobuf as they are.</summary>
    private static async Task CollectAsync(HttpListener collector, ConcurrentDictionary<string, string> received)
    {
        while (collector.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await collector.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            received.AddOrUpdate(context.Request.Url!.AbsolutePath, _ => Encoding.Latin1.GetString(body.ToArray()), (_, sent) => sent + Encoding.Latin1.GetString(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
