namespace Regulars.Ui;

/// <summary>The names of the months: alone, within a date, and cut short for the axis of a chart.</summary>
internal static class MonthNames
{
    private static readonly Dictionary<Language, string[]> Alone = new()
    {
        [Language.English] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        [Language.Russian] = ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
        [Language.Ukrainian] = ["січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"],
        [Language.Polish] = ["styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"],
    };

    private static readonly Dictionary<Language, string[]> Within = new()
    {
        [Language.English] = Alone[Language.English],
        [Language.Russian] = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
        [Language.Ukrainian] = ["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"],
        [Language.Polish] = ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"],
    };

    private static readonly Dictionary<Language, string[]> Cut = new()
    {
        [Language.English] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        [Language.Russian] = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
        [Language.Ukrainian] = ["січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"],
        [Language.Polish] = ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"],
    };

    /// <summary>The name as the heading of a month: март.</summary>
    public static string Heading(Language language, int month) => Alone[language][month - 1];

    /// <summary>The name after the number of a day: марта.</summary>
    public static string InDate(Language language, int month) => Within[language][month - 1];

    /// <summary>Three letters: мар.</summary>
    public static string Short(Language language, int month) => Cut[language][month - 1];

    /// <summary>Three letters after the number of a day. May has no room to be cut, so it keeps its ending: 5 мая, 5 maja.</summary>
    public static string ShortInDate(Language language, int month) =>
        month == 5 && language is (Language.Russian or Language.Polish) ? Within[language][4] : Cut[language][month - 1];
}
