namespace Regulars.Kernel.Tests;

public class TextTests
{
    [Theory]
    [InlineData("  Łukasz   ŻÓŁĆ ", "lukasz zolc")]
    [InlineData("Алёна", "алена")]
    [InlineData("Їжак Йосип", "їжак йосип")]
    [InlineData("O’Brien 🙂", "o’brien 🙂")]
    public void Folding_keeps_what_people_tell_apart_and_drops_the_rest(string text, string folded) =>
        Assert.Equal(folded, Text.Fold(text));

    [Theory]
    [InlineData("🙂 fine", true)]
    [InlineData("a\\0b", false)]
    [InlineData("half \\uD83D", false)]
    [InlineData("\\uDE42 half", false)]
    [InlineData("\\uDE42\\uD83D turned", false)]
    [InlineData("🙂\\uD83D", false)]
    public void Text_that_no_engine_can_keep_is_told(string escaped, bool kept) =>
        Assert.Equal(kept, Text.CanBeKept(System.Text.RegularExpressions.Regex.Unescape(escaped)));
}
