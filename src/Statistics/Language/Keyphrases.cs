using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Language;

/// <summary>A phrase that comes again and again in texts.</summary>
/// <param name="Phrase">The phrase in small letters, as it stands in the texts: endings are not taken off.</param>
/// <param name="Texts">The number of texts that hold it.</param>
/// <param name="Score">How telling it is; only for putting phrases in order.</param>
public sealed record Keyphrase(string Phrase, int Texts, double Score);

/// <summary>What texts are mostly about, in their own words (after Rose, Engel, Cramer and Cowley, "Automatic keyword extraction from individual documents", 2010).</summary>
/// <remarks>A candidate is a run of at most three words between words that say little and punctuation. A word's weight is the length of the candidates it is in, on average,
/// their equation of degree / frequency; a phrase's score is the sum of its words' weights times the number of texts that hold it. English, Polish, Russian and Ukrainian;
/// in other languages common words come up, too.</remarks>
public static class Keyphrases
{
    private const int LongestPhrase = 3;

    private const int ShortestWord = 3;

    /// <summary>The most telling phrases.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="count">How many phrases at most, at least 1.</param>
    /// <param name="leastTexts">In how many texts a phrase must stand, at least 1.</param>
    /// <returns>The phrases, most telling first; a phrase within a longer one that stands in the same texts is left out.</returns>
    public static IReadOnlyList<Keyphrase> Of(IReadOnlyList<string> texts, int count, int leastTexts = 2)
    {
        Require.Between(count, 1, int.MaxValue);
        Require.Between(leastTexts, 1, int.MaxValue);
        var (holders, frequency, degree) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var text in texts)
        {
            var here = new HashSet<string>(StringComparer.Ordinal);
            foreach (var run in Words.Clauses(text).SelectMany(Runs))
            {
                foreach (var word in run)
                {
                    frequency[word] = frequency.GetValueOrDefault(word) + 1;
                    degree[word] = degree.GetValueOrDefault(word) + Math.Min(run.Count, LongestPhrase);
                }

                here.UnionWith(Phrases(run));
            }

            foreach (var phrase in here)
            {
                holders[phrase] = holders.GetValueOrDefault(phrase) + 1;
            }
        }

        var ranked = holders.Where(pair => pair.Value >= leastTexts)
            .Select(pair => new Keyphrase(pair.Key, pair.Value, pair.Value * pair.Key.Split(' ').Sum(word => (double)degree[word] / frequency[word])))
            .OrderByDescending(phrase => phrase.Score).ThenBy(phrase => phrase.Phrase, StringComparer.Ordinal);
        return Distinct(ranked, count);
    }

    private static List<Keyphrase> Distinct(IEnumerable<Keyphrase> ranked, int count)
    {
        var kept = new List<Keyphrase>();
        foreach (var phrase in ranked)
        {
            if (kept.Count == count)
            {
                break;
            }

            if (!kept.Exists(longer => longer.Texts >= phrase.Texts && $" {longer.Phrase} ".Contains($" {phrase.Phrase} ", StringComparison.Ordinal)))
            {
                kept.Add(phrase);
            }
        }

        return kept;
    }

    /// <summary>The stretches of a clause between words that say little.</summary>
    private static IEnumerable<List<string>> Runs(IReadOnlyList<string> clause)
    {
        var run = new List<string>();
        foreach (var word in clause)
        {
            if (word.Length >= ShortestWord && !StopWords.Contains(word) && !word.All(char.IsDigit))
            {
                run.Add(word);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static IEnumerable<string> Phrases(List<string> run)
    {
        for (var begin = 0; begin < run.Count; begin++)
        {
            for (var length = 1; length <= Math.Min(LongestPhrase, run.Count - begin); length++)
            {
                yield return string.Join(' ', run.GetRange(begin, length));
            }
        }
    }
}
