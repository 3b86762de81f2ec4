using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Regulars.Console.Tests.Access;

/// <summary>What comes in at the door: addresses, hosts, sizes and ids that somebody made up.</summary>
public sealed class DoorTests(OpenShop open) : IClassFixture<OpenShop>
{
    private const string Nobody = "0199aaaa-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_elsewhere(string address)
    {
        using var visitor = new Caller(open.Shop);
        using var chosen = await visitor.Post("/preferences", ("theme", "dark"), ("return", address));
        Assert.Equal("/", chosen.Headers.Location?.ToString());
        using var entered = await visitor.Post("/sign-in", ("email", "olha@shop.example"), ("password", Caller.Password), ("back", address));
        Assert.Equal("/", entered.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_made_up_host_ends_in_no_link()
    {
        (string Name, string Value)[] forged = [("Host", "evil.example"), ("X-Forwarded-Host", "evil.example")];
        using var stranger = new Caller(open.Shop);
        using var led = await stranger.Get("/customers?q=a", forged);
        Assert.Equal("/sign-in?ReturnUrl=%2Fcustomers%3Fq%3Da", led.Headers.Location?.ToString());

        using var invited = await open.Owner.Send(
            HttpMethod.Post, "/settings/users", await open.Owner.Token(), [.. forged, ("Origin", open.Shop.Address)], [("name", "Ada"), ("email", "ada@shop.example"), ("role", "analyst")]);
        var page = await Caller.Body(invited);
        Assert.Contains($"value=\"{open.Shop.Address}/invitation?token=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/import", 5_000_000_000)]
    [InlineData("/sign-in", 17 << 20)]
    [InlineData("/settings", 17 << 20)]
    public async Task What_is_larger_than_the_limit_is_refused_before_it_is_read(string path, long bytes)
    {
        var token = await open.Owner.Token();
        using var socket = new TcpClient();
        var address = new Uri(open.Shop.Address);
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        var head = $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {open.Owner.Cookies}\r\nX-Form-Token: {token}\r\n"
            + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {bytes}\r\n\r\n--b\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        Assert.Contains(" 413 ", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/customers/" + Nobody)]
    [InlineData("/customers/" + Nobody + "/orders/" + Nobody)]
    [InlineData("/import/runs/" + Nobody + "/rejects.csv")]
    [InlineData("/import/..%2f..%2fregulars.db")]
    [InlineData("/assets/x/..%2f..%2fregulars.db")]
    [InlineData("/customers/1")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var answer = await open.Owner.Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_order_is_shown_only_under_its_own_customer()
    {
        var key = await open.NewKey("facts.write", "customers.read");
        var customers = new List<(string Customer, string Order)>();
        foreach (var number in (string[])["1", "2"])
        {
            using var caller = new Caller(open.Shop);
            var customer = await open.Tell(key, $$"""{"number":"{{number}}","placedAt":"2026-03-01","customer":{"number":"c{{number}}"},"lines":[{"name":"Tea","quantity":1,"unitPrice":5}]}""");
            using var orders = await caller.Get($"/api/v1/customers/{customer}/orders", ("Authorization", $"Bearer {key}"));
            customers.Add((customer, JsonDocument.Parse(await Caller.Body(orders)).RootElement.GetProperty("items")[0].GetProperty("id").GetString()!));
        }

        using var own = await open.Owner.Get($"/customers/{customers[0].Customer}/orders/{customers[0].Order}");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        using var other = await open.Owner.Get($"/customers/{customers[0].Customer}/orders/{customers[1].Order}");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }
}
