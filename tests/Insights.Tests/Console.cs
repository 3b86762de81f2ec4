using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Regulars.Insights;
using Regulars.Journal;
using Regulars.Journal.Contracts;
using Regulars.Journal.Importing;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Testing;
using Regulars.Ui;

namespace Regulars.Insights.Tests;

/// <summary>The pages of Journal and Insights served over a fresh database, visited as a browser does.</summary>
public sealed class Console : IAsyncDisposable
{
    public static readonly Currency Euro = Currency.Of("EUR");

    private readonly TestDatabase test;

    private readonly string uploads = Directory.CreateTempSubdirectory("regulars-uploads").FullName;

    private WebApplication application = null!;

    private HttpClient browser = null!;

    private Console(Engine engine) => test = TestDatabase.Create(engine, JournalModule.Migrations, InsightsModule.Migrations);

    public ManualClock Clock { get; } = new();

    public Database Database => test.Database;

    public T Service<T>()
        where T : notnull => application.Services.GetRequiredService<T>();

    public static async Task<Console> Open(Engine engine)
    {
        var console = new Console(engine);
        await console.Start();
        return console;
    }

    /// <summary>Records an order of so many euros, a number of days ago.</summary>
    public async Task<CustomerId> Order(string number, CustomerInput customer, decimal euros, int daysAgo, bool isReturned = false)
    {
        var line = new OrderLineInput("tea", "Green tea", "drinks", 1, euros, Euro.ToMinor(euros));
        var answer = await Service<JournalIntake>().SubmitAsync(new RecordOrder(new OrderInput
        {
            Source = "shop",
            Number = number,
            PlacedAt = Instant.Now(Clock).Plus(TimeSpan.FromDays(-daysAgo)),
            Currency = Euro,
            Country = daysAgo % 2 == 0 ? "Poland" : "France",
            Customer = customer,
            Lines = isReturned ? [line, line with { IsReturn = true }] : [line],
        })
        { Origin = Origin.History });
        return answer!.Customer!.Value;
    }

    public static CustomerInput Customer(string name, string email, string? phone = null, string? card = null) => new()
    {
        Identities =
        [
            new IdentityInput(IdentityKind.Email, email),
            .. phone is null ? [] : new[] { new IdentityInput(IdentityKind.Phone, phone) },
            .. card is null ? [] : new[] { new IdentityInput(IdentityKind.Card, card) },
        ],
        Profile = new ProfileInput { Name = name },
    };

    public void Refresh() => Service<ScoreRefresh>().Run(_ => { }, CancellationToken.None);

    public Task<HttpResponseMessage> Send(string address, string language = "en")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd(language);
        return browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<IDocument> Page(string address, string language = "en")
    {
        using var answer = await Send(address, language);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> Json(string address) =>
        JsonElement.Parse(await browser.GetStringAsync(address, TestContext.Current.CancellationToken));

    /// <summary>Asks with a body, as a program does.</summary>
    public async Task<(System.Net.HttpStatusCode Status, JsonElement Answer)> Ask(string address, string body, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Sends a form as a page of the console does; answers the address that it leads to.</summary>
    public async Task<string> Post(string address, params (string Name, string Value)[] answers)
    {
        using var content = new FormUrlEncodedContent([.. answers.Select(answer => KeyValuePair.Create(answer.Name, answer.Value)), await Token()]);
        using var answer = await browser.PostAsync(address, content, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    public async Task<string> Upload(string fileName, string text)
    {
        var token = await Token();
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token.Value), token.Key },
            { new StringContent(text), "file", fileName },
        };
        using var answer = await browser.PostAsync("/import", content, TestContext.Current.CancellationToken);
        return answer.Headers.Location!.OriginalString;
    }

    public Task<HttpResponseMessage> PostWithoutToken(string address) =>
        browser.PostAsync(address, new FormUrlEncodedContent([KeyValuePair.Create("confirmed", "yes")]), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await application.StopAsync();
        await application.DisposeAsync();
        test.Dispose();
        Directory.Delete(uploads, recursive: true);
    }

    private async Task<KeyValuePair<string, string>> Token()
    {
        var page = await Page("/import");
        return KeyValuePair.Create("token", page.QuerySelector("input[name=token]")!.GetAttribute("value")!);
    }

    private async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Database)
            .AddSingleton(new ErasureRecord(new byte[32], null)).AddSingleton(new UploadFolder(uploads))
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddUi().AddJournal().AddInsights()
            .AddAntiforgery(options => options.FormFieldName = "token")
            .AddHttpContextAccessor()
            .AddScoped(OfReader).AddScoped(OfVisit)
            .AddRazorComponents();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, SignedIn>("test", null);
        builder.Services.AddAuthorization(options =>
        {
            foreach (var permission in Permission.All)
            {
                options.AddPolicy(permission, policy => policy.RequireClaim("permission", permission));
            }
        });
        application = builder.Build();
        Service<BusinessStore>().Save(new Business("Test shop", Euro, new BusinessCalendar("Europe/Warsaw"), new BusinessSettings { PhonePrefix = "48" }));
        application.Urls.Add("http://127.0.0.1:0");
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseAntiforgery();
        application.MapJournal();
        application.MapInsights();
        await application.StartAsync(TestContext.Current.CancellationToken);
        browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(application.Urls.First()) };
    }

    private static Reader OfReader(IServiceProvider services)
    {
        var context = services.GetRequiredService<IHttpContextAccessor>().HttpContext!;
        var business = services.GetRequiredService<BusinessStore>().Current;
        return new Reader(
            services.GetRequiredService<TextCatalog>(),
            LanguageChoice.Pick(null, null, context.Request.Headers.AcceptLanguage),
            business.Calendar,
            business.Currency);
    }

    private static Visit OfVisit(IServiceProvider services)
    {
        var context = services.GetRequiredService<IHttpContextAccessor>().HttpContext!;
        var tokens = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return new Visit { Path = context.Request.Path, FormToken = new FormToken(tokens.FormFieldName, "x-token", tokens.RequestToken!) };
    }

    private sealed class SignedIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var claims = Permission.All.Select(permission => new Claim("permission", permission)).Append(new Claim(ClaimTypes.Name, "Olha"));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, "test")), "test")));
        }
    }
}
