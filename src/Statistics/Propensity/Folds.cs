using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>Which rows a model is trained on and which it is tried on.</summary>
/// <param name="Name">The name of the fold.</param>
/// <param name="Training">The rows for training.</param>
/// <param name="Trial">The rows to try the model on; none of them is for training.</param>
public sealed record Fold(string Name, IReadOnlyList<int> Training, IReadOnlyList<int> Trial);

/// <summary>Ways of dividing rows.</summary>
public static class Folds
{
    /// <summary>Divides the rows by chance into folds of equal size and equal share of outcomes; each row is tried once.</summary>
    /// <param name="labels">The outcomes.</param>
    /// <param name="count">The number of folds, from 2 to the number of rows.</param>
    /// <param name="seed">The seed of the chance.</param>
    public static IReadOnlyList<Fold> Stratified(IReadOnlyList<bool> labels, int count, int seed)
    {
        Require.Between(count, 2, Math.Max(2, labels.Count));
        var foldOf = new string[labels.Count];
        var next = 0;
        foreach (var row in Shuffled(labels.Count, seed).OrderBy(row => labels[row]))
        {
            foldOf[row] = (next++ % count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Given(foldOf);
    }

    /// <summary>Takes the folds that a column names: for each name, its rows are tried and all others train.</summary>
    /// <param name="foldOf">The name of each row's fold.</param>
    /// <returns>The folds in ordinal order of their names, numbers in rising order.</returns>
    public static IReadOnlyList<Fold> Given(IReadOnlyList<string> foldOf)
    {
        var rows = Enumerable.Range(0, foldOf.Count).ToArray();
        return [.. foldOf.Distinct(StringComparer.Ordinal)
            .OrderBy(name => name.Length)
            .ThenBy(name => name, StringComparer.Ordinal)
            .Select(name => new Fold(name, [.. rows.Where(row => foldOf[row] != name)], [.. rows.Where(row => foldOf[row] == name)]))];
    }

    /// <summary>Trains on what was known and settled before a moment and tries on what began at it or after.</summary>
    /// <param name="knownAt">When each row's columns were known.</param>
    /// <param name="settledAt">When each row's outcome was known. A row known before the moment but settled after it is used for neither, or its outcome would leak.</param>
    /// <param name="moment">The moment.</param>
    /// <exception cref="ArgumentException">The lengths differ, or an outcome was settled before its columns were known.</exception>
    public static Fold ByTime(IReadOnlyList<DateOnly> knownAt, IReadOnlyList<DateOnly> settledAt, DateOnly moment)
    {
        Require.SameLength(knownAt.Count, settledAt.Count, nameof(settledAt));
        var rows = Enumerable.Range(0, knownAt.Count).ToArray();
        if (rows.Any(row => settledAt[row] < knownAt[row]))
        {
            throw new ArgumentException("An outcome cannot be settled before its columns are known.", nameof(settledAt));
        }

        return new Fold("time", [.. rows.Where(row => settledAt[row] < moment)], [.. rows.Where(row => knownAt[row] >= moment)]);
    }

    /// <summary>The numbers from 0 in an order by chance (Fisher and Yates).</summary>
    internal static int[] Shuffled(int count, int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        return order;
    }
}
