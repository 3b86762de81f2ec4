using System.Net;
using System.Text.RegularExpressions;

namespace Regulars.Console.Tests.Access;

/// <summary>The owner fills a pool of codes, moves points of many customers and closes an alert with forms alone.</summary>
public sealed partial class ManyPointsPageTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Fact]
    public async Task Codes_are_filled_points_of_many_are_moved_and_an_alert_is_closed()
    {
        var key = await open.NewKey("loyalty.write", "points.use", "points.adjust", "customers.read");
        await open.Ask(HttpMethod.Put, key, "/api/v1/loyalty/programme", new
        {
            name = "Club",
            units = new[] { new { key = "points", approveAbove = 100 } },
            rewards = new object[] { new { key = "ticket", name = "Ticket", kind = "voucher", cost = 5, pool = "cinema" } },
        });
        var anna = (await open.Ask(HttpMethod.Post, key, "/api/v1/points/adjustments", new { customer = new { number = "anna" }, points = 10, reason = "test" }))["customer"]!.GetValue<string>();

        using var named = await open.Owner.Post($"/customers/{anna}/profile", ("name", "Anna O’Hara"), ("language", ""), ("birthday", ""), ("city", ""), ("country", ""), ("new-name", ""), ("new-value", ""));

        using var filled = await open.Owner.Post("/loyalty/rewards/codes/cinema/import", ("key", Guid.NewGuid().ToString()), ("codes", "A1\nA1\n"));
        Assert.Contains("New codes: 1. Lines with known codes: 1", await Page(filled.Headers.Location!.ToString()), StringComparison.Ordinal);
        using var wrong = await open.Owner.Post("/loyalty/rewards/codes/cinema/import", ("key", Guid.NewGuid().ToString()), ("codes", "A2\nno code\n"));
        Assert.Contains("Line 2 holds no code", WebUtility.HtmlDecode(await Caller.Body(wrong)), StringComparison.Ordinal);
        Assert.Contains("/loyalty/rewards/codes/cinema", await Page("/loyalty/rewards"), StringComparison.Ordinal);

        var batch = await Look(("points", "60"));
        Assert.Contains("Nothing has been moved yet", await Page(batch), StringComparison.Ordinal);
        using var confirmed = await open.Owner.Post($"{batch}/confirm", ("confirmed", "yes"));
        Assert.Contains("The ledger has exactly what was applied.", await Page(batch), StringComparison.Ordinal);
        Assert.Equal(70, (await open.Ask(HttpMethod.Get, key, $"/api/v1/customers/{anna}/points", new { }))["points"]![0]!["balance"]!.GetValue<decimal>());

        var large = await Look(("points", "101"));
        Assert.Contains("a second person has to agree", await Page(large), StringComparison.Ordinal);
        using var asked = await open.Owner.Post($"{large}/confirm", ("confirmed", "yes"));
        Assert.Contains("Waits for a second person", await Page(large), StringComparison.Ordinal);
        var waiting = await Page("/loyalty/approvals");
        Assert.Contains("101", waiting, StringComparison.Ordinal);
        Assert.Contains("Anna O’Hara", waiting, StringComparison.Ordinal);

        await open.Ask(HttpMethod.Post, key, "/api/v1/points/redemptions", new { customer = new { number = "anna" }, reward = "ticket" });
        var health = await Page("/loyalty/health");
        Assert.Contains("No code is left in a pool:", health, StringComparison.Ordinal);
        var close = Closing().Match(health).Value;
        using var unsaid = await open.Owner.Post(close, ("why", " "));
        Assert.Contains("The alert stays open", await Page("/loyalty/health?done=why"), StringComparison.Ordinal);
        using var closed = await open.Owner.Post(close, ("why", "more are ordered"));
        Assert.Contains("more are ordered", await Page("/loyalty/health"), StringComparison.Ordinal);
    }

    private async Task<string> Look((string, string) points)
    {
        using var looked = await open.Owner.Post(
            "/loyalty/adjust", points, ("key", Guid.NewGuid().ToString()), ("reason", "thanks"),
            ("when.0.0.field", "orders"), ("when.0.0.comparison", "at-most"), ("when.0.0.value", "5"));
        Assert.True(looked.StatusCode is HttpStatusCode.Redirect, await Caller.Body(looked));
        return looked.Headers.Location!.ToString();
    }

    private async Task<string> Page(string path)
    {
        using var page = await open.Owner.Get(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return WebUtility.HtmlDecode(await Caller.Body(page));
    }

    [GeneratedRegex("/loyalty/alerts/[0-9a-f-]+/closed", RegexOptions.None, 1_000)]
    private static partial Regex Closing();
}
