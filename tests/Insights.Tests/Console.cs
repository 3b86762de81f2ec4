using System.Net;
using Regulars.Journal.Contracts;
using Regulars.Journal.Intake;
using Regulars.Kernel;
using Regulars.Serving;
using Regulars.Storage;

namespace Regulars.Insights.Tests;

/// <summary>The pages of Journal and Insights served over a fresh database, visited as a browser does.</summary>
public sealed class Console : ServedConsole
{
    private Console(Engine engine)
        : base(engine, InsightsModule.Migrations)
    {
    }

    public static async Task<Console> Open(Engine engine)
    {
        var console = new Console(engine);
        await console.Start(services => services.AddInsights(), endpoints => endpoints.MapInsights());
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

    /// <summary>Sends a form that is taken; answers the address that it leads to.</summary>
    public async Task<string> Post(string address, params (string Name, string Value)[] answers)
    {
        var (status, leadsTo, _) = await Submit(address, answers);
        Assert.Equal(HttpStatusCode.Redirect, status);
        return leadsTo!;
    }

    public async Task<string> Upload(string fileName, string text)
    {
        var token = await Token();
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token.Value), token.Key },
            { new StringContent(text), "file", fileName },
        };
        using var answer = await Browser.PostAsync("/import", content, TestContext.Current.CancellationToken);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Sends a file to a page of its own; answers the status and what is shown.</summary>
    public async Task<(HttpStatusCode Status, string Body)> UploadTo(string address, string text)
    {
        var token = await Token();
        using var content = new MultipartFormDataContent
        {
            { new StringContent(token.Value), token.Key },
            { new StringContent(text), "file", "table.csv" },
        };
        using var answer = await Browser.PostAsync(address, content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The status with which a body is answered.</summary>
    public async Task<HttpStatusCode> StatusOf(string address, HttpContent content)
    {
        using var answer = await Browser.PostAsync(address, content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public Task<HttpResponseMessage> PostWithoutToken(string address) =>
        Browser.PostAsync(address, new FormUrlEncodedContent([KeyValuePair.Create("confirmed", "yes")]), TestContext.Current.CancellationToken);
}
