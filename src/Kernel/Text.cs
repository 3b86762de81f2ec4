using System.Globalization;
using System.Text;

namespace Regulars.Kernel;

/// <summary>What text must be to be kept, and how it is folded to be found.</summary>
public static class Text
{
    /// <summary>Whether every engine can keep the text: no NUL and no half of a surrogate pair.</summary>
    public static bool CanBeKept(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    /// <summary>Folds text so that what people take for the same compares equal: no case, no accents, single spaces.</summary>
    /// <remarks>Ё is folded to е, Ł to l; й and ї stay letters of their own in Cyrillic.</remarks>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        var space = false;
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                space = folded.Length > 0;
                continue;
            }

            if (space)
            {
                folded.Append(' ');
                space = false;
            }

            Append(folded, Rune.ToLowerInvariant(rune));
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        switch (rune.Value)
        {
            case < 0x80:
                folded.Append((char)rune.Value);
                return;
            case 'ё':
                folded.Append('е');
                return;
            case 'ł':
                folded.Append('l');
                return;
            case 'ß':
                folded.Append("ss");
                return;
            case >= 0x400 and < 0x530:
                folded.Append((char)rune.Value);
                return;
        }

        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(part) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(part.ToString());
            }
        }
    }
}
