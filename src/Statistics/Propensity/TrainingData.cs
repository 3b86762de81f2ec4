namespace Regulars.Statistics.Propensity;

/// <summary>What every training asks of its outcomes.</summary>
internal static class TrainingData
{
    /// <summary>The fewest rows from which anything is learned.</summary>
    private const int FewestRows = 10;

    /// <summary>The reason why these outcomes teach nothing; null when they do.</summary>
    public static Refusal? RefusalOf(IReadOnlyList<bool> labels)
    {
        if (labels.Count < FewestRows)
        {
            return new Refusal("propensity.too_few_rows", $"{labels.Count} rows are too few; at least {FewestRows} are needed.");
        }

        var positives = labels.Count(label => label);
        return positives == 0 || positives == labels.Count
            ? new Refusal("propensity.one_class", "All rows have the same outcome, so nothing tells one outcome from the other.")
            : null;
    }
}
