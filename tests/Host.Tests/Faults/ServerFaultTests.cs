using System.Collections.Concurrent;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests.Faults;

/// <summary>A server that is killed under a load of single facts: what was answered is there once, what was not is there at most once.</summary>
public sealed class ServerFaultTests
{
    private const int Callers = 16;

    private const int FactsPerRound = 1_500;

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public Task Killed_three_times_under_load_it_has_every_answered_fact_once(StorageEngine engine) => KillAsync(engine, kills: 3, seed: 20261122);

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    [Trait("Category", "Long")]
    public Task Killed_fifty_times_under_load_it_has_every_answered_fact_once(StorageEngine engine) => KillAsync(engine, kills: 50, seed: 7);

    private static async Task KillAsync(StorageEngine engine, int kills, int seed)
    {
        using var place = new Place(engine);
        var key = await Server.NewKey(place);
        var random = new Random(seed);
        var answered = new ConcurrentDictionary<string, string>();
        var sent = new List<string>();
        var unansweredAtKill = 0;
        for (var round = 0; round < kills; round++)
        {
            using var server = await Server.StartAsync(place, key);
            var facts = Enumerable.Range(sent.Count, FactsPerRound).Select(number => $"fact-{number}").ToList();
            sent.AddRange(facts);
            await LoadAsync(server, facts, answered, killAt: answered.Count + random.Next(1, FactsPerRound * 4 / 5));
            unansweredAtKill += facts.Count(fact => !answered.ContainsKey(fact));
        }

        using var restarted = await Server.StartAsync(place, key);
        CheckKept(place, answered.Keys, $"{kills} kills with seed {seed}");
        await RepeatAsync(restarted, sent, answered);
        Assert.InRange(unansweredAtKill, kills, sent.Count);
        Assert.Equal(sent.Count, place.Ask("SELECT count(*) FROM fact"));
        Assert.Equal(sent.Count, place.Ask("SELECT count(DISTINCT content) FROM fact"));
        Assert.Equal(0, (await restarted.StopAsync()).ExitCode);
        (await place.Run("doctor")).Well();
    }

    /// <summary>Sends facts from several callers at once and kills the server when so many are answered.</summary>
    private static async Task LoadAsync(Server server, List<string> facts, ConcurrentDictionary<string, string> answered, int killAt)
    {
        var waiting = new ConcurrentQueue<string>(facts);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (waiting.TryDequeue(out var fact))
            {
                try
                {
                    using var answer = await server.Post("/api/v1/facts", Body(fact), fact);
                    var body = await answer.Content.ReadAsStringAsync();
                    Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
                    answered[fact] = body;
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException)
                {
                    return;
                }

                if (answered.Count >= killAt)
                {
                    server.Kill();
                }
            }
        })));
    }

    /// <summary>Every answered fact is there, and none is there twice.</summary>
    private static void CheckKept(Place place, IEnumerable<string> answered, string after)
    {
        var kept = place.Texts("SELECT content FROM fact").CountBy(content => content).ToDictionary();
        Assert.All(kept, fact => Assert.True(fact.Value == 1, $"After {after}, {fact.Key} is there {fact.Value} times."));
        Assert.All(answered, fact => Assert.True(kept.ContainsKey(Content(fact)), $"After {after}, {fact} was answered and is gone."));
    }

    /// <summary>Repeats everything: what was answered gets the same answer, what was not is recorded now or was before.</summary>
    private static Task RepeatAsync(Server server, List<string> sent, ConcurrentDictionary<string, string> answered) => Parallel.ForEachAsync(
        sent,
        new ParallelOptions { MaxDegreeOfParallelism = Callers },
        async (fact, cancellation) =>
        {
            using var answer = await server.Post("/api/v1/facts", Body(fact), fact);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
            Assert.Equal(answered.GetValueOrDefault(fact, body), body);
        });

    private static string Content(string fact) => $$"""{"name":"{{fact}}"}""";

    private static string Body(string fact) =>
        $$"""{"kind":"visit","occurredAt":"2026-11-22T10:00:00Z","customer":{"number":"c{{fact[^2..]}}"},"content":{{Content(fact)}}}""";
}
