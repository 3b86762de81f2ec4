using System.Globalization;

namespace Regulars.Ui;

/// <summary>The two letters that stand for a name.</summary>
public static class Initials
{
    /// <summary>The first letters of the first two words; a whole character of any script, or a middle dot for no name.</summary>
    public static string Of(string? name)
    {
        var words = (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Where(word => char.IsLetter(word, 0)).Take(2).Select(First).ToList();
        return letters.Count > 0 ? string.Concat(letters).ToUpperInvariant() : words.Length > 0 ? First(words[0]) : "·";
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word);
}
