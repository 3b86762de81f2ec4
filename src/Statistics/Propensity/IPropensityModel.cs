namespace Regulars.Statistics.Propensity;

/// <summary>A model of the probability of an outcome, such as that a customer leaves.</summary>
/// <remarks>Columns are found by name; a column that the model knows and the table lacks is an error of the caller.</remarks>
public interface IPropensityModel
{
    /// <summary>The columns that the model was trained on, in the order of its reasons.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The margin of each row: the logarithm of the odds of the outcome.</summary>
    double[] Margins(FeatureTable table);

    /// <summary>Why a row has its margin.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row, from 0.</param>
    Reasons Explain(FeatureTable table, int row);
}

/// <summary>A margin taken apart: the baseline and one summand per column. They add up to the margin.</summary>
/// <param name="Baseline">The margin of a customer of whom nothing is known: the expectation over the training rows.</param>
/// <param name="Contributions">How much each column moves the margin, in the order of the model's columns; exactly 0 for a column without use.</param>
public sealed record Reasons(double Baseline, IReadOnlyList<double> Contributions)
{
    /// <summary>The sum of the baseline and all contributions.</summary>
    public double Margin => Contributions.Aggregate(Baseline, (sum, contribution) => sum + contribution);
}

/// <summary>The logistic function and what belongs to it.</summary>
public static class Logistic
{
    /// <summary>The probability that a margin stands for: 1 / (1 + e⁻ᵐ), without overflow.</summary>
    public static double Probability(double margin) => margin >= 0
        ? 1 / (1 + Math.Exp(-margin))
        : Math.Exp(margin) / (1 + Math.Exp(margin));

    /// <summary>The margin of a probability between 0 and 1: log(p / (1 − p)).</summary>
    public static double Margin(double probability) => Math.Log(probability / (1 - probability));

    /// <summary>The probabilities that margins stand for.</summary>
    public static double[] Probabilities(double[] margins) => Array.ConvertAll(margins, Probability);

    /// <summary>Minus the logarithm of the probability of what happened: log(1 + e⁻ᵐ) or log(1 + eᵐ).</summary>
    internal static double Loss(double margin, bool label)
    {
        var against = label ? -margin : margin;
        return Math.Max(0, against) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
    }
}
