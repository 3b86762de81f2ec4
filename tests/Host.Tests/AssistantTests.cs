using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Regulars.Host.Tests.Running;

namespace Regulars.Host.Tests;

/// <summary>The tools of assistants, asked by the client that the protocol's own library brings.</summary>
public sealed class AssistantTests(AssistantTests.ServedShop shop) : IClassFixture<AssistantTests.ServedShop>
{
    [Fact]
    public async Task An_assistant_finds_a_customer_hears_the_story_and_leaves_a_note_once()
    {
        await using var assistant = await Assistant(shop.Key);

        var found = await Ask(assistant, "find_customer", ("words", "Anna"));
        var customer = found.GetProperty("items")[0].GetProperty("id").GetString()!;
        await Ask(assistant, "add_note", ("customer", customer), ("text", "Просила зателефонувати 🙂"));
        await Ask(assistant, "add_note", ("customer", customer), ("text", "Просила зателефонувати 🙂"));
        var story = await Ask(assistant, "customer_story", ("customer", customer));

        Assert.Equal("Просила зателефонувати 🙂", Assert.Single(
            story.GetProperty("items").EnumerateArray(), fact => fact.GetProperty("kind").GetString() == "note.added").GetProperty("content").GetProperty("text").GetString());
        Assert.Contains(story.GetProperty("items").EnumerateArray(), fact => fact.GetProperty("kind").GetString() == "order.placed");
        Assert.True((await Ask(assistant, "measures")).TryGetProperty("retention", out _));
        Assert.True((await Ask(assistant, "segment_counts")).TryGetProperty("built", out _));
    }

    [Fact]
    public async Task A_key_lists_and_runs_only_what_it_permits()
    {
        await using var assistant = await Assistant(shop.ReadersKey);

        var tools = (await assistant.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(tool => tool.Name).ToList();
        var refused = await assistant.CallToolAsync(
            "add_note", new Dictionary<string, object?> { ["customer"] = Guid.NewGuid().ToString(), ["text"] = "no" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("find_customer", tools);
        Assert.Contains("things_to_do", tools);
        Assert.DoesNotContain("add_note", tools);
        Assert.DoesNotContain("measures", tools);
        Assert.True(refused.IsError);
        Assert.Contains("tool.unknown", Said(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_for_reports_alone_hears_nothing_of_customers()
    {
        await using var assistant = await Assistant(shop.ReportsKey);

        var tools = (await assistant.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(tool => tool.Name).ToList();
        var refused = await assistant.CallToolAsync(
            "why_at_risk", new Dictionary<string, object?> { ["customer"] = Guid.NewGuid().ToString() }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["measures"], tools);
        Assert.Contains("tool.unknown", Said(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_input_is_an_answer_that_names_the_place()
    {
        await using var assistant = await Assistant(shop.Key);

        foreach (var (tool, inputs, code) in new (string, Dictionary<string, object?>, string)[]
        {
            ("find_customer", [], "tool.input_missing"),
            ("find_customer", new() { ["words"] = 7 }, "tool.input"),
            ("customer_story", new() { ["customer"] = "nobody" }, "tool.customer"),
            ("customer_story", new() { ["customer"] = Guid.NewGuid().ToString() }, "customer.unknown"),
            ("decide_thing_to_do", new() { ["customer"] = Guid.NewGuid().ToString(), ["action"] = "dance", ["decision"] = "done" }, "action.unknown"),
        })
        {
            var answer = await assistant.CallToolAsync(tool, inputs, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(answer.IsError);
            Assert.Equal(code, JsonElement.Parse(Said(answer)).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Without_a_key_the_door_is_shut() => await Assert.ThrowsAnyAsync<HttpRequestException>(() => Assistant("none"));

    private Task<McpClient> Assistant(string key) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(shop.Server.Client.BaseAddress!, "/api/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
        }),
        cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<JsonElement> Ask(McpClient assistant, string tool, params (string Name, string Value)[] inputs)
    {
        var answer = await assistant.CallToolAsync(
            tool, inputs.ToDictionary(input => input.Name, input => (object?)input.Value), cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(answer.IsError, Said(answer));
        return JsonElement.Parse(Said(answer));
    }

    private static string Said(CallToolResult answer) => Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;

    /// <summary>A running shop with two customers.</summary>
    public sealed class ServedShop : IAsyncLifetime
    {
        internal Place Place { get; } = new(StorageEngine.Sqlite);

        internal Server Server { get; private set; } = null!;

        internal string Key { get; private set; } = "";

        internal string ReadersKey { get; private set; } = "";

        internal string ReportsKey { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Key = await Server.NewKey(Place);
            ReadersKey = (await Place.Run("keys", "create", "reader", "--scope", "customers.read")).Well().Output.Trim();
            ReportsKey = (await Place.Run("keys", "create", "reports", "--scope", "reports.read")).Well().Output.Trim();
            Server = await Server.StartAsync(Place, Key);
            foreach (var (number, name, customer) in new[] { ("1", "Anna Kowalska", "C1"), ("2", "Anna Kowalska", "C1"), ("3", "Boris", "C2") })
            {
                using var answer = await Server.Post(
                    "/api/v1/orders",
                    $$$"""{"number":"{{{number}}}","placedAt":"2026-11-0{{{number}}}T10:00:00Z","currency":"EUR","customer":{"number":"{{{customer}}}","profile":{"name":"{{{name}}}"}},"lines":[{"product":"tea","quantity":1,"unitPrice":5}]}""");
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            }
        }

        public ValueTask DisposeAsync()
        {
            Server.Dispose();
            Place.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
