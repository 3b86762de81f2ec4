using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>A shop with orders, figures, a draft of a programme, an uploaded file that waits and one that is refused; shared by all tests that only look at it or add to it.</summary>
public sealed class FurnishedShop(Chromium chromium) : IAsyncLifetime
{
    private Shop shop = null!;

    private IReadOnlyList<Cookie> signedIn = [];

    /// <summary>Where the console is.</summary>
    public string Address => shop.Address;

    /// <summary>The path of a customer's page.</summary>
    public string Customer { get; private set; } = "";

    /// <summary>The pages of imports: a result, a preview, a file without dates, a refusal.</summary>
    public IReadOnlyList<string> Imports { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        shop = await Shop.OpenAsync();
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, "en", Screen.Desktop);
        await FirstSteps.MakeOwner(owner, shop);
        await FirstSteps.BringInOrders(owner, shop);
        var result = new Uri(owner.Page.Url).AbsolutePath;
        await FirstSteps.LookAround(owner);
        await owner.GoTo("customers");
        Customer = await owner.Page.Locator("#results tbody a").First.GetAttributeAsync("href") ?? "";
        Imports =
        [
            result,
            await Upload(owner, "orders.csv", OrderFile.Of("en").Content()),
            await Upload(owner, "nodate.csv", "Number,Customer,Total\n1,Anna,5.00\n2,Ben,6.50\n"u8.ToArray()),
            await Upload(owner, "empty.csv", " "u8.ToArray()),
        ];
        await ProgrammeSteps.MakeDraft(owner);
        signedIn = [.. (await owner.Page.Context.CookiesAsync()).Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = shop.Address })];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        shop?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The owner, signed in, in a window of their own.</summary>
    internal async Task<Visitor> SignIn(Chromium browser, string language, Screen screen, bool hasScripts = true)
    {
        var owner = await Visitor.ComeAsync(browser.Browser, shop.Address, language, screen, hasScripts);
        await owner.Page.Context.AddCookiesAsync(signedIn.Where(cookie => cookie.Name == "regulars"));
        return owner;
    }

    /// <summary>A file beside the data, for uploading.</summary>
    internal string Write(string name, byte[] content) => shop.Write(name, content);

    private async Task<string> Upload(Visitor owner, string name, byte[] content)
    {
        await owner.Open("/import");
        await owner.Field("file").SetInputFilesAsync(shop.Write(name, content));
        await owner.Press("imports.recognise");
        await owner.Page.WaitForURLAsync("**/import/*");
        return new Uri(owner.Page.Url).AbsolutePath;
    }
}

/// <summary>The tests that share the furnished shop.</summary>
[CollectionDefinition]
public sealed class FurnishedShopGroup : ICollectionFixture<FurnishedShop>;
