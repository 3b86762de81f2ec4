using System.Text;
using Regulars.Kernel;

namespace Regulars.Journal.Demonstration.Names;

/// <summary>How a name is spelt in an e-mail address: small Latin letters and nothing else.</summary>
internal static class LatinSpelling
{
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['а'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "h", ['ґ'] = "g", ['д'] = "d", ['е'] = "e", ['є'] = "ie", ['ж'] = "zh", ['з'] = "z", ['и'] = "y",
        ['і'] = "i", ['ї'] = "i", ['й'] = "i", ['к'] = "k", ['л'] = "l", ['м'] = "m", ['н'] = "n", ['о'] = "o", ['п'] = "p", ['р'] = "r", ['с'] = "s",
        ['т'] = "t", ['у'] = "u", ['ф'] = "f", ['х'] = "kh", ['ц'] = "ts", ['ч'] = "ch", ['ш'] = "sh", ['щ'] = "shch", ['ю'] = "iu", ['я'] = "ia",
        ['ы'] = "y", ['э'] = "e", ['ø'] = "o",
    };

    public static string Of(string name)
    {
        var latin = new StringBuilder(name.Length);
        foreach (var letter in Text.Fold(name))
        {
            latin.Append(char.IsAsciiLetter(letter) ? letter.ToString() : Letters.GetValueOrDefault(letter, ""));
        }

        return latin.ToString();
    }
}
