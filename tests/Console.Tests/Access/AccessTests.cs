using System.Net;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests.Access;

/// <summary>Who may reach what: by role, by key, and not at all.</summary>
public sealed class AccessTests(OpenShop open) : IClassFixture<OpenShop>
{
    private static readonly Dictionary<string, string[]> Roles = new()
    {
        ["owner"] = [.. MappedAddress.AllPermissions],
        ["marketer"] = ["customers.read", "customers.write", "imports.write", "reports.read", "facts.write", "loyalty.write", "points.use", "points.adjust"],
        ["analyst"] = ["customers.read", "reports.read"],
        ["agent"] = ["customers.read", "customers.write", "facts.write", "points.use", "points.adjust"],
        ["cashier"] = ["customers.read", "facts.write", "points.use"],
        ["auditor"] = ["customers.read", "reports.read"],
    };

    [Fact]
    public void Every_address_of_the_program_is_written_down_here_with_what_it_asks_for() =>
        Assert.Equal(MappedAddress.InSources.Order(StringComparer.Ordinal), MappedAddress.All.Select(address => address.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Without_signing_in_only_the_public_addresses_answer()
    {
        using var stranger = new Caller(open.Shop);
        var wrong = new List<string>();
        foreach (var address in MappedAddress.All)
        {
            using var answer = await stranger.Send(new HttpMethod(address.Method), address.Sample(), null, [], null);
            var isRefused = address.IsApi
                ? answer.StatusCode is HttpStatusCode.Unauthorized
                : answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location!.ToString().StartsWith("/sign-in?ReturnUrl=", StringComparison.Ordinal);
            if (isRefused == address.Permissions is null)
            {
                wrong.Add($"{address}: {answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_role_reaches_what_its_permissions_say_and_no_form_is_taken_without_its_token()
    {
        var wrong = new List<string>();
        foreach (var (role, permissions) in Roles)
        {
            var colleague = role == "owner" ? open.Owner : await open.Owner.Invite(open.Shop, role);
            foreach (var address in MappedAddress.All.Where(address => !address.IsApi && address.Permissions is not null))
            {
                using var answer = await colleague.Send(new HttpMethod(address.Method), address.Sample(), null, [], null);
                var isDenied = answer.StatusCode is HttpStatusCode.Forbidden;
                var isTaken = address.Method == "POST" && answer.StatusCode is not HttpStatusCode.BadRequest;
                if (isDenied == address.IsOpenTo(permissions) || (!isDenied && (isTaken || (int)answer.StatusCode >= 500)))
                {
                    wrong.Add($"{role} {address}: {(int)answer.StatusCode}");
                }
            }

            using var byCookie = await colleague.Get("/api/v1/customers");
            Assert.Equal(HttpStatusCode.Unauthorized, byCookie.StatusCode);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Whoever_may_not_see_measures_comes_in_at_the_customers()
    {
        using var cashier = await open.Owner.Invite(open.Shop, "cashier");
        using var entrance = await cashier.Get("/");
        Assert.Equal("/customers", entrance.Headers.Location?.ToString());
        using var page = await cashier.Get("/customers");
        var menu = await Caller.Body(page);
        Assert.Contains("href=\"/customers\"", menu, StringComparison.Ordinal);
        Assert.All((string[])["/settings", "/import", "/retention", "/definitions", "/segments"], path => Assert.DoesNotContain($"href=\"{path}", menu, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_reaches_only_what_its_scopes_say()
    {
        var wrong = new List<string>();
        foreach (var scope in MappedAddress.AllPermissions)
        {
            var key = await open.NewKey(scope);
            using var system = new Caller(open.Shop);
            foreach (var address in MappedAddress.All.Where(address => address.Permissions is { Count: > 0 }))
            {
                using var answer = await system.Send(new HttpMethod(address.Method), address.Sample(), null, [("Authorization", $"Bearer {key}")], null);
                var isDenied = answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
                if (isDenied == address.IsOpenTo([scope]) || (int)answer.StatusCode >= 500)
                {
                    wrong.Add($"{scope} {address}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_shut_out_colleague_is_out_at_once()
    {
        using var agent = await open.Owner.Invite(open.Shop, "auditor");
        using var before = await agent.Get("/customers");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        using var users = await open.Owner.Get("/settings/users");
        var page = await Caller.Body(users);
        var end = page.IndexOf("/disabled\"", page.IndexOf(agent.Email, StringComparison.Ordinal), StringComparison.Ordinal);
        using var shutOut = await open.Owner.Post($"/settings/users/{page[(end - 36)..end]}/disabled", ("disabled", "true"));
        Assert.Equal("/settings/users", shutOut.Headers.Location?.ToString());

        using var after = await agent.Get("/customers");
        Assert.StartsWith("/sign-in", after.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_are_not_tried_for_long()
    {
        using var guesser = new Caller(open.Shop);
        var token = await guesser.Token();
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 12; attempt++)
        {
            using var answer = await guesser.Send(HttpMethod.Post, "/sign-in", token, [], [("email", "olha@shop.example"), ("password", $"guess number {attempt}")]);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task A_range_of_addresses_is_no_more_than_one()
    {
        var statuses = await Guess("nobody@shop.example", 12, attempt => $"2001:db8:7:7::{attempt + 1:x}");

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 10), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task The_password_of_one_person_is_not_tried_for_long_from_many_places()
    {
        var statuses = await Guess("somebody@shop.example", 31, attempt => $"10.200.{attempt}.1");

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 30), HttpStatusCode.TooManyRequests], statuses);
    }

    private async Task<List<HttpStatusCode>> Guess(string email, int attempts, Func<int, string> from)
    {
        using var guesser = new Caller(open.Shop);
        var token = await guesser.Token();
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            using var answer = await guesser.Send(
                HttpMethod.Post, "/sign-in", token, [("X-Forwarded-For", from(attempt))], [("email", email), ("password", $"guess number {attempt}")]);
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }
}
