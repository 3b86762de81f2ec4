using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Regulars.Ui.Tests;

public sealed class EndpointTests : IAsyncLifetime
{
    private readonly WebApplication server = Build();
    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync(TestContext.Current.CancellationToken);
        browser.BaseAddress = new Uri(server.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Built_files_are_kept_for_ever_and_asked_for_once()
    {
        using var first = await Get(UiAssets.Address("regulars.js"), null);
        using var again = await Get(UiAssets.Address("regulars.js"), first.Headers.ETag!.Tag);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", first.Headers.CacheControl!.ToString());
        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_file_under_an_older_address_is_found_but_not_kept()
    {
        using var older = await Get("/assets/0123456789abcdef/regulars.css", null);
        using var unknown = await Get($"/assets/{UiAssets.Hash}/secrets.txt", null);

        Assert.Equal("no-cache", older.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("/customers?q=a", "/customers?q=a")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("", "/")]
    public async Task A_choice_of_language_is_kept_and_returns_within_the_console_only(string address, string expected)
    {
        using var answer = await Choose(new() { ["language"] = "uk", ["theme"] = "nonsense", ["return"] = address }, withToken: true);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("regulars-language=uk; max-age=31536000", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_without_the_token_is_refused()
    {
        using var answer = await Choose(new() { ["language"] = "uk" }, withToken: false);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAntiforgery();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.UseFormTokens();
        application.MapUiAssets();
        application.MapUiPreferences();
        application.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        return application;
    }

    private async Task<HttpResponseMessage> Get(string address, string? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.ParseAdd(known);
        }

        return await browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> Choose(Dictionary<string, string> answers, bool withToken)
    {
        var token = await browser.GetStringAsync("/token", TestContext.Current.CancellationToken);
        if (withToken)
        {
            answers["__RequestVerificationToken"] = token;
        }

        using var content = new FormUrlEncodedContent(answers);
        return await browser.PostAsync("/preferences", content, TestContext.Current.CancellationToken);
    }
}
