namespace Regulars.Ui.Tests;

public class FormTests
{
    [Fact]
    public async Task A_form_that_changes_something_carries_the_token_and_a_search_does_not()
    {
        var post = await Rendering.Page<Form>(new() { ["Action"] = "/merge" });
        var search = await Rendering.Page<Form>(new() { ["Action"] = "/customers", ["Method"] = "get" });

        Assert.Equal("secret", post.QuerySelector("input[type=hidden]")!.GetAttribute("value"));
        Assert.Null(search.QuerySelector("input"));
    }

    [Fact]
    public async Task An_error_is_tied_to_its_input()
    {
        var field = await Rendering.Page<TextField>(new()
        {
            ["Name"] = "email", ["Label"] = "E-mail", ["Help"] = "Where to write.", ["Error"] = "There is no @.", ["Value"] = "\"><script>",
        });

        var input = field.QuerySelector("input")!;
        Assert.Equal("email-help email-error", input.GetAttribute("aria-describedby"));
        Assert.Equal("There is no @.", field.GetElementById("email-error")!.TextContent);
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("\"><script>", input.GetAttribute("value"));
        Assert.Equal("email", field.QuerySelector("label")!.GetAttribute("for"));
    }

    [Fact]
    public async Task A_choice_keeps_what_was_chosen()
    {
        Choice[] choices = [new("read", "Read"), new("write", "Write")];
        var select = await Rendering.Page<SelectField>(new() { ["Name"] = "scope", ["Label"] = "May", ["Choices"] = choices, ["Value"] = "write" });
        var group = await Rendering.Page<ChoiceGroup>(new() { ["Name"] = "scope", ["Label"] = "May", ["Choices"] = choices, ["Selected"] = new[] { "write" } });

        Assert.Equal("write", select.QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal("write", Assert.Single(group.QuerySelectorAll("input[checked]")).GetAttribute("value"));
        Assert.Equal("May", group.QuerySelector("legend")!.TextContent);
    }

    [Fact]
    public async Task A_question_leads_to_a_page_without_scripts()
    {
        var dialog = await Rendering.Page<ConfirmDialog>(new()
        {
            ["Id"] = "erase", ["Opener"] = "Erase", ["Title"] = "Erase?", ["Confirm"] = "Erase", ["Action"] = "/customers/7/erase", ["Href"] = "/customers/7/erase",
        });

        Assert.Equal("/customers/7/erase", dialog.QuerySelector("a[data-dialog=erase]")!.GetAttribute("href"));
        Assert.Equal("post", dialog.QuerySelector("dialog form")!.GetAttribute("method"));
        Assert.NotNull(dialog.QuerySelector("dialog [name=token-field]"));
    }
}
