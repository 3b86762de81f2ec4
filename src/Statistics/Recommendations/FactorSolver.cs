using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>Finds the factors of one user (or item) by conjugate gradients (Hestenes and Stiefel 1952), for one thread.</summary>
internal sealed class FactorSolver(FactorTable other, double[] gram, double confidence)
{
    /// <summary>The square of the residual, relative to that of the right side, from which more steps change nothing that is shown.</summary>
    private const double Near = 1e-20;

    private readonly double[] residual = new double[other.Width];

    private readonly double[] direction = new double[other.Width];

    private readonly double[] image = new double[other.Width];

    /// <summary>Improves <paramref name="solution"/> by at most <paramref name="steps"/> steps; without history it is all zeros.</summary>
    public void Solve(ReadOnlySpan<int> history, Span<double> solution, int steps)
    {
        if (history.IsEmpty)
        {
            solution.Clear();
            return;
        }

        Array.Clear(residual);
        foreach (var item in history)
        {
            VectorArithmetic.AddScaled(residual, 1 + confidence, other.Row(item));
        }

        var enough = Near * VectorArithmetic.Dot(residual, residual);
        Apply(history, solution);
        VectorArithmetic.AddScaled(residual, -1, image);
        residual.CopyTo(direction, 0);
        var length = VectorArithmetic.Dot(residual, residual);
        for (var step = 0; step < steps && length > enough; step++)
        {
            Apply(history, direction);
            var along = length / VectorArithmetic.Dot(direction, image);
            VectorArithmetic.AddScaled(solution, along, direction);
            VectorArithmetic.AddScaled(residual, -along, image);
            var next = VectorArithmetic.Dot(residual, residual);
            for (var factor = 0; factor < direction.Length; factor++)
            {
                direction[factor] = residual[factor] + (next / length * direction[factor]);
            }

            length = next;
        }
    }

    /// <summary>The left side applied to a vector: (YᵀY + λI) v + αΣ y (yᵀv).</summary>
    private void Apply(ReadOnlySpan<int> history, ReadOnlySpan<double> vector)
    {
        Array.Clear(image);
        for (var factor = 0; factor < vector.Length; factor++)
        {
            VectorArithmetic.AddScaled(image, vector[factor], gram.AsSpan(factor * vector.Length, vector.Length));
        }

        foreach (var item in history)
        {
            var factors = other.Row(item);
            VectorArithmetic.AddScaled(image, confidence * VectorArithmetic.Dot(factors, vector), factors);
        }
    }
}
