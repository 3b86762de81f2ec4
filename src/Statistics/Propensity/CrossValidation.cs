using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>A measure over several folds.</summary>
/// <param name="Mean">The mean over the folds.</param>
/// <param name="Spread">The standard deviation over the folds; 0 when there is one.</param>
public sealed record FoldedMeasure(double Mean, double Spread)
{
    /// <summary>The mean and spread of values.</summary>
    internal static FoldedMeasure Of(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return new FoldedMeasure(mean, all.Length < 2 ? 0 : Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1)));
    }
}

/// <summary>What a kind of model is worth on rows it has not seen.</summary>
/// <param name="Folds">The measures of each fold.</param>
/// <param name="Auc">See <see cref="PropensityQuality.Auc"/>.</param>
/// <param name="LogLoss">See <see cref="PropensityQuality.LogLoss"/>.</param>
/// <param name="Brier">See <see cref="PropensityQuality.Brier"/>.</param>
/// <param name="TopDecileLift">See <see cref="PropensityQuality.TopDecileLift"/>.</param>
/// <param name="CalibrationError">See <see cref="PropensityQuality.CalibrationError"/>.</param>
public sealed record CrossValidation(
    IReadOnlyList<PropensityQuality> Folds, FoldedMeasure Auc, FoldedMeasure LogLoss, FoldedMeasure Brier, FoldedMeasure TopDecileLift, FoldedMeasure CalibrationError)
{
    /// <summary>Trains on each fold's rows for training alone (so also means, kinds and borders are learned from them alone) and tries the model on the rest.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="labels">Their outcomes.</param>
    /// <param name="folds">The folds, at least one.</param>
    /// <param name="train">Trains a model on a table and its outcomes.</param>
    /// <typeparam name="TModel">The kind of model.</typeparam>
    /// <returns>The measures, or the reason why a fold cannot be trained or tried.</returns>
    public static Outcome<CrossValidation> Run<TModel>(
        FeatureTable table, IReadOnlyList<bool> labels, IReadOnlyList<Fold> folds, Func<FeatureTable, IReadOnlyList<bool>, Outcome<TModel>> train)
        where TModel : IPropensityModel
    {
        Require.SameLength(table.Count, labels.Count, nameof(labels));
        Require.Between(folds.Count, 1, int.MaxValue);
        var measured = new List<PropensityQuality>();
        foreach (var fold in folds)
        {
            var trained = train(table.Rows(fold.Training), [.. fold.Training.Select(row => labels[row])]);
            if (trained.Refusal is { } refusal)
            {
                return refusal with { Sentence = $"Fold {fold.Name}: {refusal.Sentence}" };
            }

            if (PropensityQuality.Measure(Logistic.Probabilities(trained.Value.Margins(table.Rows(fold.Trial))), [.. fold.Trial.Select(row => labels[row])]) is not { } quality)
            {
                return new Refusal("propensity.one_class", $"Fold {fold.Name}: all rows to try the model on have the same outcome.");
            }

            measured.Add(quality);
        }

        return new CrossValidation(
            measured,
            FoldedMeasure.Of(measured.Select(quality => quality.Auc)),
            FoldedMeasure.Of(measured.Select(quality => quality.LogLoss)),
            FoldedMeasure.Of(measured.Select(quality => quality.Brier)),
            FoldedMeasure.Of(measured.Select(quality => quality.TopDecileLift)),
            FoldedMeasure.Of(measured.Select(quality => quality.CalibrationError)));
    }
}
