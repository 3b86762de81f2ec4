using System.Text.Json;
using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>What the owner does with one customer: finds, reads, corrects, merges, parts, exports, forgets.</summary>
internal static class CustomerSteps
{
    private const string Gift = "Chester Teapot";

    public static async Task Find(Visitor owner)
    {
        await owner.GoTo("customers");
        await owner.Reads(owner.Words.Say("customers.title.count", OrderFile.Customers));
        await Search(owner, Anna(owner).Split(' ')[0].ToUpperInvariant());
        await Assertions.Expect(Found(owner)).ToContainTextAsync([Anna(owner)]);
        await Search(owner, "601 234 500");
        await Assertions.Expect(Found(owner)).ToHaveTextAsync([Anna(owner)]);
        await owner.CheckPage();
    }

    public static async Task Open(Visitor owner)
    {
        await Found(owner).First.ClickAsync();
        await owner.Reads(Anna(owner));
        await owner.Sees(owner.Words["customer.story"]);
        await owner.Sees("500");
        await owner.CheckPage();

        var lines = owner.Content.Locator("[hx-get*='/orders/']").First;
        await lines.ClickAsync();
        await Assertions.Expect(owner.Content.Locator(".order-lines").First).ToContainTextAsync("Tea ");
        await owner.CheckPage();
    }

    public static async Task ChangeProfile(Visitor owner)
    {
        await owner.Follow("customer.edit");
        await owner.Reads(owner.Words.Say("profile.title", Anna(owner)));
        await owner.CheckPage();
        await owner.Fill("city", "Lwów-Київ");
        await owner.Fill("birthday", "1990-02-28");
        await owner.Fill("new-name", "favourite");
        await owner.Fill("new-value", Gift);
        await owner.Press("profile.save");
        await owner.Sees(owner.Words["done.saved"]);
        await owner.Sees("Lwów-Київ");
        await owner.Sees("1990");
        await owner.Sees(Gift);

        await owner.Follow("customer.edit");
        await owner.Fill("birthday", "");
        await owner.Press("profile.save");
        await owner.Sees(owner.Words["done.saved"]);
        await owner.SeesNo("1990");
    }

    public static async Task GiveConsent(Visitor owner)
    {
        await owner.Follow("customer.consents.change");
        await owner.CheckPage();
        await owner.Content.Locator("input[name=granted][value=yes]").CheckAsync();
        await owner.Choose("channel", "email");
        await owner.Fill("wording", "Yes, write to me about tea.");
        await owner.Press("consent.save");
        await owner.Sees(owner.Words["done.consent"]);
        await owner.Sees("Yes, write to me about tea.");
        await owner.Sees(owner.Words["consent.granted"]);
    }

    public static async Task MergeAndPart(Visitor owner)
    {
        Assert.Equal((5, 500m), await Told(owner));
        await Menu(owner, "customer.merge");
        await owner.Reads(owner.Words.Say("merge.title", Anna(owner)));
        await owner.CheckPage();
        await owner.Fill("q", "person1@example.com");
        await owner.Press("customers.find");
        await owner.Follow("merge.compare");
        await owner.Reads(owner.Words["merge.question"]);
        await owner.Sees(OrderFile.Of(owner.Words.Language).Twin);
        await owner.CheckPage();
        await owner.Press("merge.confirm");
        await owner.Sees(owner.Words["done.merged"]);
        await owner.CheckPage();
        Assert.Equal((10, 600m), await Told(owner));

        await owner.Press("customer.unmerge");
        await owner.Sees(owner.Words["done.unmerged"]);
        Assert.Equal((5, 500m), await Told(owner));
    }

    public static async Task ExportAndErase(Visitor owner)
    {
        var name = Anna(owner);
        await Menu(owner, "customer.erase");
        await owner.Reads(owner.Words.Say("erase.title", name));
        await owner.CheckPage();
        await owner.Press("erase.do");
        await owner.Sees(owner.Words["done.unconfirmed"]);
        await owner.Content.Locator("input[name=confirmed]").CheckAsync();
        await owner.Press("erase.do");

        await owner.Reads(owner.Words["customer.erased.name"]);
        await owner.Sees(owner.Words["customer.erased"]);
        await owner.SeesNo(name);
        await owner.SeesNo(Gift);
        await owner.CheckPage();
        await owner.GoTo("customers");
        await Search(owner, name);
        await owner.Sees(owner.Words["customers.none_found"]);
        await Search(owner, "601 234 500");
        await owner.Sees(owner.Words["customers.none_found"]);
    }

    /// <summary>Searches while typing: the list follows without a button.</summary>
    private static async Task Search(Visitor owner, string words)
    {
        await owner.Page.RunAndWaitForResponseAsync(
            () => owner.Field("q").FillAsync(words),
            response => response.Url.Contains("/customers?", StringComparison.Ordinal));
        await Assertions.Expect(owner.Page.Locator(".htmx-request, .htmx-swapping, .htmx-settling")).ToHaveCountAsync(0);
    }

    private static ILocator Found(Visitor owner) => owner.Page.Locator("#results tbody tr a[href^='/customers/']");

    private static string Anna(Visitor owner) => OrderFile.Of(owner.Words.Language).Anna;

    private static async Task Menu(Visitor owner, string key)
    {
        await owner.Content.Locator("details.menu > summary").First.ClickAsync();
        await owner.Content.Locator("details.menu").GetByRole(AriaRole.Link, new() { Name = owner.Words[key], Exact = true }).ClickAsync();
    }

    /// <summary>Orders and their value, as the export of everything that is kept says.</summary>
    private static async Task<(int Orders, decimal Gross)> Told(Visitor owner)
    {
        await owner.Content.Locator("details.menu > summary").First.ClickAsync();
        var download = await owner.Page.RunAndWaitForDownloadAsync(() =>
            owner.Content.Locator("details.menu").GetByRole(AriaRole.Link, new() { Name = owner.Words["customer.export"], Exact = true }).ClickAsync());
        await owner.Content.Locator("details.menu > summary").First.ClickAsync();
        var customer = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync())).RootElement.GetProperty("customer");
        var (orders, gross) = (customer.GetProperty("orders").GetInt32(), customer.GetProperty("gross").GetDecimal());
        await owner.Sees($"{gross:0}");
        return (orders, gross);
    }
}
