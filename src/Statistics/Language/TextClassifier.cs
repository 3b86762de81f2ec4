using Regulars.Statistics.LinearAlgebra;
using Regulars.Statistics.Propensity;

namespace Regulars.Statistics.Language;

/// <summary>Tells whether a text belongs to a class, in any language, learned from examples.</summary>
/// <remarks>Regularised logistic regression on hashed pieces of words, by gradient steps adapted to each place (Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 2011, section 5,
/// with the squared norm). The number of passes is fixed, and the same texts and seed give the same weights. Cost: passes × characters.</remarks>
public sealed class TextClassifier
{
    private const int Passes = 20;

    private const double StepSize = 0.5;

    /// <summary>The weight of half the squared weights, for each text.</summary>
    private const double Regularisation = 1e-4;

    private const int FewestTexts = 10;

    private readonly double[] weights = new double[HashedText.Places];

    private double intercept;

    private TextClassifier()
    {
    }

    /// <summary>Learns from texts and whether each belongs to the class; refused when they are too few or all alike.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="belongs">Whether each belongs to the class.</param>
    /// <param name="seed">The seed of the order in which the texts are gone through.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Outcome<TextClassifier> Learn(IReadOnlyList<string> texts, IReadOnlyList<bool> belongs, int seed = 1)
    {
        Require.SameLength(texts.Count, belongs.Count, nameof(belongs));
        var members = belongs.Count(member => member);
        if (texts.Count < FewestTexts || members == 0 || members == texts.Count)
        {
            return new Refusal("language.too_few_texts", $"At least {FewestTexts} texts are needed, some of the class and some not; here are {members} of {texts.Count}.");
        }

        return Learn(texts, [.. belongs.Select(member => member ? 1.0 : 0.0)], new double[texts.Count], Logistic.Margin((double)members / texts.Count), seed);
    }

    /// <summary>The probability that a text belongs to the class.</summary>
    public double Probability(string text) => Logistic.Probability(Margin(text));

    /// <summary>Learns shares from 0 to 1, beginning from the margins that are known before.</summary>
    internal static TextClassifier Learn(IReadOnlyList<string> texts, double[] targets, double[] known, double start, int seed)
    {
        var classifier = new TextClassifier { intercept = start };
        var pieces = texts.Select(HashedText.Of).ToArray();
        var squares = new double[HashedText.Places];
        var random = new Random(seed);
        var (order, interceptSquares) = (Enumerable.Range(0, texts.Count).ToArray(), 1.0);
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            foreach (var text in order)
            {
                var error = Logistic.Probability(known[text] + classifier.Margin(pieces[text])) - targets[text];
                foreach (var (place, value) in pieces[text])
                {
                    var gradient = (error * value) + (Regularisation * classifier.weights[place]);
                    squares[place] += gradient * gradient;
                    classifier.weights[place] -= StepSize * gradient / Math.Sqrt(squares[place] + 1e-8);
                }

                interceptSquares += error * error;
                classifier.intercept -= StepSize * error / Math.Sqrt(interceptSquares);
            }
        }

        return classifier;
    }

    internal double Margin(string text) => Margin(HashedText.Of(text));

    private double Margin((int Place, double Value)[] pieces)
    {
        var margin = intercept;
        foreach (var (place, value) in pieces)
        {
            margin += weights[place] * value;
        }

        return margin;
    }
}
