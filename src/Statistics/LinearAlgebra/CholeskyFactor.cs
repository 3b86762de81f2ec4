namespace Regulars.Statistics.LinearAlgebra;

/// <summary>The factor L of a symmetric positive definite matrix A = L Lᵀ, computed in blocks (Golub and Van Loan, Matrix Computations, section 4.2.9).</summary>
/// <remarks>Cost: n³/3 multiplications and additions each for the factor, 2n³/3 more for the inverse. The results are the same to the bit for any number of threads.</remarks>
public sealed class CholeskyFactor
{
    private const int Block = 128;

    private readonly DenseMatrix lower;

    /// <summary>The inverses of the blocks on the diagonal of L, where L has the blocks.</summary>
    private readonly DenseMatrix inverse;

    private readonly int threads;

    private CholeskyFactor(DenseMatrix lower, DenseMatrix inverse, int threads) => (this.lower, this.inverse, this.threads) = (lower, inverse, threads);

    private int Size => lower.Rows;

    private int Blocks => (Size + Block - 1) / Block;

    /// <summary>Factors a symmetric matrix, of which only the lower triangle is read.</summary>
    /// <param name="matrix">The matrix, left as it is.</param>
    /// <param name="threads">How many threads at most; 0 for as many as the machine has.</param>
    /// <returns>The factor, or null when the matrix is not positive definite to the precision of doubles.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static CholeskyFactor? TryFactor(DenseMatrix matrix, int threads = 0)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"Only a square matrix has a Cholesky factor; this one is {matrix.Rows} × {matrix.Columns}.", nameof(matrix));
        }

        var copy = new DenseMatrix(matrix.Rows, matrix.Rows);
        for (var row = 0; row < matrix.Rows; row++)
        {
            matrix.Row(row)[..(row + 1)].CopyTo(copy.Row(row));
        }

        var factor = new CholeskyFactor(copy, new DenseMatrix(matrix.Rows, matrix.Rows), threads);
        return factor.FactorBlocks() ? factor : null;
    }

    /// <summary>The factor L itself: a lower triangle.</summary>
    public DenseMatrix Lower()
    {
        var copy = new DenseMatrix(Size, Size);
        for (var row = 0; row < Size; row++)
        {
            lower.Row(row)[..(row + 1)].CopyTo(copy.Row(row));
        }

        return copy;
    }

    /// <summary>Solves A x = b.</summary>
    /// <param name="right">The right side b.</param>
    /// <exception cref="ArgumentException">The right side has another length than the matrix has rows.</exception>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        if (right.Length != Size)
        {
            throw new ArgumentException($"The right side has {right.Length} values where the matrix has {Size} rows.", nameof(right));
        }

        var solution = right.ToArray();
        for (var row = 0; row < Size; row++)
        {
            var factors = lower.Row(row);
            solution[row] = (solution[row] - VectorArithmetic.Dot(factors[..row], solution)) / factors[row];
        }

        for (var row = Size - 1; row >= 0; row--)
        {
            var factors = lower.Row(row);
            solution[row] /= factors[row];
            VectorArithmetic.AddScaled(solution.AsSpan(0, row), -solution[row], factors);
        }

        return solution;
    }

    /// <summary>The logarithm of the determinant of A.</summary>
    public double LogDeterminant() => 2 * Enumerable.Range(0, Size).Sum(row => Math.Log(lower[row, row]));

    /// <summary>The inverse of A: the product of the transposed inverse of L and the inverse of L.</summary>
    public DenseMatrix Inverse()
    {
        var triangle = InverseOfLower();
        var full = new DenseMatrix(Size, Size);
        Workers.Share(Blocks * (Blocks + 1) / 2, threads, piece =>
        {
            var row = (int)((Math.Sqrt((8.0 * piece) + 1) - 1) / 2);
            var column = piece - (row * (row + 1) / 2);
            var (top, left) = (row * Block, column * Block);
            var view = MatrixView.Of(triangle);
            PackedProduct.Add(
                view.From(top, top).Transposed, view.From(top, left), MatrixView.Of(full).From(top, left),
                new ProductShape(SizeOf(row), SizeOf(column), Size - top), sign: 1);
        });
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < row; column++)
            {
                full.Values[(column * Size) + row] = full.Values[(row * Size) + column];
            }
        }

        return full;
    }

    private int SizeOf(int block) => Math.Min(Block, Size - (block * Block));

    private bool FactorBlocks()
    {
        var view = MatrixView.Of(lower);
        for (var column = 0; column < Blocks; column++)
        {
            var left = column * Block;
            Workers.Share(Blocks - column, threads, piece =>
            {
                var top = left + (piece * Block);
                PackedProduct.Add(
                    view.From(top, 0), view.From(left, 0).Transposed, view.From(top, left),
                    new ProductShape(SizeOf(column + piece), SizeOf(column), left), sign: -1);
            });
            if (!TriangularBlock.Factor(lower.Values, (left * Size) + left, Size, SizeOf(column)))
            {
                return false;
            }

            TriangularBlock.Invert(lower.Values, (left * Size) + left, Size, SizeOf(column), inverse.Values);
            Workers.Share(Blocks - column - 1, threads, piece => MultiplyByInverse(column + 1 + piece, column));
        }

        return true;
    }

    /// <summary>Below the diagonal: a block of L is what is left of A's block times the transposed inverse of the block on the diagonal.</summary>
    private void MultiplyByInverse(int row, int column)
    {
        var (top, left, rows, columns) = (row * Block, column * Block, SizeOf(row), SizeOf(column));
        var copy = new double[rows * columns];
        for (var inner = 0; inner < rows; inner++)
        {
            var part = lower.Row(top + inner).Slice(left, columns);
            part.CopyTo(copy.AsSpan(inner * columns));
            part.Clear();
        }

        PackedProduct.Add(
            new MatrixView(copy, 0, columns, 1), MatrixView.Of(inverse).From(left, left).Transposed, MatrixView.Of(lower).From(top, left),
            new ProductShape(rows, columns, columns), sign: 1);
    }

    /// <summary>Each column of blocks of the inverse of L is computed from above to below, apart from the others.</summary>
    private DenseMatrix InverseOfLower()
    {
        var triangle = new DenseMatrix(Size, Size);
        var view = MatrixView.Of(triangle);
        Workers.Share(Blocks, threads, column =>
        {
            var (left, columns) = (column * Block, SizeOf(column));
            for (var row = left; row < left + columns; row++)
            {
                inverse.Row(row).Slice(left, columns).CopyTo(triangle.Row(row)[left..]);
            }

            for (var row = column + 1; row < Blocks; row++)
            {
                var (top, rows) = (row * Block, SizeOf(row));
                var sum = new double[rows * columns];
                PackedProduct.Add(
                    MatrixView.Of(lower).From(top, left), view.From(left, left), new MatrixView(sum, 0, columns, 1),
                    new ProductShape(rows, columns, top - left), sign: 1);
                PackedProduct.Add(
                    MatrixView.Of(inverse).From(top, top), new MatrixView(sum, 0, columns, 1), view.From(top, left),
                    new ProductShape(rows, columns, rows), sign: -1);
            }
        });
        return triangle;
    }
}
