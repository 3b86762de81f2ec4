using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests.Access;

/// <summary>A shop that is open, with its owner signed in; shared by the tests of a class.</summary>
public sealed partial class OpenShop : IAsyncLifetime
{
    internal Shop Shop { get; private set; } = null!;

    internal Caller Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Shop = await Shop.OpenAsync();
        Owner = await Caller.OwnerOf(Shop);
    }

    public ValueTask DisposeAsync()
    {
        Owner?.Dispose();
        Shop?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes an API key with one scope, as the owner does.</summary>
    internal async Task<string> NewKey(params IReadOnlyList<string> scopes)
    {
        using var made = await Owner.Post("/settings/keys", [("name", "till"), .. scopes.Select(scope => ("scopes", scope))]);
        return WebUtility.HtmlDecode(Key().Match(await Caller.Body(made)).Groups["key"].Value);
    }

    /// <summary>Tells an order as a till does and gives the customer's id.</summary>
    internal async Task<string> Tell(string key, string order) =>
        (await Ask(HttpMethod.Post, key, "/api/v1/orders", JsonNode.Parse(order)!))["customer"]!.GetValue<string>();

    /// <summary>Asks the API something that it grants, with a key for repeats if there is one, and gives its answer.</summary>
    internal async Task<JsonNode> Ask(HttpMethod method, string key, string path, object body, string? repeatKey = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, Shop.Address + path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (repeatKey is not null)
        {
            request.Headers.Add("Idempotency-Key", repeatKey);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await Caller.Body(answer);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    [GeneratedRegex("""id="new-key" value="(?<key>[^"]+)""" + "\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Key();
}
