namespace Regulars.Statistics.Numerics;

/// <summary>A small symmetric matrix, such as a covariance of a handful of parameters.</summary>
/// <param name="size">The number of rows and of columns.</param>
public sealed class SymmetricMatrix(int size)
{
    private readonly double[] cells = new double[size * size];

    /// <summary>The number of rows and of columns.</summary>
    public int Size { get; } = size;

    /// <summary>The cell of a row and a column, from zero; the mirrored cell is the same.</summary>
    public double this[int row, int column]
    {
        get => cells[(row * Size) + column];
        internal set
        {
            cells[(row * Size) + column] = value;
            cells[(column * Size) + row] = value;
        }
    }

    /// <summary>vᵀ M v.</summary>
    public double Form(ReadOnlySpan<double> vector)
    {
        if (vector.Length != Size)
        {
            throw new ArgumentException("A vector has as many numbers as the matrix has rows.", nameof(vector));
        }

        var sum = 0.0;
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                sum += vector[row] * this[row, column] * vector[column];
            }
        }

        return sum;
    }

    /// <summary>The lower triangle L with L Lᵀ = M; null where M is not positive definite.</summary>
    internal double[]? Cholesky()
    {
        var lower = new double[Size * Size];
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = this[row, column];
                for (var k = 0; k < column; k++)
                {
                    sum -= lower[(row * Size) + k] * lower[(column * Size) + k];
                }

                if (row > column)
                {
                    lower[(row * Size) + column] = sum / lower[(column * Size) + column];
                }
                else if (sum > Math.Abs(this[row, row]) * 1e-13)
                {
                    lower[(row * Size) + row] = Math.Sqrt(sum);
                }
                else
                {
                    return null;
                }
            }
        }

        return lower;
    }

    /// <summary>M⁻¹; null where M is not positive definite.</summary>
    internal SymmetricMatrix? Inverse()
    {
        if (Cholesky() is not { } lower)
        {
            return null;
        }

        var inverse = new SymmetricMatrix(Size);
        var column = new double[Size];
        for (var at = 0; at < Size; at++)
        {
            Array.Clear(column);
            column[at] = 1;
            Solve(lower, column);
            for (var row = 0; row <= at; row++)
            {
                inverse[row, at] = column[row];
            }
        }

        return inverse;
    }

    /// <summary>Solves L Lᵀ v = b in place.</summary>
    internal void Solve(double[] lower, Span<double> vector)
    {
        for (var row = 0; row < Size; row++)
        {
            for (var k = 0; k < row; k++)
            {
                vector[row] -= lower[(row * Size) + k] * vector[k];
            }

            vector[row] /= lower[(row * Size) + row];
        }

        for (var row = Size - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < Size; k++)
            {
                vector[row] -= lower[(k * Size) + row] * vector[k];
            }

            vector[row] /= lower[(row * Size) + row];
        }
    }
}
