using System.Net;

namespace Regulars.Console.Tests.Access;

/// <summary>Staff see what is left of rewards, and hand over what was taken.</summary>
public sealed class RewardPageTests(OpenShop open) : IClassFixture<OpenShop>
{
    [Fact]
    public async Task What_was_taken_is_handed_over_or_cancelled_with_a_button()
    {
        var key = await open.NewKey("loyalty.write", "points.use", "points.adjust", "customers.read");
        await open.Ask(HttpMethod.Put, key, "/api/v1/loyalty/programme", new
        {
            name = "Club",
            units = new[] { new { key = "points" } },
            rewards = new object[] { new { key = "mug", name = "Blue mug", cost = 10, stock = 7 }, new { key = "ticket", name = "Ticket", kind = "voucher", cost = 5, pool = "cinema" } },
        });
        await open.Ask(HttpMethod.Post, key, "/api/v1/loyalty/code-pools/cinema/codes", new { codes = new[] { "A1", "B2", "C3" } });
        await open.Ask(HttpMethod.Post, key, "/api/v1/points/adjustments", new { customer = new { number = "anna" }, points = 100, reason = "test" });
        var first = await open.Ask(HttpMethod.Post, key, "/api/v1/points/redemptions", new { customer = new { number = "anna" }, reward = "mug" });
        var second = await open.Ask(HttpMethod.Post, key, "/api/v1/points/redemptions", new { customer = new { number = "anna" }, reward = "ticket" });

        var before = await Page();
        var fulfilled = await Press("fulfil", first);
        var cancelled = await Press("cancel", second);
        var after = await Page();

        Assert.Equal(2, before.Split("/loyalty/rewards/fulfil").Length - 1);
        Assert.Contains("Blue mug", before, StringComparison.Ordinal);
        Assert.Contains("data-title=\"In stock\">6<", before, StringComparison.Ordinal);
        Assert.Contains("data-title=\"Codes left\">2<", before, StringComparison.Ordinal);
        Assert.Equal(("/loyalty/rewards?done=fulfilled", "/loyalty/rewards?done=cancelled"), (fulfilled.Headers.Location?.ToString(), cancelled.Headers.Location?.ToString()));
        Assert.DoesNotContain("/loyalty/rewards/fulfil", after, StringComparison.Ordinal);
        using var again = await Press("fulfil", first);
        Assert.Contains("This reward was handed over before.", WebUtility.HtmlDecode(await Caller.Body(again)), StringComparison.Ordinal);
        fulfilled.Dispose();
        cancelled.Dispose();
    }

    private async Task<string> Page()
    {
        using var page = await open.Owner.Get("/loyalty/rewards");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await Caller.Body(page);
    }

    private Task<HttpResponseMessage> Press(string what, System.Text.Json.Nodes.JsonNode taken) => open.Owner.Post(
        $"/loyalty/rewards/{what}", ("customer", taken["customer"]!.GetValue<string>()), ("version", taken["version"]!.ToString()), ("number", "0"));
}
