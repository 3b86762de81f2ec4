namespace Regulars.Journal.Import.Values;

/// <summary>The months by the beginnings of their names in English, Russian, Ukrainian and Polish.</summary>
internal static class MonthNames
{
    private static readonly string[][] Beginnings =
    [
        ["jan", "янв", "січ", "sty"],
        ["feb", "фев", "лют", "lut"],
        ["mar", "мар", "бер"],
        ["apr", "апр", "кві", "kwi"],
        ["may", "май", "мая", "тра", "maj"],
        ["jun", "июн", "чер", "cze"],
        ["jul", "июл", "лип", "lip"],
        ["aug", "авг", "сер", "sie"],
        ["sep", "сен", "вер", "wrz"],
        ["oct", "окт", "жов", "paź", "paz"],
        ["nov", "ноя", "лис", "lis"],
        ["dec", "дек", "гру", "gru"],
    ];

    /// <summary>The month from 1 to 12; 0 when the word is none.</summary>
    public static int Find(ReadOnlySpan<char> word)
    {
        if (word.Length < 3)
        {
            return 0;
        }

        for (var month = 0; month < Beginnings.Length; month++)
        {
            foreach (var beginning in Beginnings[month])
            {
                if (word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                {
                    return month + 1;
                }
            }
        }

        return 0;
    }
}
