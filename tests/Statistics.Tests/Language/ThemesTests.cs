using Regulars.Statistics.Language;

namespace Regulars.Statistics.Tests.Language;

public class ThemesTests
{
    private static readonly (string Text, string[] Themes)[] Answers =
    [
        ("The parcel came two days late", ["delivery"]), ("Courier lost my parcel", ["delivery"]), ("Fast delivery to my door", ["delivery"]), ("Delivery took a week", ["delivery"]),
        ("Посылка шла две недели", ["delivery"]), ("Быстрая доставка, посылка целая", ["delivery"]), ("Кур'єр привіз посилку вчасно", ["delivery"]), ("Paczka dotarła po tygodniu", ["delivery"]),
        ("The price is too high", ["price"]), ("Cheaper prices elsewhere", ["price"]), ("Good price for this quality", ["price"]), ("Цены кусаются", ["price"]),
        ("Цена хорошая", ["price"]), ("Ціна зависока", ["price"]), ("Cena za wysoka", ["price"]), ("Prices went up again", ["price"]),
        ("Late parcel and high price", ["delivery", "price"]), ("The colour is lovely", []), ("My daughter likes the doll", []), ("Nice people in the shop", []),
    ];

    [Theory]
    [InlineData("my parcels were delivered late", "delivery")]
    [InlineData("the pricing is unfair", "price")]
    [InlineData("посылку не доставили", "delivery")]
    [InlineData("высокая цена", "price")]
    public void Themes_are_recognised_in_new_words_and_other_forms(string text, string theme)
    {
        var classifier = Learned();

        Assert.Equal(["delivery", "price"], classifier.Themes);
        Assert.Equal(theme, classifier.ThemesOf(text)[0].Theme);
        Assert.True(classifier.ThemesOf(text)[0].Probability > 0.5);
    }

    [Fact]
    public void A_text_about_nothing_learned_has_no_probable_theme() =>
        Assert.All(Learned().ThemesOf("The doll is lovely"), theme => Assert.True(theme.Probability < 0.5));

    [Fact]
    public void Too_few_texts_are_refused_by_name()
    {
        Assert.Equal("language.no_theme", ThemeClassifier.Learn(["a", "b"], [["x"], []]).Refusal!.Code);
        Assert.Equal("language.too_few_texts", TextClassifier.Learn([.. Enumerable.Repeat("a", 20)], new bool[20]).Refusal!.Code);
        Assert.Throws<ArgumentException>(() => TextClassifier.Learn(["a"], []));
    }

    /// <summary>Oracle: by hand; words that say little and punctuation divide.</summary>
    [Fact]
    public void Phrases_that_come_again_are_found_in_four_languages()
    {
        string[] texts =
        [
            "The delivery time is too long.", "Delivery time was a week!", "I waited; delivery time is bad",
            "Obsługa klienta jest miła", "Bardzo miła obsługa klienta", "Долгий срок доставки", "Срок доставки не указан", "Термін доставки завеликий", "Який термін доставки?",
        ];

        var phrases = Keyphrases.Of(texts, 10);

        Assert.Equal("delivery time", phrases[0].Phrase);
        Assert.Equal(3, phrases[0].Texts);
        Assert.Contains(phrases, phrase => phrase.Phrase == "obsługa klienta");
        Assert.Contains(phrases, phrase => phrase.Phrase == "срок доставки");
        Assert.Contains(phrases, phrase => phrase.Phrase == "термін доставки");
        Assert.DoesNotContain(phrases, phrase => phrase.Phrase is "delivery" or "time" or "the" or "jest");
    }

    [Fact]
    public void No_texts_have_no_phrases() => Assert.Empty(Keyphrases.Of(["", "..."], 5));

    private static ThemeClassifier Learned() => ThemeClassifier.Learn([.. Answers.Select(answer => answer.Text)], [.. Answers.Select(answer => answer.Themes)]).Value;
}
