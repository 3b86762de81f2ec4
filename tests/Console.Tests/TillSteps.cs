using Microsoft.Playwright;
using Regulars.Console.Tests.Browsing;
using Regulars.Console.Tests.Running;

namespace Regulars.Console.Tests;

/// <summary>What staff does at the till, and what the member does with their own page.</summary>
internal static class TillSteps
{
    private const string NewPhone = "+48 500 600 700";

    private const string NewName = "Zoë Żyła";

    /// <summary>A point for each unit of money, worth a tenth of it, to be used at once.</summary>
    public static async Task StartProgramme(Visitor owner)
    {
        await owner.Open("/loyalty/new/levels");
        await owner.Fill("value", "0.1");
        await owner.Press("template.make");
        await owner.Press("draft.publish");
        await owner.Sees(owner.Words["programme.done.published"]);
    }

    public static async Task FindAnna(Visitor owner)
    {
        await owner.GoTo("till");
        await owner.Reads(owner.Words["till.title"]);
        Assert.Equal("code", await owner.Page.EvaluateAsync<string>("document.activeElement.name"));
        await Look(owner, "till");
        await owner.Fill("code", OrderFile.AnnaPhone);
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Reads(Anna(owner));
    }

    public static async Task ConfirmTwice(Visitor owner)
    {
        await Type(owner, "42");
        await owner.Content.Locator($"[data-key='{Separator(owner)}']").ClickAsync();
        await owner.Content.Locator($"[data-key='{Separator(owner)}']").ClickAsync();
        await Type(owner, "509");
        await owner.Content.Locator("[data-key='back']").ClickAsync();
        Assert.Equal($"42{Separator(owner)}50", await owner.Field("amount").InputValueAsync());
        await Assertions.Expect(Offer(owner)).ToContainTextAsync(Points(owner, 42));
        await Assertions.Expect(Offer(owner)).ToContainTextAsync($"42{Separator(owner)}50");
        await Look(owner, "till-basket");
        await owner.Press("till.confirm");

        await owner.Reads(owner.Words.Say("till.booked.given", Points(owner, 42)));
        await owner.Sees(owner.Words["till.receipt"]);
        await Look(owner, "till-order");
        await owner.Page.GoBackAsync();
        await owner.Sees(owner.Words["till.again"]);
        Assert.Equal("42", await Balance(owner));
    }

    public static async Task UndoIt(Visitor owner)
    {
        await owner.Press("till.undo");
        await owner.Reads(owner.Words["till.undone"]);
        await owner.Sees(owner.Words.Say("till.said.taken_back", Points(owner, 42)));
        Assert.Equal("0", await Balance(owner));
        await Assertions.Expect(owner.Content.GetByRole(AriaRole.Button, new() { Name = owner.Words["till.undo"] })).ToHaveCountAsync(0);
        await Look(owner, "till-undone");
    }

    /// <summary>The second basket is paid in part with the points of the first; Enter in a product's field books nothing.</summary>
    public static async Task PayWithPoints(Visitor owner)
    {
        await owner.Follow("till.same");
        await owner.Press("till.confirm");
        await owner.Sees(owner.Words["till.wrong.amount"]);
        await owner.Fill("amount", "100");
        await owner.Content.GetByRole(AriaRole.Button, new() { Name = owner.Words["till.confirm"] }).DblClickAsync();
        await owner.Sees(owner.Words.Say("till.said.given", Points(owner, 100)));
        Assert.Equal("100", await Balance(owner));
        await owner.Follow("till.same");
        await owner.Content.Locator("summary").First.ClickAsync();
        await owner.Field("product").First.FillAsync("tea");
        await owner.Field("price").First.FillAsync("20");
        await owner.Page.EvaluateAsync("document.documentElement.dataset.before = 'enter'");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Page.Locator("html:not([data-before]).has-scripts")).ToHaveCountAsync(1);
        await owner.Content.Locator("label", new() { Has = owner.Page.Locator("[value=some]") }).ClickAsync();
        await owner.Content.Locator("#points").FillAsync("500");
        // The part that is redrawn says it already before the page that was asked for is there.
        await owner.Page.EvaluateAsync("document.documentElement.dataset.before = 'wrong'");
        await owner.Press("till.confirm");
        await Assertions.Expect(owner.Page.Locator("html:not([data-before]).has-scripts")).ToHaveCountAsync(1);
        await owner.Sees(owner.Words["till.wrong.points"]);
        await owner.Content.Locator("label", new() { Has = owner.Page.Locator("[value=all]") }).ClickAsync();
        await Assertions.Expect(Offer(owner)).ToContainTextAsync($"10{Separator(owner)}00");
        await Look(owner, "till-pay");
        await owner.Press("till.confirm");
        await owner.Sees(owner.Words.Say("till.said.used", Points(owner, 100)));
        Assert.Equal("10", await Balance(owner));
    }

    public static async Task MakeMember(Visitor owner)
    {
        await owner.Follow("till.next");
        await owner.Fill("code", NewPhone);
        await owner.Press("till.find");
        await owner.Sees(owner.Words["till.unknown"]);
        await Look(owner, "till-unknown");
        await owner.Fill("name", NewName);
        await owner.Press("till.join");
        await owner.Reads(NewName);
        await owner.Open("/till");
        await owner.Fill("code", NewPhone);
        await owner.Press("till.find");
        await owner.Reads(NewName);
    }

    /// <summary>The member opens the link on their phone, shows its code at the till, and verifies a receipt.</summary>
    public static async Task OpenOwnPage(Visitor owner, Visitor member)
    {
        await FindAnna(owner);
        await owner.Follow("till.customer");
        await owner.Press("link.make");
        await owner.Reads(owner.Words["link.new"]);
        await Look(owner, "member-link");
        var link = await owner.Page.Locator("#member-link").InputValueAsync();

        var answer = await member.Page.GotoAsync(link);
        Assert.Equal("no-referrer", answer!.Headers["referrer-policy"]);
        Assert.Contains("no-store", answer.Headers["cache-control"], StringComparison.Ordinal);
        await member.Reads(Anna(member));
        await member.Sees(member.Words.Say("member.moved.earned", Points(member, 100)));
        await Look(member, "member");

        var code = await member.Page.Locator(".member-digits").InnerTextAsync();
        await owner.Open("/till");
        await owner.Fill("code", code);
        await owner.Press("till.find");
        await owner.Reads(Anna(owner));
        await owner.Open("/till");
        await owner.Fill("code", code);
        await owner.Press("till.find");
        await owner.Sees(owner.Words["till.unknown"]);

        await VerifyReceipt(member);
        await owner.Open(await CustomerPage(owner));
        await owner.Press("link.revoke");
        await owner.Sees(owner.Words["link.help"]);
        member.ExpectedStatuses.Add(404);
        await member.Page.GotoAsync(link);
        await member.Reads(member.Words["member.unknown"]);
    }

    private static async Task VerifyReceipt(Visitor member)
    {
        var download = await member.Page.RunAndWaitForDownloadAsync(() => member.Content.Locator("a[download]").First.ClickAsync());
        var receipt = await File.ReadAllTextAsync(await download.PathAsync());
        await member.Follow("till.receipt.verify");
        await member.Reads(member.Words["verify.title"]);
        var key = await member.Field("keys").InputValueAsync();
        await member.Field("file").SetInputFilesAsync(await download.PathAsync());
        await member.Sees(member.Words["verify.good"]);
        await member.Sees("regulars-ledger-v1");
        await Look(member, "verify");

        await Verify(member, Changed(receipt), key, "verify.bad.tree");
        await Verify(member, receipt.Replace("\nindex ", "\nindex 1", StringComparison.Ordinal), key, "verify.bad.tree");
        await Verify(member, "my receipt", key, "verify.bad.form");
        await Verify(member, receipt, "some+key", "verify.bad.key");
        await Verify(member, receipt, "other.example/log+4a6f3b1c+AQ==", "verify.bad.key");
        await Verify(member, receipt, key, "verify.good");
    }

    private static async Task Verify(Visitor member, string receipt, string key, string told)
    {
        await member.Fill("receipt", receipt);
        await member.Fill("keys", key);
        await member.Press("verify.do");
        await Assertions.Expect(member.Page.Locator("[data-verdict]")).ToHaveTextAsync(member.Words[told]);
    }

    /// <summary>The same receipt about one point more.</summary>
    private static string Changed(string receipt)
    {
        var lines = receipt.Split('\n');
        var place = Array.FindIndex(lines, line => line.StartsWith("extra ", StringComparison.Ordinal));
        var carried = Convert.FromBase64String(lines[place][6..]);
        carried[^4] ^= 1;
        lines[place] = "extra " + Convert.ToBase64String(carried);
        return string.Join('\n', lines);
    }

    private static async Task Look(Visitor visitor, string name)
    {
        await visitor.CheckPage();
        await visitor.Picture(name);
        await visitor.CheckAccessibility(ColorScheme.Dark);
        await visitor.CheckAccessibility(ColorScheme.Light);
    }

    private static async Task Type(Visitor owner, string digits)
    {
        foreach (var digit in digits)
        {
            await owner.Content.Locator($"[data-key='{digit}']").ClickAsync();
        }
    }

    private static async Task<string> CustomerPage(Visitor owner)
    {
        await owner.Open("/till");
        await owner.Fill("code", OrderFile.AnnaPhone);
        await owner.Press("till.find");
        await owner.Reads(Anna(owner));
        return await owner.Content.GetByRole(AriaRole.Link, new() { Name = owner.Words["till.customer"] }).GetAttributeAsync("href") ?? "";
    }

    private static Task<string> Balance(Visitor owner) => owner.Content.Locator(".figure-value strong").First.InnerTextAsync();

    private static ILocator Offer(Visitor owner) => owner.Page.Locator("#offer");

    private static string Points(Visitor visitor, int count) => visitor.Words.Say("points.count", count);

    private static string Separator(Visitor visitor) => visitor.Words.Language == "en" ? "." : ",";

    private static string Anna(Visitor visitor) => OrderFile.Of(visitor.Words.Language).Anna;
}
