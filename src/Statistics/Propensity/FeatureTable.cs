using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>What is known of every customer before the outcome: columns of equal length.</summary>
public sealed class FeatureTable
{
    /// <summary>Puts columns beside one another.</summary>
    /// <exception cref="ArgumentException">There is no column, the lengths differ, or two columns have one name.</exception>
    public FeatureTable(IReadOnlyList<FeatureColumn> columns)
    {
        if (columns.Count == 0)
        {
            throw new ArgumentException("A table needs at least one column.", nameof(columns));
        }

        foreach (var column in columns)
        {
            Require.SameLength(columns[0].Count, column.Count, nameof(columns));
        }

        if (columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() < columns.Count)
        {
            throw new ArgumentException("Two columns have the same name.", nameof(columns));
        }

        Columns = columns;
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count => Columns[0].Count;

    /// <summary>The column with a name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public FeatureColumn Column(string name) => Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"The table has no column {name}.", nameof(name));

    /// <summary>The table of some rows, in the order given.</summary>
    public FeatureTable Rows(IReadOnlyList<int> rows) => new([.. Columns.Select(column => column.Rows(rows))]);
}

/// <summary>One thing that is known of every customer.</summary>
/// <param name="Name">The name of the column.</param>
public abstract record FeatureColumn(string Name)
{
    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>The column of some rows, in the order given.</summary>
    public abstract FeatureColumn Rows(IReadOnlyList<int> rows);
}

/// <summary>A measured quantity.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Values">The values; NaN where one is missing.</param>
public sealed record NumberColumn(string Name, IReadOnlyList<double> Values) : FeatureColumn(Name)
{
    /// <inheritdoc/>
    public override int Count => Values.Count;

    /// <inheritdoc/>
    public override FeatureColumn Rows(IReadOnlyList<int> rows) => this with { Values = [.. rows.Select(row => Values[row])] };
}

/// <summary>One of several kinds, without an order.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Kinds">The kind in each row; null where it is missing. A kind that a model did not see in training counts as missing.</param>
public sealed record CategoryColumn(string Name, IReadOnlyList<string?> Kinds) : FeatureColumn(Name)
{
    /// <inheritdoc/>
    public override int Count => Kinds.Count;

    /// <inheritdoc/>
    public override FeatureColumn Rows(IReadOnlyList<int> rows) => this with { Kinds = [.. rows.Select(row => Kinds[row])] };
}
