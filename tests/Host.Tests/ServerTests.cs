using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>The running server as other systems meet it.</summary>
public sealed class ServerTests
{
    private static readonly string[] Unrecordable =
    [
        """{"kind":"visit","customer":{"number":"7"},"content":{"a":"\u0000"}}""",
        """{"kind":"visit","customer":{"number":"7"},"content":{"a":"\ud83d"}}""",
        """{"kind":"visit","customer":{"number":"7"},"amount":92233720368547758.07,"currency":"USD","rate":1000000}""",
        """{"kind":"visit","customer":{"number":"7"},"occurredAt":"yesterday"}""",
        """{"kind":"visit","customer":{}}""",
        """{"kind":"visit"}""",
        """{"kind":""",
        "[]",
        "null",
    ];

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task One_poisoned_item_among_a_thousand_fails_alone(StorageEngine engine)
    {
        using var place = new Place(engine);
        using var server = await Server.StartAsync(place, await Server.NewKey(place));
        var items = Enumerable.Range(0, 1_000).Select(i => Fact($"c{i % 50}")).ToArray();
        items[100] = """{"kind":"visit\u0000","customer":{"number":"c1"}}""";
        items[200] = """{"kind":"visit","customer":{"number":"c1"},"amount":92233720368547758.07,"currency":"USD","rate":1000000}""";
        items[300] = """{"kind":"visit","customer":{"number":"c1\ud83d"}}""";
        items[400] = """{"kind":"visit","customer":{"email":"nobody"}}""";
        items[500] = """{"kind":"order.placed","customer":{"number":"c1"}}""";
        items[600] = "null";
        items[700] = """{"kind":"visit","customer":{"number":"c1"},"amount":"much"}""";

        using var answer = await server.Post("/api/v1/facts/batch", $$"""{"items":[{{string.Join(',', items)}}]}""");
        var answers = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(1_000, answers.Count);
        Assert.Equal(
            [100, 200, 300, 400, 500, 600, 700],
            Enumerable.Range(0, 1_000).Where(i => answers[i].GetProperty("status").GetString() != "recorded"));
        Assert.All([100, 200, 300, 400, 500, 600, 700], i => Assert.NotEmpty(answers[i].GetProperty("problem").GetProperty("code").GetString()!));
        Assert.Equal(993, place.Ask("SELECT count(*) FROM fact"));
        Assert.Equal(50, place.Ask("SELECT count(*) FROM customer"));
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task What_cannot_be_recorded_is_refused_with_a_stable_code_and_the_next_fact_goes_in(StorageEngine engine)
    {
        using var place = new Place(engine);
        using var server = await Server.StartAsync(place, await Server.NewKey(place));
        for (var i = 0; i < Unrecordable.Length; i++)
        {
            using var refused = await server.Post("/api/v1/facts", Unrecordable[i], $"poison-{i}");
            var problem = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True((int)refused.StatusCode is 400 or 422, $"{(int)refused.StatusCode} for {Unrecordable[i]}: {problem}");
            Assert.NotEmpty(JsonDocument.Parse(problem).RootElement.GetProperty("code").GetString()!);

            using var next = await server.Post("/api/v1/facts", Fact("7"), $"sound-{i}");
            Assert.True(next.IsSuccessStatusCode);
            Assert.Equal(i + 1, place.Ask("SELECT count(*) FROM fact"));
        }
    }

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.PostgreSql)]
    public async Task Who_was_erased_after_a_backup_is_erased_again_when_it_is_restored(StorageEngine engine)
    {
        using var place = new Place(engine);
        (await place.Run("import", place.Write("a.csv", SmallShop.Export(100)))).Well();
        var report = await place.Report();
        var key = await Server.NewKey(place);
        var backup = (await place.Run("backup", place.NewFile("kept"))).Well().Output.Trim();
        using (var server = await Server.StartAsync(place, key))
        {
            using var found = await server.Post("/api/v1/customers", """{"email":"person3@example.com"}""");
            var customer = JsonDocument.Parse(await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("customer").GetGuid();
            using var erased = await server.Client.DeleteAsync($"/api/v1/customers/{customer}", TestContext.Current.CancellationToken);
            Assert.True(erased.IsSuccessStatusCode);
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }

        (await place.Run("restore", backup)).Well();

        Assert.Equal(0, place.Ask("SELECT count(*) FROM identity WHERE value LIKE '%person3@%'"));
        Assert.Equal(1, place.Ask("SELECT count(*) FROM customer WHERE erased_at IS NOT NULL"));
        Assert.Equal(report, await place.Report());
        (await place.Run("import", place.Write("a.csv", SmallShop.Export(100)))).Well();
        Assert.Equal(0, place.Ask("SELECT count(*) FROM identity WHERE value LIKE '%person3@%'"));
        (await place.Run("doctor")).Well();
    }

    [Fact]
    public async Task What_is_being_sent_when_it_is_told_to_stop_is_taken_and_answered()
    {
        using var place = new Place(StorageEngine.Sqlite);
        using var server = await Server.StartAsync(place, await Server.NewKey(place));
        using var content = new HeldBack(Fact("1")) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/facts") { Content = content };
        request.Headers.ExpectContinue = true;
        request.Headers.Add("Idempotency-Key", "late");
        var answer = server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await content.IsAskedFor;

        server.Terminate();
        Assert.False(await server.EndsWithin(TimeSpan.FromSeconds(4)));
        content.Send();

        using var taken = await answer;
        Assert.True(taken.IsSuccessStatusCode, $"{(int)taken.StatusCode}");
        Assert.Equal(0, (await server.EndAsync()).ExitCode);
        Assert.Equal(1, place.Ask("SELECT count(*) FROM fact"));
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_is_refused_while_the_server_runs()
    {
        using var place = new Place(StorageEngine.Sqlite);
        using var server = await Server.StartAsync(place, await Server.NewKey(place));

        var ran = await place.Run("import", place.Write("a.csv", SmallShop.Export(10)));

        Assert.Equal(1, ran.ExitCode);
        Assert.NotEmpty(ran.Errors);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v1/facts", 405)]
    [InlineData("POST", "/api/v1/facts", 415)]
    public async Task What_no_address_takes_is_told_as_a_problem(string method, string address, int status)
    {
        using var place = new Place(StorageEngine.Sqlite);
        using var server = await Server.StartAsync(place, await Server.NewKey(place));
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new StringContent("kind=visit") };

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal($"http.{status}", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_so_and_holds_up_nobody_else()
    {
        using var place = new Place(StorageEngine.Sqlite);
        var (hasty, other) = (await Server.NewKey(place), await Server.NewKey(place));
        using var server = await Server.StartAsync(place, hasty, ("REGULARS_API_REQUESTS_PER_SECOND", "10"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => server.Post("/api/v1/facts", Fact("7"), $"hasty-{i}")));

        using var patient = new HttpRequestMessage(HttpMethod.Post, "/api/v1/facts") { Content = new StringContent(Fact("8"), System.Text.Encoding.UTF8, "application/json") };
        patient.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", other);
        using var taken = await server.Client.SendAsync(patient, TestContext.Current.CancellationToken);

        Assert.Contains(answers, answer => (int)answer.StatusCode == 429 && answer.Headers.RetryAfter is not null);
        Assert.True(taken.IsSuccessStatusCode);
        Assert.Equal(answers.Count(answer => answer.IsSuccessStatusCode) + 1, place.Ask("SELECT count(*) FROM fact"));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Without_a_key_or_with_a_revoked_one_nothing_is_taken()
    {
        using var place = new Place(StorageEngine.Sqlite);
        var revoked = await Server.NewKey(place);
        (await place.Run("keys", "revoke", (await place.Run("keys", "list")).Output[..36])).Well();
        using var server = await Server.StartAsync(place, revoked);

        using var answer = await server.Post("/api/v1/facts", Fact("7"));

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, place.Ask("SELECT count(*) FROM fact"));
    }

    private static string Fact(string customer) => $$$"""{"kind":"visit","customer":{"number":"{{{customer}}}"}}""";

    /// <summary>A body that the server asks for and that comes when it is let go.</summary>
    private sealed class HeldBack(string body) : HttpContent
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsAskedFor => asked.Task;

        public void Send() => sent.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            asked.SetResult();
            await sent.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(body));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Encoding.UTF8.GetByteCount(body);
            return true;
        }
    }
}
