using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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
    internal async Task<string> Tell(string key, string order)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Shop.Address}/api/v1/orders") { Content = new StringContent(order, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await Caller.Body(answer);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("customer").GetString()!;
    }

    [GeneratedRegex("""id="new-key" value="(?<key>[^"]+)""" + "\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Key();
}
