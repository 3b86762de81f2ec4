using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>How boosted trees are grown.</summary>
public sealed record BoostingSettings
{
    /// <summary>The most trees, 1 to 10,000.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>The most leaves of a tree, 2 to 1024.</summary>
    public int Leaves { get; init; } = 16;

    /// <summary>The most splits between the root and a leaf, 1 to 64.</summary>
    public int Depth { get; init; } = 8;

    /// <summary>The share of each tree's correction that is taken, above 0 to 1.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>λ, at least 0: the weight of half the squared values of leaves.</summary>
    public double Regularisation { get; init; } = 1;

    /// <summary>The least sum of p(1 − p) over a leaf's rows, at least 0.001.</summary>
    public double LeastLeafWeight { get; init; } = 3;

    /// <summary>The least gain of a split, at least 0.</summary>
    public double LeastGain { get; init; }

    /// <summary>The share of rows from which each tree is grown, above 0 to 1.</summary>
    public double RowShare { get; init; } = 1;

    /// <summary>The share of columns from which each tree is grown, above 0 to 1.</summary>
    public double ColumnShare { get; init; } = 1;

    /// <summary>The share of rows, the last ones of the table, that no tree is grown from and that say when to stop; 0 to 0.9, 0 for never. Rows should be in the order of time.</summary>
    public double ValidationShare { get; init; }

    /// <summary>After how many trees without betterment to stop, at least 1.</summary>
    public int Patience { get; init; } = 20;

    /// <summary>The seed of the choice of rows and columns.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many threads at most; 0 for as many as the machine has. The trees are the same to the bit.</summary>
    public int Threads { get; init; }

    internal void Check()
    {
        Require.Between(Trees, 1, 10_000);
        Require.Between(Leaves, 2, 1024);
        Require.Between(Depth, 1, 64);
        Require.Positive(LearningRate);
        Require.Between(LearningRate, 0, 1);
        Require.Between(Regularisation, 0, 1e12);
        Require.Between(LeastLeafWeight, 0.001, 1e12);
        Require.Between(LeastGain, 0, 1e12);
        Require.Positive(RowShare);
        Require.Between(RowShare, 0, 1);
        Require.Positive(ColumnShare);
        Require.Between(ColumnShare, 0, 1);
        Require.Between(ValidationShare, 0, 0.9);
        Require.Between(Patience, 1, 10_000);
    }
}
