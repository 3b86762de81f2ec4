using System.Net;
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
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Regulars.Journal;
using Regulars.Journal.Contracts;
using Regulars.Journal.Importing;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Storage;
using Regulars.Testing;
using Regulars.Ui;

namespace Regulars.Serving;

/// <summary>The pages and addresses of Journal and of other rooms served over a fresh database to somebody who may do everything, with a
/// clock that stands until it is moved.</summary>
/// <param name="engine">The engine of the database.</param>
/// <param name="tables">The tables of the rooms besides Journal.</param>
public abstract class ServedConsole(Engine engine, params IReadOnlyList<MigrationSource> tables) : IAsyncDisposable
{
    public static readonly Currency Euro = Currency.Of("EUR");

    private readonly TestDatabase test = TestDatabase.Create(engine, [JournalModule.Migrations, .. tables]);

    private readonly string uploads = Directory.CreateTempSubdirectory("regulars-uploads").FullName;

    private WebApplication application = null!;

    public ManualClock Clock { get; } = new();

    public Database Database => test.Database;

    protected HttpClient Browser { get; private set; } = null!;

    public T Service<T>()
        where T : notnull => application.Services.GetRequiredService<T>();

    public Task<HttpResponseMessage> Send(string address, string language = "en")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptLanguage.ParseAdd(language);
        return Browser.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<IDocument> Page(string address, string language = "en")
    {
        using var answer = await Send(address, language);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> Json(string address) => JsonElement.Parse(await Browser.GetStringAsync(address, TestContext.Current.CancellationToken));

    /// <summary>Asks with a body, as a program does.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> Ask(string address, string body, string? key = null, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await Browser.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Sends a form as a page of the console does; answers the status, the address that it leads to, and what is shown.</summary>
    public async Task<(HttpStatusCode Status, string? Address, string Body)> Submit(string address, params (string Name, string Value)[] answers)
    {
        using var content = new FormUrlEncodedContent([.. answers.Select(answer => KeyValuePair.Create(answer.Name, answer.Value)), await Token()]);
        using var answer = await Browser.PostAsync(address, content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await application.StopAsync();
        await application.DisposeAsync();
        test.Dispose();
        Directory.Delete(uploads, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The token that a form carries.</summary>
    protected async Task<KeyValuePair<string, string>> Token()
    {
        var page = await Page("/import");
        return KeyValuePair.Create("token", page.QuerySelector("input[name=token]")!.GetAttribute("value")!);
    }

    /// <summary>Starts serving.</summary>
    /// <param name="add">Adds the services of the rooms besides Journal.</param>
    /// <param name="map">Maps their pages and addresses.</param>
    protected async Task Start(Action<IServiceCollection> add, Action<IEndpointRouteBuilder> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(Database)
            .AddSingleton(new ErasureRecord(new byte[32], null)).AddSingleton(new UploadFolder(uploads))
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddUi().AddJournal();
        add(builder.Services);
        builder.Services
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
        application.UseFormTokens();
        application.MapJournal();
        map(application);
        await application.StartAsync(TestContext.Current.CancellationToken);
        Browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(application.Urls.First()) };
    }

    private static Reader OfReader(IServiceProvider services)
    {
        var context = services.GetRequiredService<IHttpContextAccessor>().HttpContext!;
        var business = services.GetRequiredService<BusinessStore>().Current;
        return new Reader(services.GetRequiredService<TextCatalog>(), LanguageChoice.Pick(null, null, context.Request.Headers.AcceptLanguage), business.Calendar, business.Currency);
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
