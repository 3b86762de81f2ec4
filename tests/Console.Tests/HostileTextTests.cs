using System.Text;
using Microsoft.Playwright;
using Regulars.Console.Tests.Access;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>Names, notes, headings and file names written to harm are shown as the text that they are.</summary>
public sealed class HostileTextTests(Chromium chromium, OpenShop open) : IClassFixture<OpenShop>
{
    private const string Script = "<script>window.taken=1</script>";

    private const string Attribute = "\"onmouseover=\"window.taken=1\" x='";

    private const string Turned = "\u202Eevil\u202C";

    private static readonly string Endless = new('ш', 190);

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task Hostile_text_is_shown_as_text(Screen screen)
    {
        var key = await open.NewKey("facts.write", "customers.read", "customers.write");
        await using var owner = await Visitor.ComeAsync(chromium.Browser, open.Shop.Address, "en", screen);
        owner.ExpectedStatuses.Add(401);
        await owner.Open("/sign-in");
        await owner.Fill("email", "olha@shop.example");
        await owner.Fill("password", Caller.Password);
        await owner.Press("sign_in.enter");
        foreach (var (index, name) in ((string[])[Script, Attribute, Turned, Endless]).Index())
        {
            var number = $"{screen}{index}";
            var customer = await open.Tell(key, Order(number, name));
            await LookAt(owner, $"/customers/{customer}", name);
            await LookAt(owner, $"/customers/{customer}/profile", null);
            await LookAt(owner, $"/customers/{customer}/merge", name);
            await LookAt(owner, $"/customers?q=order-{number}", name);
            await owner.Open($"/customers/{customer}");
            await owner.Content.Locator("[hx-get*='/orders/']").First.ClickAsync();
            await Assertions.Expect(owner.Content.Locator(".order-lines")).ToContainTextAsync(name);
            await Unharmed(owner);
        }

        await owner.Open("/import");
        await owner.Field("file").SetInputFilesAsync(new FilePayload { Name = $"{Script[..8]}{Endless[..60]}.csv", MimeType = "text/csv", Buffer = File() });
        await owner.Press("imports.recognise");
        await owner.Sees(Script);
        await Unharmed(owner);
        await owner.Press("preview.start");
        await owner.Sees(owner.Words["imports.recorded"]);
        await Unharmed(owner);
        await LookAt(owner, "/import", null);
        await LookAt(owner, "/customers?q=" + Uri.EscapeDataString(Script), null);
        await LookAt(owner, "/retention?from=" + Uri.EscapeDataString(Attribute) + "&now=yes&part=store:" + Uri.EscapeDataString(Script), null);
        owner.CheckCalm();
    }

    [Fact]
    public async Task Ten_thousand_characters_are_refused_and_nothing_breaks()
    {
        var longest = new string('я', 10_000);
        using var named = await open.Owner.Post("/settings/users", ("name", longest), ("email", "long@shop.example"), ("role", "analyst"));
        Assert.True((int)named.StatusCode < 500);
        Assert.DoesNotContain("long@shop.example</td>", await Caller.Body(named), StringComparison.Ordinal);
        using var keyed = await open.Owner.Post("/settings/keys", ("name", longest), ("scopes", "reports.read"));
        Assert.DoesNotContain("id=\"new-key\"", await Caller.Body(keyed), StringComparison.Ordinal);
        using var searched = await open.Owner.Get("/customers?q=" + longest[..1_000]);
        Assert.Equal(System.Net.HttpStatusCode.OK, searched.StatusCode);
        using var stranger = new Caller(open.Shop);
        using var refused = await stranger.Post("/sign-in", ("email", longest), ("password", longest));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task LookAt(Visitor owner, string path, string? seen)
    {
        await owner.Open(path);
        if (seen is not null)
        {
            await owner.Sees(seen);
        }

        await Unharmed(owner);
    }

    private static async Task Unharmed(Visitor owner)
    {
        await owner.CheckPage();
        Assert.False(await owner.Page.EvaluateAsync<bool>("'taken' in window"), $"A script ran on {owner.Page.Url}.");
        Assert.Equal(0, await owner.Page.Locator("[onmouseover]").CountAsync());
    }

    private static string Order(string number, string text)
    {
        var written = System.Text.Json.JsonSerializer.Serialize(text);
        return $$"""
            {"number":"order-{{number}}","placedAt":"2026-03-01","store":{{Short(text)}},"payment":{{Short(text)}},
             "customer":{"number":"hostile-{{number}}","profile":{"name":{{written}},"city":{{Short(text)}},"attributes":{"note":{{written}}} } },
             "lines":[{"name":{{written}},"quantity":1,"unitPrice":5}]}
            """;
    }

    private static string Short(string text) => System.Text.Json.JsonSerializer.Serialize(text.Length > 60 ? text[..60] : text);

    private static byte[] File() => Encoding.UTF8.GetBytes(
        $"order number,date,customer id,customer name,total,status,{Quoted(Script)},{Quoted(Attribute)},{Quoted(Turned)},{Endless}\n"
        + $"file-1,2026-02-01,f1,{Quoted(Script)},5.00,{Quoted(Script)},a,b,c,{Endless}\n"
        + $"file-2,2026-02-02,f2,{Quoted(Attribute)},6.00,{Quoted(Attribute)},a,b,c,{Endless}\n");

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
