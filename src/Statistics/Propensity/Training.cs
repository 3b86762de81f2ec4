namespace Regulars.Statistics.Propensity;

/// <summary>Why a model cannot be trained on the data given.</summary>
/// <param name="Code">A stable code: <c>too_few_rows</c>, <c>one_class</c>, <c>too_many_columns</c>.</param>
/// <param name="Message">The reason in a sentence.</param>
public sealed record TrainingRefusal(string Code, string Message);

/// <summary>What training gave: a model, or the reason why there is none.</summary>
/// <typeparam name="TModel">The kind of model.</typeparam>
/// <param name="Model">The model; null when training was refused.</param>
/// <param name="Refusal">The reason; null when there is a model.</param>
public sealed record Training<TModel>(TModel? Model, TrainingRefusal? Refusal)
    where TModel : class;

/// <summary>What every training asks of its labels.</summary>
internal static class TrainingData
{
    /// <summary>The fewest rows from which anything is learned.</summary>
    private const int FewestRows = 10;

    /// <summary>The reason why these labels teach nothing; null when they do.</summary>
    public static TrainingRefusal? RefusalOf(IReadOnlyList<bool> labels)
    {
        if (labels.Count < FewestRows)
        {
            return new TrainingRefusal("too_few_rows", $"{labels.Count} rows are too few; at least {FewestRows} are needed.");
        }

        var positives = labels.Count(label => label);
        return positives == 0 || positives == labels.Count
            ? new TrainingRefusal("one_class", "All rows have the same outcome, so nothing tells one outcome from the other.")
            : null;
    }
}
