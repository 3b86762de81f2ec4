using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>What the owner does to the house: colleagues, keys, thresholds, the door.</summary>
internal static class HouseSteps
{
    private const string ColleaguePassword = "eight loud herons";

    public static async Task InviteColleague(Visitor owner, Chromium chromium, Shop shop, Screen screen)
    {
        await owner.GoTo("settings");
        await owner.Reads(owner.Words["settings.business_title"]);
        await owner.CheckPage();
        await owner.Follow("settings.users");
        await owner.Reads(owner.Words["users.title"]);
        await owner.Field("name").FillAsync("Kamil Cashier");
        await owner.Fill("email", "kamil@shop.example");
        await owner.Content.Locator("form[action='/settings/users'] [name=role]").SelectOptionAsync("cashier");
        await owner.Press("users.invite");
        var link = await owner.Page.Locator("#invitation").InputValueAsync();
        Assert.StartsWith(shop.Address + "/invitation?token=", link, StringComparison.Ordinal);
        await owner.CheckPage();
        await owner.Open("/settings/users");
        await owner.Sees(owner.Words["users.state.invited"]);
        await Assertions.Expect(owner.Page.Locator("#invitation")).ToHaveCountAsync(0);

        await using var colleague = await Visitor.ComeAsync(chromium.Browser, shop.Address, owner.Words.Language, screen);
        await colleague.Open(link);
        await colleague.Reads(owner.Words["invitation.title"]);
        await colleague.CheckPage();
        await colleague.Fill("password", ColleaguePassword);
        await colleague.Press("invitation.accept");
        await colleague.Reads(owner.Words.Say("customers.title.count", OrderFile.Customers));
        await colleague.CheckPage();
        await Assertions.Expect(colleague.Page.GetByRole(AriaRole.Navigation).First).Not.ToContainTextAsync(owner.Words["navigation.settings"]);
        colleague.ExpectedStatuses.Add(403);
        await colleague.Open("/settings/users");
        await colleague.Reads(owner.Words["error.denied.title"]);
        colleague.CheckCalm();

        await using var late = await Visitor.ComeAsync(chromium.Browser, shop.Address, owner.Words.Language, screen);
        await late.Open(link);
        await late.Sees(owner.Words["sign_in.link_used"]);
    }

    public static async Task MakeAndRevokeKey(Visitor owner, Shop shop)
    {
        await owner.Open("/settings/keys");
        await owner.Fill("name", "Till by the door");
        await owner.Press("keys.create");
        var key = await owner.Page.Locator("#new-key").InputValueAsync();
        await owner.CheckPage();
        Assert.Equal(HttpStatusCode.OK, await Ask(shop, key));
        await owner.Open("/settings/keys");
        await Assertions.Expect(owner.Page.Locator("#new-key")).ToHaveCountAsync(0);
        await owner.Sees("Till by the door");
        await owner.Press("keys.revoke");
        await owner.Sees(owner.Words["cli.keys.revoked"]);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(shop, key));
    }

    public static async Task ChangeThresholds(Visitor owner)
    {
        await owner.Follow("settings.business");
        await owner.Fill("Warning", "9");
        await owner.Fill("Alarm", "8");
        owner.ExpectedStatuses.Add(422);
        await owner.Press("settings.save");
        await owner.Sees(owner.Words["settings.alarm_wrong"]);
        await owner.Fill("Alarm", "12.5");
        await owner.Press("settings.save");
        await Assertions.Expect(owner.Page.Locator("#messages")).ToContainTextAsync(owner.Words["message.saved"]);
        Assert.Equal("12.5", await owner.Field("Alarm").InputValueAsync());
        await owner.Follow("settings.acts");
        await owner.Sees(owner.Words["act.settings.changed"]);
        await owner.Sees(owner.Words["act.api_key.revoked"]);
        await owner.CheckPage();
    }

    public static async Task LeaveAndReturn(Visitor owner)
    {
        await owner.Page.Locator(".user-menu > summary").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = owner.Words["ui.sign_out"], Exact = true }).ClickAsync();
        await owner.Reads(owner.Words["sign_in.title"]);
        await owner.Open("/retention");
        await owner.Reads(owner.Words["sign_in.title"]);
        await owner.CheckPage();
        owner.ExpectedStatuses.Add(401);
        await owner.Fill("email", FirstSteps.OwnerEmail);
        await owner.Fill("password", "not the password");
        await owner.Press("sign_in.enter");
        await owner.Sees(owner.Words["sign_in.failed"]);
        await owner.Fill("password", FirstSteps.Password);
        await owner.Press("sign_in.enter");
        await owner.Reads(owner.Words["retention.title"]);
    }

    private static async Task<HttpStatusCode> Ask(Shop shop, string key)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync($"{shop.Address}/api/v1/customers", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
