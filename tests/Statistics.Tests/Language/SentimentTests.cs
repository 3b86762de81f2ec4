using Regulars.Statistics.Language;

namespace Regulars.Statistics.Tests.Language;

public class SentimentTests
{
    [Theory]
    [InlineData("Great service, I recommend it!")]
    [InlineData("Not bad at all")]
    [InlineData("I didn't have any problems")]
    [InlineData("Świetna obsługa, polecam")]
    [InlineData("Nie było żadnych problemów, wszystko dobrze")]
    [InlineData("Очень быстрая доставка, спасибо")]
    [InlineData("Никаких проблем, всё отлично")]
    [InlineData("Чудовий магазин, дуже задоволена")]
    [InlineData("Доставили без проблем")]
    public void A_content_customer_is_understood_before_anything_is_learned(string text) => Assert.True(SentimentModel.Start.Score(text) > 0.2);

    [Theory]
    [InlineData("The delivery was late and the box was damaged.")]
    [InlineData("Not good, I would never recommend this shop")]
    [InlineData("I don't like it, it isn't fast")]
    [InlineData("Fatalna jakość, jestem rozczarowana")]
    [InlineData("Nie polecam")]
    [InlineData("Ужасное качество, деньги не вернули")]
    [InlineData("Мне не понравилось, не советую")]
    [InlineData("Дуже повільна доставка")]
    [InlineData("Не рекомендую, обслуговування погане")]
    public void A_disappointed_customer_is_understood_before_anything_is_learned(string text) => Assert.True(SentimentModel.Start.Score(text) < -0.2);

    [Theory]
    [InlineData("")]
    [InlineData("I ordered two books on Monday.")]
    [InlineData("12345 !!! 😀")]
    [InlineData("Zamówiłem książkę w poniedziałek")]
    public void Where_nothing_tells_the_score_is_0(string text) => Assert.Equal(0, SentimentModel.Start.Score(text));

    [Fact]
    public void Words_of_a_language_without_lexicon_are_learned_from_scores()
    {
        string[] good = ["schnell", "prima", "wunderbar", "zufrieden"], bad = ["kaputt", "langsam", "schlecht", "enttäuscht"];
        var random = new Random(1);
        var answers = Enumerable.Range(0, 200).Select(at =>
        {
            var words = at % 2 == 0 ? good : bad;
            return new ScoredText($"Das Paket war {words[random.Next(4)]} und {words[random.Next(4)]}", at % 2 == 0 ? 1 : -1);
        }).ToArray();

        var model = SentimentModel.Learn(answers);

        Assert.True(model.Score("wirklich wunderbare Ware") > 0.2);
        Assert.True(model.Score("leider langsame Lieferung") < -0.2);
        Assert.True(model.Score("Great service") > 0.2);
        Assert.Equal(model.Score("prima"), SentimentModel.Learn(answers).Score("prima"));
    }

    [Fact]
    public void Without_answers_the_lexicon_remains()
    {
        Assert.Equal(SentimentModel.Start.Score("great"), SentimentModel.Learn([]).Score("great"));
        Assert.Throws<ArgumentException>(() => SentimentModel.Learn([new ScoredText("x", 2)]));
        Assert.Throws<ArgumentException>(() => SentimentModel.Learn([new ScoredText("x", double.NaN)]));
    }

    [Fact]
    public void Any_text_has_a_score_between_minus_one_and_one()
    {
        var random = new Random(2);
        for (var run = 0; run < 300; run++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(1, 0xFFFF))]);
            Assert.InRange(SentimentModel.Start.Score(text), -1, 1);
        }

        Assert.InRange(SentimentModel.Start.Score(string.Concat(Enumerable.Repeat("great ", 1_000_000))), -1, 1);
    }
}
