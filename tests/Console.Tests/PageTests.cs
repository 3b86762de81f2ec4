using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>Every page in every language: nobody is shut out, nothing is wider than the screen, nothing fails.</summary>
[Collection<FurnishedShopGroup>]
public sealed class PageTests(Chromium chromium, FurnishedShop shop)
{
    private static readonly string[] Fixed =
    [
        "/", "/retention", "/segments", "/segments/champions", "/segments/activity/high", "/customers", "/customers?q=nobody",
        "/definitions", "/definitions/retention", "/import", "/till", "/settings", "/settings/users", "/settings/keys", "/settings/acts",
        "/loyalty", "/loyalty/new/levels", "/loyalty/draft", "/loyalty/draft/trial", "/loyalty/draft/rules/orders", "/loyalty/draft/rules/new", "/loyalty/draft/levels/new",
        "/signs", "/signs/thresholds", "/outlook", "/outlook/customers", "/actions", "/alerts", "/recommendations", "/growth", "/journey", "/obstacles", "/experiments", "/segments/own/new?ready=slipping",
        "/loyalty/draft/points/points", "/loyalty/draft/rewards/new", "/loyalty/draft/referrals/new",
        "/loyalty/health", "/loyalty/health/definitions", "/loyalty/approvals", "/loyalty/adjust", "/loyalty/import", "/loyalty/rewards",
    ];

    private static readonly string[] OfCustomer = ["", "/profile", "/consents", "/merge", "/erase"];

    private static readonly string[] Outside = ["/sign-in", "/invitation?token=none", "/log/verify"];

    /// <summary>Both colours and both screens are looked at in two languages; the others change only words.</summary>
    public static IEnumerable<TheoryDataRow<string, ColorScheme, Screen>> Looks =>
    [
        new("ru", ColorScheme.Light, Screen.Phone),
        new("uk", ColorScheme.Dark, Screen.Desktop),
        new TheoryDataRow<string, ColorScheme, Screen>("en", ColorScheme.Light, Screen.Desktop).WithTrait("Category", "Long"),
        new TheoryDataRow<string, ColorScheme, Screen>("en", ColorScheme.Dark, Screen.Phone).WithTrait("Category", "Long"),
        new TheoryDataRow<string, ColorScheme, Screen>("pl", ColorScheme.Light, Screen.Phone).WithTrait("Category", "Long"),
    ];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task No_page_shuts_anybody_out(string language, ColorScheme colours, Screen screen)
    {
        await using var stranger = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);
        foreach (var path in Outside)
        {
            await Look(stranger, path, colours);
        }

        stranger.CheckCalm();
        await using var owner = await shop.SignIn(chromium, language, screen);
        owner.ExpectedStatuses.Add(404);
        foreach (var path in Fixed.Concat(OfCustomer.Select(part => shop.Customer + part)).Concat(shop.Imports).Append("/there-is-nothing-here"))
        {
            await Look(owner, path, colours);
        }

        owner.CheckCalm();
    }

    private static async Task Look(Visitor visitor, string path, ColorScheme colours)
    {
        await visitor.Open(path);
        await visitor.CheckPage();
        await visitor.CheckAccessibility(colours);
    }
}
