using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Language;

/// <summary>A theme and how probable it is that a text is about it.</summary>
/// <param name="Theme">The theme.</param>
/// <param name="Probability">The probability.</param>
public readonly record struct ThemeProbability(string Theme, double Probability);

/// <summary>Tells what texts are about; a text may have several themes or none. Each theme is learned apart from the others.</summary>
public sealed class ThemeClassifier
{
    private readonly (string Theme, TextClassifier Classifier)[] classifiers;

    private ThemeClassifier((string, TextClassifier)[] classifiers) => this.classifiers = classifiers;

    /// <summary>The themes that were learned, in ordinal order. A theme that all texts have, or too few texts, is not among them.</summary>
    public IReadOnlyList<string> Themes => [.. classifiers.Select(one => one.Theme)];

    /// <summary>Learns from texts and their themes; refused when no theme can be learned.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="themes">The themes of each text.</param>
    /// <param name="seed">The seed of the order in which the texts are gone through.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Outcome<ThemeClassifier> Learn(IReadOnlyList<string> texts, IReadOnlyList<IReadOnlyCollection<string>> themes, int seed = 1)
    {
        Require.SameLength(texts.Count, themes.Count, nameof(themes));
        var learned = new List<(string, TextClassifier)>();
        foreach (var theme in themes.SelectMany(all => all).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (TextClassifier.Learn(texts, [.. themes.Select(all => all.Contains(theme))], seed) is { IsGiven: true } outcome)
            {
                learned.Add((theme, outcome.Value));
            }
        }

        return learned.Count == 0
            ? new Refusal("language.no_theme", "No theme has texts enough, some about it and some not.")
            : new ThemeClassifier([.. learned]);
    }

    /// <summary>The probability of each theme, the most probable first.</summary>
    public IReadOnlyList<ThemeProbability> ThemesOf(string text) =>
        [.. classifiers.Select(one => new ThemeProbability(one.Theme, one.Classifier.Probability(text))).OrderByDescending(one => one.Probability)];
}
