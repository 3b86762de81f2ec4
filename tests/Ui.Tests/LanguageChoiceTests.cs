namespace Regulars.Ui.Tests;

public class LanguageChoiceTests
{
    [Theory]
    [InlineData("pl", "uk", "ru", Language.Polish)]
    [InlineData(null, "uk", "ru", Language.Ukrainian)]
    [InlineData(null, "xx", "ru-RU,ru;q=0.9,en;q=0.8", Language.Russian)]
    [InlineData(null, null, "de-DE,de;q=0.9,pl;q=0.7,en;q=0.8", Language.English)]
    [InlineData(null, null, "en;q=0.3, uk;q=0.9", Language.Ukrainian)]
    [InlineData(null, null, "pl;q=0, ru;q=0.1", Language.Russian)]
    [InlineData(null, null, "fr, de", Language.English)]
    [InlineData(null, null, null, Language.English)]
    [InlineData(null, null, ";;q=,=,uk;q=nonsense", Language.English)]
    public void The_choice_goes_before_the_cookie_before_the_browser(string? chosen, string? cookie, string? header, Language expected) =>
        Assert.Equal(expected, LanguageChoice.Pick(chosen, cookie, header));

    [Fact]
    public void Names_are_sorted_as_each_language_sorts_them()
    {
        string[] polish = ["Łukasz", "Zofia", "Lech", "Ćwik", "Cezary"];
        string[] ukrainian = ["Яна", "Іван", "Євген", "Ґалаґан", "Ганна", "Дарина"];

        Assert.Equal(["Cezary", "Ćwik", "Lech", "Łukasz", "Zofia"], polish.Order(Language.Polish.Comparer()));
        Assert.Equal(["Ганна", "Ґалаґан", "Дарина", "Євген", "Іван", "Яна"], ukrainian.Order(Language.Ukrainian.Comparer()));
    }
}
