namespace Regulars.Ui.Tests;

public class ShellTests
{
    private static readonly Dictionary<string, object?> Titled = new() { ["Title"] = "Who <i>leaves</i>?", ["ChildContent"] = Rendering.Words("<script>alert(1)</script>") };

    [Fact]
    public async Task The_page_says_its_language_title_and_content_without_trusting_them()
    {
        var page = await Rendering.Page<ConsoleLayout>(Titled, Language.Ukrainian);

        Assert.Equal("uk", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Who <i>leaves</i>?", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Equal("Saved <b>all</b>", page.QuerySelector("[aria-live] .message")!.TextContent);
    }

    [Fact]
    public async Task Nothing_on_the_page_needs_inline_scripts_or_styles()
    {
        var page = await Rendering.Page<ConsoleLayout>(Titled);

        Assert.Empty(page.QuerySelectorAll("[style], [onclick], style, script:not([src])"));
    }

    [Fact]
    public async Task The_menu_is_ordered_marks_where_the_reader_is_and_counts_what_waits()
    {
        var page = await Rendering.Page<ConsoleLayout>(Titled, Language.Russian);

        var items = page.QuerySelectorAll(".navigation a");
        Assert.Equal(["/customers", "/second", "/settings"], items.Select(item => item.GetAttribute("href")));
        Assert.Equal("page", items[0].GetAttribute("aria-current"));
        Assert.Null(items[1].GetAttribute("aria-current"));
        Assert.Equal("ждут вас: 7", items[0].QuerySelector(".unseen")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll(".navigation ul").Length);
    }

    [Fact]
    public async Task Language_and_colours_are_changed_by_plain_forms_that_return_to_the_page()
    {
        var page = await Rendering.Page<ConsoleLayout>(Titled, Language.Polish);

        var form = page.QuerySelector("button[name=language][value=pl]")!.Closest("form")!;
        Assert.Equal("true", form.QuerySelector("[value=pl]")!.GetAttribute("aria-pressed"));
        Assert.Equal("/customers/7?tab=story", form.QuerySelector("[name=return]")!.GetAttribute("value"));
        Assert.Equal("secret", form.QuerySelector("[name=token-field]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("button[name=theme][value=dark]"));
        Assert.NotNull(page.QuerySelector("form[action='/sign-out'] button"));
    }

    [Fact]
    public async Task Someone_who_is_not_signed_in_is_offered_languages_only()
    {
        var page = await Rendering.Page<PlainLayout>(Titled, visit: Rendering.Visit with { Person = null });

        Assert.Null(page.QuerySelector("form[action='/sign-out']"));
        Assert.Equal(4, page.QuerySelectorAll("button[name=language]").Length);
    }

    [Fact]
    public async Task The_first_link_skips_to_the_content()
    {
        var page = await Rendering.Page<ConsoleLayout>(Titled);

        Assert.Equal("#content", page.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("main", page.QuerySelector("#content")!.LocalName);
    }
}
