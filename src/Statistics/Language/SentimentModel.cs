using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Language;

/// <summary>A text and the score its author gave beside it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Score">The score, from −1 for the worst to 1 for the best.</param>
public readonly record struct ScoredText(string Text, double Score);

/// <summary>Tells how content the author of a text is. It begins with a small lexicon in English, Polish, Russian and Ukrainian and learns from scored answers, in whatever language.</summary>
/// <remarks>What the lexicon says is where the learned weights begin: with few answers the lexicon decides, with many the answers do.</remarks>
public sealed class SentimentModel
{
    private readonly TextClassifier? learned;

    private SentimentModel(TextClassifier? learned) => this.learned = learned;

    /// <summary>The model that knows the lexicon only.</summary>
    public static SentimentModel Start { get; } = new(null);

    /// <summary>Learns from scored answers; without any, the lexicon remains.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="seed">The seed of the order in which the answers are gone through.</param>
    /// <exception cref="ArgumentException">A score does not lie between −1 and 1.</exception>
    public static SentimentModel Learn(IReadOnlyList<ScoredText> answers, int seed = 1)
    {
        if (!answers.All(answer => answer.Score is >= -1 and <= 1))
        {
            throw new ArgumentException("Every score must lie between -1 and 1.", nameof(answers));
        }

        string[] texts = [.. answers.Select(answer => answer.Text)];
        return new SentimentModel(TextClassifier.Learn(
            texts, [.. answers.Select(answer => (answer.Score + 1) / 2)], [.. texts.Select(SentimentLexicon.Margin)], start: 0, seed));
    }

    /// <summary>How content the author is, from −1 to 1; 0 when nothing tells.</summary>
    public double Score(string text) => (2 * Logistic.Probability(SentimentLexicon.Margin(text) + (learned?.Margin(text) ?? 0))) - 1;
}
