using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>How implicit factors are fitted.</summary>
public sealed record AlsSettings
{
    /// <summary>The number of factors of each user and item, 1 to 1024.</summary>
    public int Factors { get; init; } = 64;

    /// <summary>α, at least 0: an item that was had counts with the weight 1 + α, one that was not with 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>λ, above 0: the weight of the squared factors.</summary>
    public double Regularisation { get; init; } = 0.05;

    /// <summary>How many times users and items are fitted in turn, 1 to 1000.</summary>
    public int Iterations { get; init; } = 15;

    /// <summary>The seed of the factors that the fit begins with.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many threads at most; 0 for as many as the machine has. The factors are the same to the bit.</summary>
    public int Threads { get; init; }

    internal void Check()
    {
        Require.Between(Factors, 1, 1024);
        Require.Between(Iterations, 1, 1000);
        Require.Between(Confidence, 0, 1e12);
        Require.Positive(Regularisation);
    }
}
