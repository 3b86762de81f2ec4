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

    private static readonly string[] OfCustomer = ["", "/profile", "/consents", "/merge", "/erase", "/offers"];

    private static readonly string[] Outside = ["/sign-in", "/invitation?token=none", "/log/verify"];

    /// <summary>Each page is looked at in one language always, and among the long proofs in all of them, in both colours and on both screens.</summary>
    public static IEnumerable<TheoryDataRow<string, ColorScheme, Screen, int?>> Looks =>
    [
        new("ru", ColorScheme.Light, Screen.Phone, 0),
        new("uk", ColorScheme.Dark, Screen.Desktop, 1),
        .. from look in (TheoryDataRow<string, ColorScheme, Screen, int?>[])
            [
                new("ru", ColorScheme.Light, Screen.Phone, null),
                new("uk", ColorScheme.Dark, Screen.Desktop, null),
                new("en", ColorScheme.Light, Screen.Desktop, null),
                new("en", ColorScheme.Dark, Screen.Phone, null),
                new("pl", ColorScheme.Light, Screen.Phone, null),
            ]
            select look.WithTrait("Category", "Long"),
    ];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task No_page_shuts_anybody_out(string language, ColorScheme colours, Screen screen, int? everySecondFrom)
    {
        await using var stranger = await Visitor.ComeAsync(chromium.Browser, shop.Address, language, screen);
        foreach (var path in Outside)
        {
            await Look(stranger, path, colours);
        }

        stranger.CheckCalm();
        await using var owner = await shop.SignIn(chromium, language, screen);
        owner.ExpectedStatuses.Add(404);
        var paths = Fixed.Concat(OfCustomer.Select(part => shop.Customer + part)).Concat(shop.Imports).Append("/there-is-nothing-here");
        foreach (var (index, path) in paths.Index())
        {
            if (everySecondFrom is null || index % 2 == everySecondFrom)
            {
                await Look(owner, path, colours);
            }
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
