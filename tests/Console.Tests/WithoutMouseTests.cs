using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>The console by keyboard alone, and without scripts.</summary>
[Collection<FurnishedShopGroup>]
public sealed class WithoutMouseTests(Chromium chromium, FurnishedShop shop)
{
    [Fact]
    public async Task By_keyboard_alone_the_owner_signs_in_and_finds_a_customer()
    {
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, "en", Screen.Desktop);
        var keys = owner.Page.Keyboard;
        await owner.Open("/customers");
        await keys.TypeAsync(FirstSteps.OwnerEmail);
        await TabTo(owner, "password");
        await keys.TypeAsync(FirstSteps.Password);
        await keys.PressAsync("Enter");
        await Assertions.Expect(owner.Page.Locator(".subtitle")).ToHaveTextAsync(owner.Words["customers.subtitle"]);

        await keys.PressAsync("Tab");
        Assert.Equal(owner.Words["ui.skip_to_content"], await owner.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.True((await owner.Page.Locator(".skip-link").BoundingBoxAsync())!.Y >= 0, "The skip link is not seen when it has the focus.");
        await keys.PressAsync("Enter");
        Assert.Equal("content", await owner.Page.EvaluateAsync<string>("document.activeElement.id"));

        await TabTo(owner, "q");
        await keys.TypeAsync("moor");
        var anna = owner.Page.Locator("#results").GetByRole(AriaRole.Link, new() { Name = OrderFile.Of("en").Anna });
        await Assertions.Expect(owner.Page.Locator("#results tbody tr")).ToHaveCountAsync(2);
        for (var steps = 0; steps < 30 && !await anna.EvaluateAsync<bool>("link => link === document.activeElement"); steps++)
        {
            await keys.PressAsync("Tab");
            await SeesFocus(owner);
        }

        await keys.PressAsync("Enter");
        await owner.Reads(OrderFile.Of("en").Anna);
        owner.CheckCalm();
    }

    [Fact]
    public async Task Without_scripts_the_owner_signs_in_reads_searches_and_imports()
    {
        await using var owner = await Visitor.ComeAsync(chromium.Browser, shop.Address, "pl", Screen.Desktop, hasScripts: false);
        await owner.Open("/");
        await owner.Fill("email", FirstSteps.OwnerEmail);
        await owner.Fill("password", FirstSteps.Password);
        await owner.Press("sign_in.enter");
        await owner.Sees(owner.Words["figure.customers"]);
        await owner.GoTo("retention");
        await owner.Sees(owner.Words["retention.steps"]);
        await owner.GoTo("customers");
        await owner.Fill("q", "moor");
        await owner.Press("customers.find");
        await Assertions.Expect(owner.Page.Locator("#results tbody tr")).ToHaveCountAsync(2);
        await owner.Page.Locator("#results tbody a").First.ClickAsync();
        await owner.Sees(owner.Words["customer.story"]);

        await owner.GoTo("import");
        await owner.Field("file").SetInputFilesAsync(shop.Write("again.csv", OrderFile.Of("en").Content()));
        await owner.Press("imports.recognise");
        await owner.Press("preview.start");
        for (var look = 0; look < 60 && owner.Page.Url.EndsWith("/progress", StringComparison.Ordinal); look++)
        {
            await owner.Follow("imports.refresh");
        }

        await owner.Reads(owner.Words.Say("imports.done", 0));
        await owner.Sees($"{OrderFile.Orders}");
        owner.CheckCalm();
    }

    private static async Task TabTo(Visitor owner, string field)
    {
        for (var steps = 0; steps < 30; steps++)
        {
            if (await owner.Page.EvaluateAsync<string>("document.activeElement.name ?? ''") == field)
            {
                return;
            }

            await owner.Page.Keyboard.PressAsync("Tab");
            await SeesFocus(owner);
        }

        Assert.Fail($"The field {field} is not reached by the keyboard.");
    }

    /// <summary>Whatever has the focus is marked: by an outline, or as a field by its border.</summary>
    private static async Task SeesFocus(Visitor owner)
    {
        var isMarked = await owner.Page.EvaluateAsync<bool>(
            """
            () => {
              const here = document.activeElement;
              const looks = [here, here.parentElement].map(part => getComputedStyle(part));
              return here === document.body || looks.some(look => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0);
            }
            """);
        Assert.True(isMarked, $"The focus is not seen on {await owner.Page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}");
    }
}
