namespace Regulars.Statistics.LinearAlgebra;

/// <summary>Factorisation and inverse of the small blocks on the diagonal.</summary>
internal static class TriangularBlock
{
    /// <summary>Replaces the lower triangle of a symmetric block by its Cholesky factor, row by row (Golub and Van Loan, Matrix Computations, section 4.2).</summary>
    /// <returns>False when a pivot is not positive: the matrix is not positive definite.</returns>
    public static bool Factor(double[] values, int offset, int stride, int size)
    {
        for (var row = 0; row < size; row++)
        {
            var mine = values.AsSpan(offset + (row * stride), row + 1);
            for (var column = 0; column < row; column++)
            {
                var other = values.AsSpan(offset + (column * stride), column + 1);
                mine[column] = (mine[column] - VectorArithmetic.Dot(mine[..column], other)) / other[column];
            }

            var pivot = mine[row] - VectorArithmetic.Dot(mine[..row], mine);
            if (!(pivot > 0) || double.IsInfinity(pivot))
            {
                return false;
            }

            mine[row] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>The inverse of a lower triangle, written to rows of the same stride.</summary>
    public static void Invert(double[] lower, int offset, int stride, int size, double[] inverse)
    {
        for (var row = 0; row < size; row++)
        {
            var factors = lower.AsSpan(offset + (row * stride), row + 1);
            var target = inverse.AsSpan(offset + (row * stride), size);
            target.Clear();
            for (var above = 0; above < row; above++)
            {
                VectorArithmetic.AddScaled(target[..(above + 1)], factors[above], inverse.AsSpan(offset + (above * stride), above + 1));
            }

            var scale = -1 / factors[row];
            for (var column = 0; column < row; column++)
            {
                target[column] *= scale;
            }

            target[row] = -scale;
        }
    }
}
