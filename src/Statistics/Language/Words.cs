namespace Regulars.Statistics.Language;

/// <summary>Takes texts apart into words.</summary>
internal static class Words
{
    /// <summary>Of a longer text only so many characters are read.</summary>
    public const int MostCharacters = 20_000;

    /// <summary>The clauses of a text, each its words in small letters; punctuation ends a clause, and digits count as letters.</summary>
    public static IEnumerable<IReadOnlyList<string>> Clauses(string text)
    {
        var (words, begin) = (new List<string>(), -1);
        var length = Math.Min(text.Length, MostCharacters);
        for (var at = 0; at <= length; at++)
        {
            var sign = at < length ? text[at] : '.';
            if (char.IsLetterOrDigit(sign) || char.IsSurrogate(sign) || (begin >= 0 && sign is '\'' or '’' or 'ʼ' && at + 1 < length && char.IsLetter(text[at + 1])))
            {
                begin = begin < 0 ? at : begin;
                continue;
            }

            if (begin >= 0)
            {
                words.Add(text[begin..at].ToLowerInvariant().Replace('’', '\'').Replace('ʼ', '\''));
                begin = -1;
            }

            if (!char.IsWhiteSpace(sign) && sign is not ('-' or '"' or '«' or '»' or '„' or '”') && words.Count > 0)
            {
                yield return words;
                words = [];
            }
        }
    }
}
