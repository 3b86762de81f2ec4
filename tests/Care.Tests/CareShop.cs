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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
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

namespace Regulars.Care.Tests;

/// <summary>Journal, Insights and Care served over a fresh database, with a clock that stands until it is moved.</summary>
public sealed class CareShop : IAsyncDisposable
{
    public static readonly Currency Euro = Currency.Of("EUR");

    private readonly TestDatabase test;

    private readonly string uploads = Directory.CreateTempSubdirectory("regulars-uploads").FullName;

    private WebApplication application = null!;

    private HttpClient browser = null!;

    private CareShop(Engine engine) => test = TestDatabase.Create(engine, JournalModule.Migrations, InsightsModule.Migrations, CareModule.Migrations);

    public ManualClock Clock { get; } = new();

    public Database Database => test.Database;

    public Day Today => Service<BusinessStore>().Current.Calendar.DayOf(Instant.Now(Clock));

    public T Service<T>()
        where T : notnull => application.Services.GetRequiredService<T>();

    public static async Task<CareShop> Open(Engine engine)
    {
        var shop = new CareShop(engine);
        await shop.Start();
        return shop;
    }

    public static CustomerInput Customer(int number) => new() { Identities = [new IdentityInput(IdentityKind.Email, $"person{number}@mail.example")] };

    /// <summary>An order of one thing, a number of days ago.</summary>
    public Task Order(int customer, string number, int daysAgo, OrderState state = OrderState.Sold, string product = "tea", string store = "web") =>
        Service<JournalIntake>().SubmitAsync(new RecordOrder(new OrderInput
        {
            Source = "shop", Number = number, PlacedAt = DaysAgo(daysAgo), State = state, Currency = Euro, Country = "Poland", Store = store, Customer = Customer(customer),
            Lines = [new OrderLineInput(product, product, "things", 1, 10, 1000)],
        })
        { Origin = Origin.History });

    /// <summary>A fact, a number of days ago.</summary>
    public Task Tell(int customer, string kind, int daysAgo, string? content = null) => Service<JournalIntake>().SubmitAsync(new RecordFact(
        new FactInput { Kind = kind, Source = "shop", OccurredAt = DaysAgo(daysAgo), Customer = Customer(customer), Content = content }) { Origin = Origin.History });

    /// <summary>The night's work.</summary>
    public int Night() => Service<CareRefresh>().Run(_ => { }, CancellationToken.None);

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

    public async Task<JsonElement> Json(string address) => JsonElement.Parse(await browser.GetStringAsync(address, TestContext.Current.CancellationToken));

    /// <summary>Asks with a body, as a program does.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> Ask(string address, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Sends a form as a page of the console does; answers the status and the address that it leads to.</summary>
    public async Task<(HttpStatusCode Status, string? Address, string Body)> Post(string address, params (string Name, string Value)[] answers)
    {
        var token = (await Page("/obstacles")).QuerySelector("input[name=token]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([.. answers.Select(answer => KeyValuePair.Create(answer.Name, answer.Value)), KeyValuePair.Create("token", token)]);
        using var answer = await browser.PostAsync(address, content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await application.StopAsync();
        await application.DisposeAsync();
        test.Dispose();
        Directory.Delete(uploads, recursive: true);
    }

    private Instant DaysAgo(int days) => Instant.Now(Clock).Plus(TimeSpan.FromDays(-days));

    private async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "care-tests" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock).AddSingleton(test.Database).AddSingleton(new ErasureRecord(new byte[32], null)).AddSingleton(new UploadFolder(uploads))
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddSingleton<Colleagues, TwoColleagues>()
            .AddUi().AddJournal().AddInsights().AddCare().RemoveAll<IHostedService>()
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
        application.MapCare();
        await application.StartAsync(TestContext.Current.CancellationToken);
        browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(application.Urls.First()) };
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

    /// <summary>Two people of the console.</summary>
    private sealed class TwoColleagues : Colleagues
    {
        public override IReadOnlyList<Colleague> All() =>
        [
            new(new Guid("01990000-0000-7000-8000-000000000001"), "Olha", "olha@shop.example"),
            new(new Guid("01990000-0000-7000-8000-000000000002"), "Marek", "marek@shop.example"),
        ];
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
