namespace Regulars.Ui.Tests;

public class TextCatalogTests
{
    private static readonly HashSet<string> Alike = ["ui.brand"];

    [Fact]
    public void Every_text_is_whole_in_four_languages() => Assert.Empty(TextChecks.Faults(Readers.Catalog, Alike));

    [Fact]
    public void Every_text_that_Ui_asks_for_exists_and_none_is_left_over()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "src", "Ui");

        Assert.Empty(TextChecks.UsageFaults(Readers.Catalog, folder));
    }

    [Fact]
    public void A_missing_key_throws_where_texts_are_strict() =>
        Assert.Throws<KeyNotFoundException>(() => Readers.Of(Language.Polish).Text("no.such.text"));

    [Fact]
    public void A_missing_key_is_shown_elsewhere()
    {
        var catalog = new TextCatalog([], isStrict: false);

        Assert.Equal("no.such.text", catalog.Template(Language.Polish, "no.such.text", null));
    }

    [Fact]
    public void Faulty_texts_are_told_with_their_key_and_language()
    {
        var catalog = new TextCatalog([typeof(TextCatalogTests).Assembly], isStrict: true);

        var faults = TextChecks.Faults(catalog, Alike);

        Assert.Contains("faulty.missing (pl): there is no text.", faults);
        Assert.Contains("faulty.placeholder (ru), other: the placeholders are not those of the English text.", faults);
        Assert.Contains("faulty.untranslated (pl), other: the text is the English one.", faults);
        Assert.Contains("faulty.untranslated (ru), other: the text has no Cyrillic letter.", faults);
        Assert.Contains("faulty.neighbour (uk), other: the text has letters of the neighbouring language.", faults);
        Assert.Contains("faulty.quotes (en), other: the text has straight quotation marks or apostrophes.", faults);
        Assert.Contains("faulty.forms (ru): the forms are one, other, not one, few, many, other.", faults);
    }

    [Fact]
    public void Texts_that_no_source_asks_for_are_found()
    {
        var catalog = new TextCatalog([typeof(TextCatalogTests).Assembly], isStrict: true);

        var faults = TextChecks.UsageFaults(catalog, Path.Combine(RepositoryRoot.Path, "src", "Ui"));

        Assert.Contains("No source asks for the text 'faulty.quotes'.", faults);
    }
}
