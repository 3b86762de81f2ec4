using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>The first hour: the owner's account, the orders, the figures.</summary>
internal static class FirstSteps
{
    public const string OwnerEmail = "olha@shop.example";

    public const string Password = "seven quiet otters";

    /// <summary>Makes the owner of a shop that has its customers already.</summary>
    public static async Task EnterFurnished(Visitor owner, Shop shop, string? currency = null)
    {
        await owner.Open(shop.FirstVisit);
        await owner.Reads(owner.Words["first.title"]);
        await owner.CheckPage();
        Assert.Equal(shop.Code, await owner.Field("Code").InputValueAsync());
        await owner.Fill("Business", "Herbata & Чай");
        await owner.Fill("Name", "Olha Owner");
        await owner.Fill("Email", OwnerEmail);
        await owner.Fill("Password", Password);
        if (currency is not null)
        {
            await owner.Choose("Currency", currency);
        }

        await owner.Press("first.begin");
    }

    public static async Task MakeOwner(Visitor owner, Shop shop)
    {
        await EnterFurnished(owner, shop);
        await owner.Reads(owner.Words["today.welcome"]);
        await owner.Sees(owner.Words["today.empty"]);
        await owner.CheckPage();
    }

    public static async Task BringInOrders(Visitor owner, Shop shop)
    {
        await owner.Follow("today.empty.import");
        await owner.Reads(owner.Words["imports.title"]);
        await owner.Field("file").SetInputFilesAsync(shop.Write("orders.csv", OrderFile.Of(owner.Words.Language).Content()));
        await owner.Press("imports.recognise");

        await owner.Reads(owner.Words.Say("preview.title", OrderFile.Orders + 1));
        await owner.Sees(owner.Words["preview.row_is.line"]);
        await owner.Sees(OrderFile.Of(owner.Words.Language).Anna);
        await owner.Sees(owner.Words.Say("import.warning.dates_unreadable", 1));
        await owner.CheckPage();
        await owner.Press("preview.start");

        await owner.Reads(owner.Words.Say("imports.done", OrderFile.Orders));
        await owner.Sees(OrderFile.BrokenDate);
        await owner.CheckPage();
        var download = await owner.Page.RunAndWaitForDownloadAsync(() => owner.Follow("imports.download"));
        Assert.Contains(OrderFile.BrokenDate, await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    public static async Task LookAround(Visitor owner)
    {
        await owner.Follow("imports.to_today");
        await SeeFigures(owner);
        await owner.CheckPage();

        await owner.GoTo("retention");
        await owner.Reads(owner.Words["retention.title"]);
        await owner.Sees(owner.Words["retention.steps"]);
        await Assertions.Expect(owner.Content.Locator("[data-chart] svg, .chart svg").First).ToBeVisibleAsync();
        await owner.CheckPage();

        await owner.GoTo("segments");
        await owner.Sees(owner.Words["segments.list"]);
        await owner.CheckPage();
        await owner.Content.GetByRole(AriaRole.Row).GetByRole(AriaRole.Link).First.ClickAsync();
        await owner.Page.WaitForURLAsync("**/segments/*");
        await owner.Sees(owner.Words["segment.all"]);
        await owner.CheckPage();
    }

    /// <summary>The figures are computed some seconds after the import, and may have been computed in its midst before.</summary>
    private static async Task SeeFigures(Visitor owner)
    {
        var figures = owner.Content.GetByText(owner.Words.Say("figure.customers.detail", OrderFile.Orders));
        for (var look = 0; look < 60 && !await IsSeen(figures); look++)
        {
            await owner.Page.ReloadAsync();
        }

        await Assertions.Expect(figures.First).ToBeVisibleAsync();
        await owner.Sees($"{OrderFile.Customers}");
    }

    private static async Task<bool> IsSeen(ILocator part)
    {
        try
        {
            await Assertions.Expect(part.First).ToBeVisibleAsync(new() { Timeout = 1_000 });
            return true;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }
}
