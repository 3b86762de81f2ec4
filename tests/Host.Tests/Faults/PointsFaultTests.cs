using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests.Faults;

/// <summary>Points under load while the program is killed, its disk is full or its connections are cut: after every round the ledger
/// agrees, every answered request is there, and none is there twice.</summary>
public sealed class PointsFaultTests
{
    private const int Callers = 16;

    private const int Members = 40;

    private const int RequestsPerRound = 500;

    /// <summary>What every order gives.</summary>
    private const int Points = 42;

    /// <summary>Nothing can be written past so many bytes of any file: less than the database has.</summary>
    private const int FullDisk = 32_768;

    private static readonly TimeSpan MostTimeToRecover = TimeSpan.FromMinutes(1);

    private enum Fault
    {
        Kill,
        FullDisk,
        CutConnections,
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public Task After_two_rounds_of_faults_under_load_no_point_is_lost_or_given_twice(StorageEngine engine) => RoundsAsync(engine, rounds: 2, seed: 20261126);

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    [Trait("Category", "Long")]
    public Task After_a_hundred_rounds_of_faults_under_load_no_point_is_lost_or_given_twice(StorageEngine engine) => RoundsAsync(engine, rounds: 100, seed: 5);

    private static async Task RoundsAsync(StorageEngine engine, int rounds, int seed)
    {
        using var place = new Place(engine);
        var key = (await place.Run("keys", "create", "till", "--scope", "facts.write", "points.use", "loyalty.write")).Well().Output.Trim();
        var random = new Random(seed);
        var answered = new ConcurrentDictionary<string, Answer>();
        var sent = new List<Request>();
        var disturbed = 0;
        for (var round = 0; round < rounds; round++)
        {
            var fault = round % 2 == 0 ? Fault.Kill : engine is StorageEngine.Sqlite ? Fault.FullDisk : Fault.CutConnections;
            using var server = await Server.StartAsync(place, key, fault is Fault.FullDisk);
            if (round == 0)
            {
                await PublishAsync(server);
            }

            var requests = Requests(random, round, answered.Values);
            sent.AddRange(requests);
            disturbed += await LoadAsync(server, place, fault, requests, answered, faultAt: answered.Count + random.Next(20, RequestsPerRound / 2));
            if (fault is not Fault.Kill)
            {
                await RepeatAsync(server, requests, answered);
                Assert.Equal(0, (await server.StopAsync()).ExitCode);
            }

            (await place.Run("doctor", "--ledger")).Well();
            CheckKept(place, answered.Values, $"round {round} ({fault}) with seed {seed}");
        }

        using var restarted = await Server.StartAsync(place, key);
        await RepeatAsync(restarted, sent, answered);
        Assert.Equal(0, (await restarted.StopAsync()).ExitCode);
        (await place.Run("doctor", "--ledger")).Well();
        CheckKept(place, answered.Values, "everything was repeated");
        Assert.InRange(disturbed, rounds, sent.Count);
    }

    private static async Task PublishAsync(Server server)
    {
        using var programme = new StringContent(
            """{"name":"Club","units":[{"key":"points","value":0.01,"expiryMonths":12}],"rules":[{"key":"orders","points":1,"per":1}]}""", System.Text.Encoding.UTF8, "application/json");
        using var published = await server.Client.PutAsync("/api/v1/loyalty/programme", programme, TestContext.Current.CancellationToken);
        published.EnsureSuccessStatusCode();
    }

    /// <summary>Orders that earn, uses of points, and uses of earlier rounds undone.</summary>
    private static List<Request> Requests(Random random, int round, IEnumerable<Answer> answered)
    {
        var undoable = new Queue<Answer>(answered.Where(answer => answer.Request is { Kind: "redeem", Round: var of } && of == round - 1));
        return [.. Enumerable.Range(0, RequestsPerRound).Select(number =>
        {
            var (key, member) = ($"{round}-{number}", random.Next(Members));
            return random.Next(10) switch
            {
                < 5 => new Request(key, "order", round, member, "/api/v1/orders", $$"""
                    {"number":"{{key}}","placedAt":"2026-11-20T10:00:00Z","state":"sold","customer":{"number":"{{member}}"},"lines":[{"product":"tea","quantity":1,"unitPrice":{{Points}}}]}
                    """),
                < 8 => new Request(key, "redeem", round, member, "/api/v1/points/redemptions", $$"""{"customer":{"number":"{{member}}"},"points":{{random.Next(1, 20)}}}"""),
                _ => undoable.TryDequeue(out var use)
                    ? new Request(key, "undo", round, use.Request.Member, "/api/v1/points/redemptions/undo", $$"""{"customer":{"number":"{{use.Request.Member}}"},"version":{{use.Version}}}""")
                    : new Request(key, "redeem", round, member, "/api/v1/points/redemptions", $$"""{"customer":{"number":"{{member}}"},"points":1}"""),
            };
        })];
    }

    /// <summary>Sends requests from several callers at once, does harm when so many are answered, and tells how many found no answer.</summary>
    private static async Task<int> LoadAsync(
        Server server, Place place, Fault fault, List<Request> requests, ConcurrentDictionary<string, Answer> answered, int faultAt)
    {
        var waiting = new ConcurrentQueue<Request>(requests);
        var (harmed, unanswered) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (waiting.TryDequeue(out var request))
            {
                if (answered.Count >= faultAt && Interlocked.Exchange(ref harmed, 1) == 0)
                {
                    await HarmAsync(server, place, fault);
                }

                if (!await SendAsync(server, request, answered))
                {
                    Interlocked.Increment(ref unanswered);
                    if (fault is Fault.Kill)
                    {
                        return;
                    }
                }
            }
        })));
        if (fault is Fault.FullDisk)
        {
            await LimitFilesAsync(server, "unlimited");
        }

        return unanswered;
    }

    private static Task HarmAsync(Server server, Place place, Fault fault)
    {
        switch (fault)
        {
            case Fault.Kill:
                server.Kill();
                return Task.CompletedTask;
            case Fault.FullDisk:
                return LimitFilesAsync(server, $"{FullDisk}");
            default:
                place.Change("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                return Task.CompletedTask;
        }
    }

    private static async Task LimitFilesAsync(Server server, string bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{server.ProcessId}", $"--fsize={bytes}:"]);
        await limit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>Repeats what found no answer until it has one; what was answered gets the same answer.</summary>
    private static async Task RepeatAsync(Server server, List<Request> requests, ConcurrentDictionary<string, Answer> answered)
    {
        using var patience = new CancellationTokenSource(MostTimeToRecover * (1 + (requests.Count / RequestsPerRound)));
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = patience.Token }, async (request, cancellation) =>
        {
            while (!await SendAsync(server, request, answered))
            {
                cancellation.ThrowIfCancellationRequested();
            }
        });
    }

    /// <summary>Whether it found an answer: recorded, or refused for want of points.</summary>
    private static async Task<bool> SendAsync(Server server, Request request, ConcurrentDictionary<string, Answer> answered)
    {
        try
        {
            using var response = await server.Post(request.Address, request.Body, request.Key);
            var body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode is HttpStatusCode.OK)
            {
                Assert.Equal(answered.GetOrAdd(request.Key, _ => new Answer(request, body)).Body, body);
            }
            else
            {
                Assert.False(answered.ContainsKey(request.Key), $"{request.Key} was answered before, and now: {(int)response.StatusCode} {body}");
                Assert.True(response.StatusCode is HttpStatusCode.UnprocessableEntity or >= HttpStatusCode.InternalServerError, $"{(int)response.StatusCode}: {body}");
            }

            return response.StatusCode < HttpStatusCode.InternalServerError;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return false;
        }
    }

    /// <summary>Every answered request is there, none is there twice, and every order gave its points once.</summary>
    private static void CheckKept(Place place, IEnumerable<Answer> answered, string after)
    {
        var kept = place.Texts("SELECT request_key FROM fact WHERE kind IN ('points.redeemed', 'points.undone')").CountBy(key => key).ToDictionary();
        Assert.All(kept, use => Assert.True(use.Value == 1, $"After {after}, {use.Key} is there {use.Value} times."));
        var orders = place.Texts("SELECT number FROM purchase_order").ToHashSet();
        Assert.All(answered, answer => Assert.True(
            answer.Request.Kind is "order" ? orders.Contains(answer.Request.Key) : kept.ContainsKey(answer.Request.Key), $"After {after}, {answer.Request.Key} was answered and is gone."));
        Assert.Equal(orders.Count, place.Ask($"SELECT count(*) FROM lot WHERE granted = {Points}"));
        Assert.Equal(orders.Count, place.Ask("SELECT count(*) FROM lot"));
    }

    private sealed record Request(string Key, string Kind, int Round, int Member, string Address, string Body);

    private sealed record Answer(Request Request, string Body)
    {
        public long Version => JsonElement.Parse(Body).GetProperty("version").GetInt64();
    }
}
