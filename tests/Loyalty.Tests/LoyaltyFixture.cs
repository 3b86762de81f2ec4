using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Regulars.Journal;
using Regulars.Journal.Api;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Journal.Storage;
using Regulars.Kernel;
using Regulars.Loyalty.Till;
using Regulars.Storage;
using Regulars.Testing;
using Regulars.Ui;

namespace Regulars.Loyalty.Tests;

/// <summary>The API of Journal and Loyalty on a fresh database, by real HTTP, with a clock that stands until it is moved.</summary>
public sealed class LoyaltyFixture : IAsyncDisposable
{
    /// <summary>A header by which somebody asks who lacks a permission.</summary>
    private const string Withheld = "Test-Withheld";

    private readonly TestDatabase test;

    private readonly WebApplication app;

    private readonly HttpClient client;

    private readonly DirectoryInfo keys;

    private readonly bool isFirst;

    private LoyaltyFixture(TestDatabase test, Database database, WebApplication app, ManualClock clock, DirectoryInfo keys, bool isFirst)
    {
        this.test = test;
        this.app = app;
        this.keys = keys;
        this.isFirst = isFirst;
        Clock = clock;
        Database = database;
        client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public ManualClock Clock { get; }

    public Database Database { get; }

    public IServiceProvider Services => app.Services;

    public Day Today => Services.GetRequiredService<BusinessStore>().Current.Calendar.DayOf(Instant.Now(Clock));

    public static async Task<LoyaltyFixture> OpenAsync(Engine engine, string today = "2026-11-22")
    {
        var made = TestDatabase.Create(engine, JournalModule.Migrations, LoyaltyModule.Migrations);
        var clock = new ManualClock(DateTimeOffset.Parse(today + "T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var secrets = Directory.CreateTempSubdirectory("regulars-keys-");
        return new LoyaltyFixture(made, made.Database, await StartAsync(made.Database, clock, secrets), clock, secrets, isFirst: true);
    }

    /// <summary>Another node on the same PostgreSQL database.</summary>
    public async Task<LoyaltyFixture> OpenNodeAsync()
    {
        var database = new PostgreSqlDatabase(test.Location);
        return new LoyaltyFixture(test, database, await StartAsync(database, Clock, keys), Clock, keys, isFirst: false);
    }

    private static async Task<WebApplication> StartAsync(Database database, ManualClock clock, DirectoryInfo secrets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(database).AddSingleton(new ErasureRecord(new byte[32], null)).AddSingleton(new Regulars.Journal.Importing.UploadFolder(secrets.FullName))
            .AddSingleton(new Log.LogKeys(secrets.FullName, null)).AddSingleton(new MemberKeys(new byte[32])).AddSingleton(new Loyalty.Cards.GiftCardKeys(new byte[32]))
            .AddSingleton(new Loyalty.Gifts.GiftKeys(new byte[32]));
        builder.Services.AddUi().AddJournal().AddLoyalty().RemoveAll<IHostedService>();
        builder.Services.AddRouting();
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var permission in Permission.All)
        {
            authorization.AddPolicy(permission, policy => policy.RequireAssertion(_ => true));
        }

        var built = builder.Build();
        built.Use((context, next) =>
        {
            var withheld = context.Request.Headers[Withheld].ToString();
            context.User = new ClaimsPrincipal(new ClaimsIdentity(Permission.All.Where(permission => permission != withheld).Select(permission => new Claim(AccessClaims.Permission, permission)), "test"));
            return next(context);
        });
        built.UseAuthorization();
        built.MapJournalApi();
        built.MapLoyalty();
        built.Services.GetRequiredService<BusinessStore>().Save(new Business("Test shop", Currency.Of("EUR"), new BusinessCalendar("Europe/Warsaw"), new BusinessSettings { PhonePrefix = "48" }));
        await built.StartAsync();
        return built;
    }

    /// <summary>Moves the clock to the morning of a day.</summary>
    public void GoTo(string day) => Clock.Advance(DateTimeOffset.Parse(day + "T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture) - Clock.GetUtcNow());

    public void GoDays(int days) => Clock.Advance(TimeSpan.FromDays(days));

    /// <summary>Puts a programme in force, given as its JSON.</summary>
    public async Task Publish(string programme)
    {
        using var content = new StringContent(programme, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PutAsync(new Uri("/api/v1/loyalty/programme", UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<Answer> Put(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PutAsync(new Uri(path, UriKind.Relative), content);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<Answer> Delete(string path)
    {
        using var response = await client.DeleteAsync(new Uri(path, UriKind.Relative));
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<Answer> Post(string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await client.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Tells an order of one customer; each line has a product and a price, returned lines begin with a minus.</summary>
    public Task<Answer> Order(string customer, string number, IEnumerable<(string Product, decimal Price)> lines, object? points = null, string state = "sold", string? placedAt = null, string? key = null, decimal refunded = 0, string? returnOf = null) => Post(
        "/api/v1/orders",
        new
        {
            number,
            placedAt = placedAt ?? Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            state,
            refunded,
            returnOf,
            customer = new { number = customer },
            lines = lines.Select(line => new { product = line.Product.TrimStart('-'), quantity = line.Product.StartsWith('-') ? -1 : 1, unitPrice = line.Price }),
            points,
        },
        key);

    public Task<Answer> Order(string customer, string number, decimal price, object? points = null, string state = "sold", string? key = null, string? placedAt = null) =>
        Order(customer, number, [("thing", price)], points, state, placedAt, key);

    public Task<Answer> Adjust(string customer, decimal points, string? unit = null) =>
        Post("/api/v1/points/adjustments", new { customer = new { number = customer }, points, unit, reason = "test" });

    public Task<Answer> Redeem(string customer, decimal points, string? key = null, string? reward = null) =>
        Post("/api/v1/points/redemptions", new { customer = new { number = customer }, points, reward }, key);

    /// <summary>What a customer has.</summary>
    public async Task<JsonNode> Points(Guid customer)
    {
        using var response = await client.GetAsync(new Uri($"/api/v1/customers/{customer}/points", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async Task<decimal> Balance(Guid customer, int unit = 0) => (await Points(customer))["points"]![unit]!["balance"]!.GetValue<decimal>();

    public async Task<string> Level(Guid customer) => (await Points(customer))["levels"]![0]!["level"]!.GetValue<string>();

    public async Task<IReadOnlyList<JsonNode>> Postings(Guid customer)
    {
        using var response = await client.GetAsync(new Uri($"/api/v1/customers/{customer}/points/postings?most=200", UriKind.Relative));
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["items"]!.AsArray().Select(item => item!)];
    }

    /// <summary>The address at which it is served.</summary>
    public string Address => client.BaseAddress!.ToString().TrimEnd('/');

    public async Task<(HttpStatusCode Status, byte[] Body)> GetBytes(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    public async Task<string> GetText(string path) => System.Text.Encoding.UTF8.GetString((await GetBytes(path)).Body);

    /// <summary>Asks, and gives the answer; as somebody who lacks a permission, if one is named.</summary>
    public async Task<JsonNode> Get(string path, string? without = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (without is not null)
        {
            request.Headers.Add(Withheld, without);
        }

        using var response = await client.SendAsync(request);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>Does what waits to follow.</summary>
    public async Task Deliver()
    {
        foreach (var message in Outbox.Due(Database, Instant.Now(Clock), 1000))
        {
            await Services.GetServices<OutboxHandler>().Single(handler => handler.Kind == message.Kind).HandleAsync(message);
            Database.Write(transaction => Outbox.Done(transaction, [message]));
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        if (isFirst)
        {
            test.Dispose();
            keys.Delete(recursive: true);
        }
        else
        {
            Database.Dispose();
        }
    }
}

/// <summary>An answer of the API.</summary>
public sealed record Answer(HttpStatusCode Status, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public Guid Customer => Json["customer"]!.GetValue<Guid>();

    public JsonNode Points => Json["effects"]!["loyalty"]!["points"]![0]!;

    public decimal Earned => Points["earned"]!.GetValue<decimal>();

    public decimal TakenBack => Points["takenBack"]!.GetValue<decimal>();

    public decimal BalanceAfter => Points["balance"]!.GetValue<decimal>();

    public string? Code => Json["code"]?.GetValue<string>();

    public Answer Accepted()
    {
        Assert.True(Status is HttpStatusCode.OK, $"{Status}: {Text}");
        return this;
    }
}
