using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>Regularised logistic regression: the margin is a weighted sum of standardised columns.</summary>
/// <remarks>The penalised likelihood is maximised by Newton's method with halved steps (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section 4.4.1,
/// equations 4.26 and 4.27, with the ridge penalty of 18.11). A missing number is the mean, and a term of its own says that it is missing; each kind of a category is a term. Cost: iterations × rows × terms².</remarks>
public sealed class LogisticRegression : IPropensityModel
{
    /// <summary>The most terms that are fitted: numbers, and one for each kind of each category.</summary>
    public const int MostTerms = 2000;

    private readonly LogisticDesign design;

    private readonly double[] weights;

    internal LogisticRegression(LogisticDesign design, LogisticSolution solution)
    {
        this.design = design;
        (Intercept, weights) = (solution.Intercept, solution.Weights);
        (HasConverged, Iterations, Doubt) = (solution.Doubt is null, solution.Iterations, solution.Doubt);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns => design.Columns;

    /// <summary>The margin of a row whose standardised terms are all 0: the mean row.</summary>
    public double Intercept { get; }

    /// <summary>Whether the minimum was reached within the iterations allowed.</summary>
    public bool HasConverged { get; }

    /// <summary>Why the fit did not converge: <c>iterations</c> when they did not suffice, <c>stalled</c> when no step bettered the loss, <c>separated</c> when without regularisation the outcomes are told apart perfectly,
    /// so that no finite coefficients are best; null when it converged.</summary>
    public string? Doubt { get; }

    /// <summary>The steps taken.</summary>
    public int Iterations { get; }

    /// <summary>Trains on rows and their outcomes; refused when they are too few, all alike, or make too many terms.</summary>
    /// <exception cref="ArgumentException">There are not as many labels as rows, or a setting is out of its range.</exception>
    public static Outcome<LogisticRegression> Fit(FeatureTable table, IReadOnlyList<bool> labels, LogisticSettings? settings = null)
    {
        Require.SameLength(table.Count, labels.Count, nameof(labels));
        settings ??= new LogisticSettings();
        settings.Check();
        if (TrainingData.RefusalOf(labels) is { } refusal)
        {
            return refusal;
        }

        var learned = LogisticDesign.Learn(table);
        return learned.Width > MostTerms
            ? new Refusal("propensity.too_many_columns", $"The columns and their kinds make {learned.Width} terms; at most {MostTerms} are fitted.")
            : new LogisticRegression(learned, LogisticSolver.Solve(learned.Of(table), labels, settings));
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    internal static LogisticRegression Read(BinaryReader reader)
    {
        var standard = LogisticDesign.Read(reader);
        var (intercept, weights) = (reader.ReadDouble(), KeptModel.Repeat(reader, from => from.ReadDouble()));
        return new LogisticRegression(standard, new LogisticSolution(intercept, [.. weights], reader.ReadInt32(), reader.ReadString() is { Length: > 0 } doubt ? doubt : null));
    }

    /// <summary>Writes all that tells margins and reasons.</summary>
    internal void Write(BinaryWriter writer)
    {
        design.Write(writer);
        writer.Write(Intercept);
        KeptModel.Repeat(writer, weights, writer.Write);
        writer.Write(Iterations);
        writer.Write(Doubt ?? "");
    }

    /// <inheritdoc/>
    public double[] Margins(FeatureTable table)
    {
        var terms = design.Of(table);
        return [.. Enumerable.Range(0, table.Count).Select(row => ReasonsOf(terms.Row(row)).Margin)];
    }

    /// <summary>Why a row has its margin: each column's weight times its distance from the mean, which is its Shapley value when columns are independent
    /// (Lundberg and Lee, "A unified approach to interpreting model predictions", NeurIPS 2017, corollary 1).</summary>
    public Reasons Explain(FeatureTable table, int row) => ReasonsOf(design.Of(table.Rows([row])).Row(0));

    private Reasons ReasonsOf(ReadOnlySpan<double> terms)
    {
        var contributions = new double[design.Columns.Length];
        for (var term = 0; term < terms.Length; term++)
        {
            contributions[design.ColumnOf(term)] += weights[term] * terms[term];
        }

        return new Reasons(Intercept, contributions);
    }
}
