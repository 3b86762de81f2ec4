using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>A cashier keeps a regular's points, takes some of them without a connection, and has them booked when it is back.</summary>
public sealed class OfflineTillTests(Chromium chromium)
{
    public static IEnumerable<TheoryDataRow<string, Screen>> Ways => Walks.Always(("uk", Screen.Phone));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Points_are_taken_without_a_connection_and_booked_when_it_is_back(string language, Screen screen)
    {
        using var shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);
        await SellToAnna(owner, shop);

        var unit = await Keep(owner);
        await TakeOffline(owner, unit);
        await owner.Page.Context.SetOfflineAsync(false);
        await owner.Sees(owner.Words.Say("till.offline.taken", "12", unit, Anna(owner)));
        await Assertions.Expect(owner.Content.Locator("[data-kept] form")).ToBeHiddenAsync();
        await owner.CheckPage();
        await owner.Picture("till-offline-booked");
        await owner.Press("till.offline.end");
        await owner.Sees(owner.Words.Say("till.offline.given_back", "30"));
        await Assertions.Expect(owner.Content.Locator(".figure-value strong").First).ToHaveTextAsync("30");
        await Assertions.Expect(owner.Content.Locator("[data-offline-keep]")).ToBeVisibleAsync();
        owner.CheckCalm();
    }

    [Fact]
    public async Task The_till_opens_while_the_program_is_down_and_what_was_taken_then_is_booked_when_it_is_back()
    {
        using var shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, "pl", Screen.Desktop);
        await SellToAnna(owner, shop);
        await owner.Press("till.offline.keep");
        await owner.Sees(owner.Words.Say("till.offline.kept", "42", Anna(owner)));
        await owner.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => null)");
        var member = owner.Page.Url;

        owner.IsCutOff = true;
        shop.CutOff();
        await owner.Content.Locator("#amount").FillAsync("20");
        await Assertions.Expect(owner.Page.Locator("#messages")).ToContainTextAsync(owner.Words["ui.failed"]);
        await owner.Page.ReloadAsync();
        await owner.Reads(owner.Words["till.title"]);
        await owner.Sees(owner.Words["till.offline.offline"]);
        await owner.Content.Locator("[data-kept] [name='points']").FillAsync("12");
        await owner.Press("till.offline.take");
        await owner.Page.ReloadAsync();
        await Assertions.Expect(owner.Content.Locator("[data-parts] li")).ToContainTextAsync("12");
        await owner.Picture("till-cut-off");
        await shop.ComeBackAsync();

        await Assertions.Expect(owner.Content.Locator("[data-parts] .tone-good")).ToContainTextAsync("12");
        await Assertions.Expect(owner.Page).ToHaveURLAsync(member);
        await Assertions.Expect(owner.Content.Locator("[data-kept] [data-left]")).ToContainTextAsync("30");
        owner.IsCutOff = false;
        owner.CheckCalm();
    }

    [Fact]
    public async Task As_many_points_are_kept_for_as_long_as_the_cashier_says_and_only_what_the_program_signed_can_be_taken()
    {
        using var shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, "ru", Screen.Desktop);
        await SellToAnna(owner, shop);
        var wish = owner.Content.Locator("[data-offline-keep]");
        await wish.Locator("[name='points']").FillAsync("43");
        await owner.Press("till.offline.keep");
        await owner.Sees(owner.Words.Say("till.offline.wrong", "42"));
        await wish.Locator("[name='points']").FillAsync("20");
        await wish.Locator("[name='hours']").SelectOptionAsync("4");
        await owner.Press("till.offline.keep");
        await owner.Sees(owner.Words.Say("till.offline.kept", "20", Anna(owner)));
        await Assertions.Expect(owner.Content.Locator(".figure-value strong").First).ToHaveTextAsync("22");
        await Assertions.Expect(wish.Locator("[name='points']")).ToHaveAttributeAsync("placeholder", owner.Words.Say("till.offline.all", "22"));
        await owner.Picture("till-offline-kept");
        await owner.Page.ReloadAsync();
        await Assertions.Expect(owner.Content.Locator("[data-kept] [data-left]")).ToContainTextAsync("20");

        await owner.Page.EvaluateAsync("() => localStorage.setItem('regulars-till', localStorage.getItem('regulars-till').replace('points 20', 'points 2000'))");
        await owner.Page.ReloadAsync();
        await owner.Sees(owner.Words["till.offline.forged"]);
        await owner.Page.Context.SetOfflineAsync(true);
        await owner.Sees(owner.Words["till.offline.offline"]);
        await Assertions.Expect(owner.Content.Locator("[data-kept] form")).ToBeHiddenAsync();
        await owner.Picture("till-offline-forged");
        await owner.Page.Context.SetOfflineAsync(false);
        await owner.Press("till.offline.end");
        await owner.Sees(owner.Words.Say("till.offline.given_back", "20"));
        owner.CheckCalm();
    }

    /// <summary>She has 42 points then, and stands at the till.</summary>
    private static async Task SellToAnna(Visitor owner, Shop shop)
    {
        await FirstSteps.MakeOwner(owner, shop);
        await FirstSteps.BringInOrders(owner, shop);
        await TillSteps.StartProgramme(owner);
        await TillSteps.FindAnna(owner);
        await owner.Fill("amount", "42");
        await owner.Press("till.confirm");
        await owner.Sees(owner.Words["till.receipt"]);
        await owner.Follow("till.same");
    }

    private static async Task<string> Keep(Visitor owner)
    {
        var button = owner.Content.Locator("[data-offline-keep]");
        var unit = await button.GetAttributeAsync("data-unit-name");
        await owner.Press("till.offline.keep");
        await owner.Sees(owner.Words.Say("till.offline.kept", "42", Anna(owner)));
        await owner.Sees(owner.Words["till.offline.online"]);
        await owner.CheckAccessibility(ColorScheme.Dark);
        await owner.CheckAccessibility(ColorScheme.Light);
        await Assertions.Expect(button).ToBeHiddenAsync();
        return unit!;
    }

    /// <summary>By the keyboard, and never more than is left.</summary>
    private static async Task TakeOffline(Visitor owner, string unit)
    {
        await owner.Page.Context.SetOfflineAsync(true);
        await owner.Sees(owner.Words["till.offline.offline"]);
        var points = owner.Content.Locator("[data-kept] [name='points']");
        await points.FillAsync("43");
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Sees(owner.Words.Say("till.offline.wrong", "42"));
        await points.FillAsync("12");
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Sees(owner.Words.Say("till.offline.waiting", "12", unit, Anna(owner)));
        await points.FillAsync("31");
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Sees(owner.Words.Say("till.offline.wrong", "30"));
        await owner.CheckPage();
        await Assertions.Expect(owner.Content.Locator("[data-end]")).ToBeHiddenAsync();
        await Assertions.Expect(owner.Content.Locator("[data-seen]")).ToBeHiddenAsync();
        await owner.Picture("till-offline");
    }

    /// <summary>As a till shows her to whoever stands near.</summary>
    private static string Anna(Visitor owner)
    {
        var words = OrderFile.Of(owner.Words.Language).Anna.Split(' ');
        return $"{words[0]} {words[^1][..1]}.";
    }
}
