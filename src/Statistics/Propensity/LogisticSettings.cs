using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>How a logistic regression is fitted.</summary>
public sealed record LogisticSettings
{
    /// <summary>λ, at least 0: half of it times the sum of the squared coefficients of the standardised columns is added to the loss, a sum over rows. The intercept is free.</summary>
    public double Regularisation { get; init; } = 1;

    /// <summary>The most steps of Newton's method, 1 to 1000.</summary>
    public int MostIterations { get; init; } = 50;

    /// <summary>How many threads at most; 0 for as many as the machine has. The coefficients are the same to the bit.</summary>
    public int Threads { get; init; }

    internal void Check()
    {
        Require.Between(Regularisation, 0, 1e12);
        Require.Between(MostIterations, 1, 1000);
    }
}
