using System.Collections.Frozen;

namespace Regulars.Statistics.Language;

/// <summary>What a few hundred words say of contentment, with what turns them round.</summary>
internal static partial class SentimentLexicon
{
    /// <summary>So many words after a negation are turned round, within one clause.</summary>
    private const int Reach = 3;

    /// <summary>"Not bad" is less than "good".</summary>
    private const double Turned = -0.7;

    private const double MarginOfOneWord = 1.5;

    private const int ShortestStem = 3;

    private static readonly FrozenDictionary<string, int> Whole = Parse(isStem: false);

    private static readonly FrozenDictionary<string, int> Stems = Parse(isStem: true);

    private static readonly FrozenSet<string> Turning = Negations.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The margin of contentment: above 0 for content, 0 when no word tells.</summary>
    public static double Margin(string text)
    {
        var (sum, count) = (0.0, 0);
        foreach (var clause in Words.Clauses(text))
        {
            var turnedUntil = -1;
            for (var at = 0; at < clause.Count; at++)
            {
                var word = clause[at];
                if (ValueOf(word) is not 0 and var value)
                {
                    sum += at <= turnedUntil ? Turned * value : value;
                    count++;
                }
                else if (Turning.Contains(word) || word.EndsWith("n't", StringComparison.Ordinal))
                {
                    turnedUntil = at + Reach;
                }
            }
        }

        return count == 0 ? 0 : MarginOfOneWord * sum / Math.Sqrt(count);
    }

    /// <summary>1, −1 or 0; the whole word decides before its longest stem.</summary>
    private static int ValueOf(string word)
    {
        if (Whole.TryGetValue(word, out var value))
        {
            return value;
        }

        for (var length = word.Length; length >= ShortestStem; length--)
        {
            if (Stems.TryGetValue(word[..length], out value))
            {
                return value;
            }
        }

        return 0;
    }

    private static FrozenDictionary<string, int> Parse(bool isStem)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (list, value) in new[] { (Good, 1), (Bad, -1) })
        {
            foreach (var word in list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.EndsWith('*') == isStem))
            {
                words[word.TrimEnd('*')] = value;
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
