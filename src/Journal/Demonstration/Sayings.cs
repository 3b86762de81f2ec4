namespace Regulars.Journal.Demonstration;

/// <summary>What customers of the demonstration shop say and agree to, each in their own language.</summary>
internal static class Sayings
{
    private static readonly Dictionary<string, Phrases> ByLanguage = new()
    {
        ["en"] = new(
            ["Best coffee in town, and they remember my name.", "Fresh beans, quick delivery. Will order again.", "Lovely place, the cake is dangerous."],
            ["Good coffee, but the queue was long.", "All fine, nothing special."],
            ["The parcel came days late and nobody wrote a word.", "I felt unwelcome. Not coming back soon.", "Expected more for this price."],
            "Yes, e-mail me news from Ziarno & Лист. I can unsubscribe at any time.",
            "Yes, text me offers from Ziarno & Лист. I can unsubscribe at any time.",
            "I no longer want messages from Ziarno & Лист."),
        ["pl"] = new(
            ["Najlepsza kawa w mieście, a obsługa pamięta, co lubię.", "Świeże ziarna, szybka dostawa. Na pewno zamówię ponownie.", "Przytulnie, a sernik obłędny."],
            ["Kawa dobra, ale kolejka długa.", "W porządku, bez zachwytu."],
            ["Paczka przyszła kilka dni po terminie i nikt nie napisał ani słowa.", "Obsługa opryskliwa. Szybko nie wrócę.", "Za tę cenę można oczekiwać więcej."],
            "Tak, chcę dostawać e-mailem nowości od Ziarno & Лист. Mogę zrezygnować w każdej chwili.",
            "Tak, chcę dostawać SMS-em oferty od Ziarno & Лист. Mogę zrezygnować w każdej chwili.",
            "Nie chcę już wiadomości od Ziarno & Лист."),
        ["uk"] = new(
            ["Найкраща кава в місті, ще й пам'ятають, що я люблю.", "Свіже зерно, швидка доставка. Замовлятиму ще.", "Затишно, а медівник — окрема любов."],
            ["Кава добра, але черга довга.", "Загалом непогано."],
            ["Посилка запізнилася на кілька днів, і ніхто нічого не написав.", "Обслужили грубо. Навряд чи повернуся.", "За таку ціну чекаєш більшого."],
            "Так, надсилайте мені новини «Ziarno & Лист» електронною поштою. Я можу відмовитися будь-коли.",
            "Так, надсилайте мені пропозиції «Ziarno & Лист» в SMS. Я можу відмовитися будь-коли.",
            "Я більше не хочу повідомлень від «Ziarno & Лист»."),
        ["ru"] = new(
            ["Лучший кофе в городе, и помнят, что я люблю.", "Свежее зерно, быстрая доставка. Закажу ещё.", "Уютно, а медовик — отдельная любовь."],
            ["Кофе хороший, но очередь длинная.", "В целом неплохо."],
            ["Посылка опоздала на несколько дней, и никто ничего не написал.", "Обслужили грубо. Вряд ли вернусь.", "За такую цену ждёшь большего."],
            "Да, присылайте мне новости «Ziarno & Лист» по электронной почте. Я могу отказаться в любой момент.",
            "Да, присылайте мне предложения «Ziarno & Лист» по SMS. Я могу отказаться в любой момент.",
            "Я больше не хочу сообщений от «Ziarno & Лист»."),
    };

    public static string Review(Chance chance, string language, int rating)
    {
        var phrases = ByLanguage[language];
        return chance.Pick(rating switch { >= 4 => phrases.Glad, 3 => phrases.Even, _ => phrases.Sad });
    }

    public static IReadOnlyList<DemonstrationConsent> Consents(Chance chance, string language, bool hasEmail)
    {
        var phrases = ByLanguage[language];
        var consents = new List<DemonstrationConsent>(3);
        if (hasEmail && chance.Happens(0.62))
        {
            consents.Add(new("news", "email", true, phrases.News));
        }

        if (chance.Happens(0.34))
        {
            consents.Add(new("offers", "sms", true, phrases.Offers));
        }

        if (consents.Count > 0 && chance.Happens(0.09))
        {
            consents.Add(consents[^1] with { IsGranted = false, Wording = phrases.Enough });
        }

        return consents;
    }

    private sealed record Phrases(string[] Glad, string[] Even, string[] Sad, string News, string Offers, string Enough);
}
