namespace Regulars.Console.Tests.Access;

/// <summary>A second person is another account, whatever the names are: neither one's own key, nor only somebody of another name.</summary>
public sealed class SecondPersonTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Approvals = "/api/v1/loyalty/approvals";

    [Fact]
    public async Task Nobody_approves_by_their_account_what_they_asked_for_by_a_key_that_they_made()
    {
        var (key, member) = await Open("anna");
        var asked = (await open.Ask(HttpMethod.Post, key, Approvals, new { points = 500, reason = "thanks", customers = new[] { member } }, "a"))["id"]!.GetValue<string>();
        using var colleague = await open.Owner.Invite(open.Shop, "marketer");

        Assert.Equal("own", await Approve(open.Owner, asked));
        Assert.Equal("approved", await Approve(colleague, asked));
        Assert.Equal(510, await Balance(key, member));
    }

    [Fact]
    public async Task Two_colleagues_of_one_name_are_two_persons()
    {
        var (key, member) = await Open("boris");
        using var first = await open.Owner.Invite(open.Shop, "marketer");
        using var second = await open.Owner.Invite(open.Shop, "marketer");
        using var told = await first.Post($"/customers/{member}/points/adjust", ("points", "500"), ("reason", "thanks"), ("key", Guid.NewGuid().ToString()));
        Assert.Equal($"/customers/{member}/points?done=asked", told.Headers.Location?.ToString());
        var waiting = (await open.Ask(HttpMethod.Get, key, Approvals, new { }))["items"]!.AsArray();
        var asked = Assert.Single(waiting, approval => approval!["customer"]?.GetValue<string>() == member)!["id"]!.GetValue<string>();

        Assert.Equal("own", await Approve(first, asked));
        Assert.Equal("approved", await Approve(second, asked));
        Assert.Equal(510, await Balance(key, member));
    }

    private async Task<(string Key, string Member)> Open(string number)
    {
        var key = await open.NewKey("loyalty.write", "points.adjust", "points.use", "customers.read");
        await open.Ask(HttpMethod.Put, key, "/api/v1/loyalty/programme", new { name = "Club", units = new[] { new { key = "points", approveAbove = 100 } } });
        var told = await open.Ask(HttpMethod.Post, key, "/api/v1/points/adjustments", new { customer = new { number }, points = 10, reason = "test" });
        return (key, told["customer"]!.GetValue<string>());
    }

    private static async Task<string> Approve(Caller by, string asked)
    {
        using var answer = await by.Post($"/loyalty/approvals/{asked}/approve");
        var address = answer.Headers.Location!.ToString();
        return address[(address.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }

    private async Task<decimal> Balance(string key, string member) =>
        (await open.Ask(HttpMethod.Get, key, $"/api/v1/customers/{member}/points", new { }))["points"]![0]!["balance"]!.GetValue<decimal>();
}
