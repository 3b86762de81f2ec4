using System.Globalization;

namespace Regulars.Ui.Tests;

public class PluralTests
{
    // The samples of Unicode CLDR 46, supplemental/plurals.xml.
    [Theory]
    [InlineData(Language.English, "1", "one")]
    [InlineData(Language.English, "1.0", "other")]
    [InlineData(Language.English, "0", "other")]
    [InlineData(Language.English, "21", "other")]
    [InlineData(Language.Russian, "1", "one")]
    [InlineData(Language.Russian, "21", "one")]
    [InlineData(Language.Russian, "101", "one")]
    [InlineData(Language.Russian, "11", "many")]
    [InlineData(Language.Russian, "111", "many")]
    [InlineData(Language.Russian, "3", "few")]
    [InlineData(Language.Russian, "22", "few")]
    [InlineData(Language.Russian, "12", "many")]
    [InlineData(Language.Russian, "14", "many")]
    [InlineData(Language.Russian, "1000000", "many")]
    [InlineData(Language.Russian, "1.5", "other")]
    [InlineData(Language.Ukrainian, "31", "one")]
    [InlineData(Language.Ukrainian, "1004", "few")]
    [InlineData(Language.Ukrainian, "1013", "many")]
    [InlineData(Language.Ukrainian, "10.0", "other")]
    [InlineData(Language.Polish, "1", "one")]
    [InlineData(Language.Polish, "21", "many")]
    [InlineData(Language.Polish, "22", "few")]
    [InlineData(Language.Polish, "112", "many")]
    [InlineData(Language.Polish, "0", "many")]
    [InlineData(Language.Polish, "1.0", "other")]
    [InlineData(Language.Polish, "-3", "few")]
    public void The_form_of_a_word_follows_its_number(Language language, string number, string form) =>
        Assert.Equal(form, Plural.Form(language, decimal.Parse(number, CultureInfo.InvariantCulture)));
}
