using System.Net;
using System.Text.RegularExpressions;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests.Access;

/// <summary>Somebody who speaks HTTP by hand: follows nothing, keeps cookies, and sends the token of our forms only when told to.</summary>
internal sealed partial class Caller : IDisposable
{
    public const string Password = "nine patient storks";

    private static int callers;

    private readonly CookieContainer cookies = new();

    private readonly HttpClient client;

    public Caller(Shop shop)
    {
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(shop.Address) };

        // As if each came from elsewhere by the proxy: attempts to sign in are counted by address.
        var number = Interlocked.Increment(ref callers);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.0.{number / 250}.{1 + (number % 250)}");
    }

    /// <summary>The address of a colleague who was invited.</summary>
    public string Email { get; private init; } = "";

    /// <summary>The cookies as a browser would send them.</summary>
    public string Cookies => cookies.GetCookieHeader(client.BaseAddress!);

    public static async Task<Caller> OwnerOf(Shop shop)
    {
        var owner = new Caller(shop);
        using var made = await owner.Post(
            "/first-visit",
            ("Code", shop.Code), ("Name", "Olha Owner"), ("Email", "olha@shop.example"), ("Password", Password), ("Business", "Tea"), ("Currency", "EUR"), ("TimeZone", "Europe/Kyiv"));
        Assert.Equal("/", made.Headers.Location?.ToString());
        return owner;
    }

    /// <summary>A colleague in a role, invited by this owner.</summary>
    public async Task<Caller> Invite(Shop shop, string role)
    {
        var email = $"{role}{Interlocked.Increment(ref callers)}@shop.example";
        using var invited = await Post("/settings/users", ("name", role), ("email", email), ("role", role));
        var link = Invitation().Match(await Body(invited)).Groups["link"].Value;
        var colleague = new Caller(shop) { Email = email };
        using var entered = await colleague.Post("/invitation", ("token", link[(link.IndexOf('=') + 1)..]), ("password", Password));
        Assert.Equal("/", entered.Headers.Location?.ToString());
        return colleague;
    }

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers, null);

    /// <summary>Sends a form as our pages do.</summary>
    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) =>
        await Send(HttpMethod.Post, path, await Token(), [], fields);

    public async Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? token, (string Name, string Value)[] headers, (string Name, string Value)[]? fields)
    {
        using var request = new HttpRequestMessage(method, path);
        if (fields is not null)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        }

        if (token is not null)
        {
            request.Headers.Add("X-Form-Token", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The token of a page's forms.</summary>
    public async Task<string> Token()
    {
        foreach (var path in (string[])["/sign-in", "/first-visit", "/there-is-nothing-here"])
        {
            using var page = await Get(path);
            if (FormToken().Match(await Body(page)) is { Success: true } token)
            {
                return WebUtility.HtmlDecode(token.Groups["token"].Value);
            }
        }

        throw new InvalidOperationException("No page has a form token.");
    }

    public static Task<string> Body(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""name="form-token" data-header="[^"]*" content="(?<token>[^"]+)""" + "\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FormToken();

    [GeneratedRegex("""id="invitation" value="(?<link>[^"]+)""" + "\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Invitation();
}
