namespace Regulars.Ui;

/// <summary>Which form of a word goes with a number, by the plural rules of CLDR 46 for cardinals.</summary>
public static class Plural
{
    /// <summary>The name of the form, as it stands in texts: one, few, many or other.</summary>
    /// <param name="language">The language of the sentence.</param>
    /// <param name="number">The number as it is shown: 1.0 has a visible fraction, 1 has none.</param>
    public static string Form(Language language, decimal number)
    {
        if (number.Scale > 0)
        {
            return "other";
        }

        var whole = Math.Abs(number);
        if (language is Language.English)
        {
            return whole == 1 ? "one" : "other";
        }

        var units = (int)(whole % 10);
        var tens = (int)(whole % 100);
        var isOne = language is Language.Polish ? whole == 1 : units == 1 && tens != 11;
        return isOne ? "one" : units is >= 2 and <= 4 && tens is not (>= 12 and <= 14) ? "few" : "many";
    }

    /// <summary>The forms that a text which depends on a number must have in the language.</summary>
    public static IReadOnlyList<string> Forms(Language language) =>
        language is Language.English ? ["one", "other"] : ["one", "few", "many", "other"];
}
