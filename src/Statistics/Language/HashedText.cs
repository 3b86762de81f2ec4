namespace Regulars.Statistics.Language;

/// <summary>Turns a text into numbers without knowing its language: pieces of three to five characters of its words, words and pairs of words, each hashed to a place
/// (Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009).</summary>
internal static class HashedText
{
    public const int Places = 1 << 18;

    private const int ShortestPiece = 3;

    private const int LongestPiece = 5;

    /// <summary>The places of a text with their values, in rising order; the squares of the values add up to 1 unless the text is empty.</summary>
    public static (int Place, double Value)[] Of(string text)
    {
        var counts = new SortedDictionary<int, double>();
        foreach (var clause in Words.Clauses(text))
        {
            for (var at = 0; at < clause.Count; at++)
            {
                AddPieces(counts, clause[at]);
                Add(counts, Hash(clause[at], WordSalt));
                if (at > 0)
                {
                    Add(counts, Hash(clause[at - 1] + ' ' + clause[at], PairSalt));
                }
            }
        }

        // How often a piece comes again matters less and less.
        var length = Math.Sqrt(counts.Values.Sum(count => Math.Pow(1 + Math.Log(count), 2)));
        return [.. counts.Select(pair => (pair.Key, (1 + Math.Log(pair.Value)) / length))];
    }

    private const uint PieceSalt = 2166136261;

    private const uint WordSalt = 3339675911;

    private const uint PairSalt = 1099511627;

    private static void AddPieces(SortedDictionary<int, double> counts, string word)
    {
        var bounded = $"<{word}>";
        for (var length = ShortestPiece; length <= LongestPiece; length++)
        {
            for (var at = 0; at + length <= bounded.Length; at++)
            {
                Add(counts, Hash(bounded.AsSpan(at, length), PieceSalt));
            }
        }
    }

    private static void Add(SortedDictionary<int, double> counts, int place) => counts[place] = counts.GetValueOrDefault(place) + 1;

    /// <summary>FNV-1a over the characters, which is the same on every machine, unlike the hash of a string.</summary>
    private static int Hash(ReadOnlySpan<char> text, uint salt)
    {
        var hash = salt;
        foreach (var sign in text)
        {
            hash = (hash ^ sign) * 16777619;
        }

        return (int)((hash ^ (hash >> 15)) % Places);
    }
}
