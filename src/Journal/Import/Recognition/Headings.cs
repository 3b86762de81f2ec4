using System.Security.Cryptography;
using System.Text;

namespace Regulars.Journal.Import.Recognition;

/// <summary>Reads what a heading means.</summary>
internal static class Headings
{
    /// <summary>A heading with its words apart, folded, without signs: InvoiceNo and "Invoice №" are "invoice no".</summary>
    public static string Fold(string heading)
    {
        var apart = new StringBuilder(heading.Length + 8);
        for (var i = 0; i < heading.Length; i++)
        {
            var letter = heading[i];
            switch (letter)
            {
                case '\'' or '’' or 'ʼ' or '`':
                    continue;
                case '№' or '#':
                    apart.Append(" no ");
                    continue;
                case '%':
                    apart.Append(" percent ");
                    continue;
            }

            if (i > 0 && char.IsUpper(letter) && char.IsLower(heading[i - 1]))
            {
                apart.Append(' ');
            }

            apart.Append(char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || char.GetUnicodeCategory(letter)
                is System.Globalization.UnicodeCategory.NonSpacingMark ? letter : ' ');
        }

        return Kernel.Text.Fold(apart.ToString());
    }

    /// <summary>The meaning of a folded heading and how sure it is, from 0 to 1; 0 when it is not known.</summary>
    public static (HeadingMeaning Meaning, double Sureness) Find(string folded)
    {
        if (HeadingWords.TryFind(folded, out var meaning))
        {
            return (meaning, 1 - (meaning.Rank * 0.002));
        }

        var words = folded.Split(' ');
        if (words.Contains("percent"))
        {
            return (new HeadingMeaning(ColumnRole.Ignore, Ambiguity.None, 0), 0.9);
        }

        for (var length = Math.Min(words.Length - 1, 4); length > 0; length--)
        {
            for (var start = 0; start + length <= words.Length; start++)
            {
                var part = string.Join(' ', words, start, length);
                if (part.Length > 1 && HeadingWords.TryFind(part, out meaning))
                {
                    return (meaning, 0.4 + (0.3 * length / words.Length) - (meaning.Rank * 0.002));
                }
            }
        }

        return (default, 0);
    }

    /// <summary>Stands for the headings in their order, whatever stands between them.</summary>
    public static string ShapeHash(IEnumerable<string> headings)
    {
        var text = string.Join('\n', headings.Select(Fold));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
