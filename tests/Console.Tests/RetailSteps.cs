using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>The steps of the walk on the Online Retail history.</summary>
internal static class RetailSteps
{
    /// <summary>Somebody who is in the history.</summary>
    private const string KnownCustomer = "12347";

    /// <summary>What one point of the template pays, and the share that is expected to be used.</summary>
    private const decimal Value = 0.05m;

    private const decimal Expected = 0.8m;

    /// <summary>The programme before: the same for each order. Answers who may tell orders.</summary>
    public static async Task<HttpClient> StartBefore(Visitor owner, Shop shop)
    {
        await owner.Open("/settings/keys");
        await owner.Fill("name", "till");
        foreach (var scope in new[] { "loyalty.write", "facts.write", "customers.read" })
        {
            await owner.Content.Locator($"[name='scopes'][value='{scope}']").CheckAsync();
        }

        await owner.Press("keys.create");
        var till = new HttpClient { BaseAddress = new Uri(shop.Address) };
        till.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await owner.Page.Locator("#new-key").InputValueAsync());
        await Ask(till, HttpMethod.Put, "/api/v1/loyalty/programme", new
        {
            name = "Before",
            units = new[] { new { key = "points", value = Value } },
            rules = new[] { new { key = "each", name = "Each order", points = RetailFigures.PointsBefore } },
        });
        return till;
    }

    public static async Task DraftLevels(Visitor owner)
    {
        await owner.Open("/loyalty/new/levels");
        await owner.Press("template.make");
        await owner.Sees(owner.Words["programme.rules"]);
        await owner.Open("/loyalty/draft/points/points");
        await owner.Fill("expectedRedemption", "80");
        await owner.Press("part.save");
        await owner.Sees(owner.Words["programme.rules"]);
    }

    public static async Task CheckTrial(Visitor owner, RetailFigures figures)
    {
        // The draft shows it by itself: every order of the history is played by both programmes.
        await Assertions.Expect(owner.Page.Locator("#trial table").First).ToBeVisibleAsync(new() { Timeout = 240_000 });
        In(figures.Given, 1, await Beside(owner, "trial.given", figures.Before));
        In(figures.Left, 1, await Beside(owner, "trial.left", figures.Before));
        In(figures.Given, Value, await Digits(owner, "trial.worth"));
        In(figures.Given, Value * Expected, await Digits(owner, "trial.cost"));
        In(figures.Left, Value * Expected, await Digits(owner, "trial.liability"));
        Assert.Equal($"{figures.Members}", await Digits(owner, "trial.members"));
        In(figures.Winners, 1, await Digits(owner, "trial.winners"));
        In(figures.Losers, 1, await Digits(owner, "trial.losers"));
        In(new Between(figures.Unmatched, figures.Unmatched), 0.01m, await Digits(owner, "trial.unmatched"));
        Assert.Equal(
            figures.Standing.Select(members => $"{members}"),
            [await Digits(owner, "template.levels.base"), await Digits(owner, "template.levels.silver"), await Digits(owner, "template.levels.gold")]);
        In(figures.MostWon, Value, OnlyDigits(await owner.Content.Locator("#most td").First.InnerTextAsync()));
        await Look(owner, "retail-trial");
    }

    public static async Task PutInForce(Visitor owner)
    {
        await owner.Press("draft.publish");
        await owner.Sees(owner.Words["programme.done.published"]);
    }

    /// <summary>Three orders' worth of story: one that reaches silver, one sold as silver, a line of which comes back. Answers whose.</summary>
    public static async Task<string> SellAndTakeBack(HttpClient till)
    {
        object mug = new { product = "MUG", quantity = 2, unitPrice = 31.20m };
        object tray = new { product = "TRAY", quantity = 1, unitPrice = 48.75m };
        await Tell(till, "R-1", new { product = "CHEST", quantity = 1, unitPrice = 600.00m });
        await Tell(till, "R-2", mug, tray);
        return await Tell(till, "R-2", mug, tray, new { product = "TRAY", quantity = -1, unitPrice = 48.75m });
    }

    /// <summary>600 points; then 111 × 1.2 = 133, of which 62 × 1.2 = 74 stay and 59 are taken back: 674.</summary>
    public static async Task ReadReasons(Visitor owner, string customer)
    {
        await owner.Open($"/customers/{customer}");
        Assert.Equal("674", OnlyDigits(await owner.Page.Locator("#points .figure-value strong").First.InnerTextAsync()));
        await owner.Page.Locator("#points").GetByRole(AriaRole.Link, new() { Name = owner.Words["reasons.link"] }).First.ClickAsync();
        await owner.Reads(owner.Words.Say("reasons.title", "R-2"));
        await owner.Sees("MUG");
        await owner.Sees("TRAY");
        await owner.Sees(owner.Words["order.returned"]);
        await owner.Sees(owner.Words["template.rule.orders"]);
        var said = Plain(await owner.Content.InnerTextAsync());
        Assert.All(
            ["2 × 31.20 = ", "1 × 48.75 = ", "111 × 1 × 1.2", " = 133.2 → 133", "62 × 1 × 1.2", " = 74.4 → 74", "133 − 74"],
            part => Assert.Contains(part, said, StringComparison.Ordinal));
        Assert.Equal(("133", "74", "59"), (await Digits(owner, "reasons.sold"), await Digits(owner, "reasons.left"), await Digits(owner, "reasons.taken_back")));
        var second = await Sum(owner);
        await Look(owner, "retail-reasons");

        await owner.Open($"/customers/{customer}/points");
        await owner.Content.GetByRole(AriaRole.Link, new() { Name = owner.Words["reasons.link"] }).Last.ClickAsync();
        await owner.Reads(owner.Words.Say("reasons.title", "R-1"));
        Assert.Equal("600", await Digits(owner, "reasons.given"));
        Assert.Equal((600, 74), (await Sum(owner), second));
        Assert.Equal($"{await Sum(owner) + second}", OnlyDigits(await owner.Content.Locator(".figure-value strong").First.InnerTextAsync()));
    }

    private static async Task<long> Sum(Visitor owner) => long.Parse(OnlyDigits(await owner.Page.Locator("#moved strong").InnerTextAsync()), CultureInfo.InvariantCulture);

    /// <summary>The digits of the cell beside a heading.</summary>
    private static async Task<string> Digits(Visitor owner, string key) => OnlyDigits(await Cell(owner, key));

    /// <summary>The number beside a heading, before that of the present programme.</summary>
    private static async Task<string> Beside(Visitor owner, string key, long present)
    {
        var digits = await Digits(owner, key);
        Assert.EndsWith($"{present}", digits, StringComparison.Ordinal);
        return digits[..^$"{present}".Length];
    }

    /// <summary>Large amounts of money are shown in whole units.</summary>
    private static void In(Between expected, decimal value, string digits) =>
        Assert.InRange(decimal.Parse(digits, CultureInfo.InvariantCulture), (expected.Low * value) - 0.51m, (expected.High * value) + 0.51m);

    private static Task<string> Cell(Visitor owner, string key) => owner.Page.Locator(key.StartsWith("reasons.", StringComparison.Ordinal) ? "main tr" : "#trial tr", new()
    {
        Has = owner.Page.Locator("th", new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(owner.Words[key])}", RegexOptions.None, TimeSpan.FromSeconds(1)) }),
    }).First.Locator("td").InnerTextAsync();

    private static string OnlyDigits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    /// <summary>With decimal points and plain spaces, in whichever language.</summary>
    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ').Replace(',', '.');

    private static async Task Look(Visitor owner, string name)
    {
        await owner.CheckPage();
        await owner.Picture(name);
        await owner.CheckAccessibility(ColorScheme.Light);
    }

    private static async Task<string> Tell(HttpClient till, string number, params IReadOnlyList<object> lines) => (await Ask(till, HttpMethod.Post, "/api/v1/orders", new
    {
        number,
        placedAt = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        customer = new { number = KnownCustomer },
        lines,
    }))["customer"]!.GetValue<string>();

    private static async Task<JsonNode> Ask(HttpClient till, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await till.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
