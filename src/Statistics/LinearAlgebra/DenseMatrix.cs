namespace Regulars.Statistics.LinearAlgebra;

/// <summary>A matrix of doubles that stores all its values, row after row.</summary>
public sealed class DenseMatrix
{
    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or there are more values than an array holds.</exception>
    public DenseMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)rows * columns, Array.MaxLength, nameof(columns));
        Rows = rows;
        Columns = columns;
        Values = new double[rows * columns];
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The value in a row and a column, both counted from 0.</summary>
    public double this[int row, int column]
    {
        get => Values[At(row, column)];
        set => Values[At(row, column)] = value;
    }

    /// <summary>All values: first those of row 0, then those of row 1.</summary>
    internal double[] Values { get; }

    /// <summary>Copies the values of a table whose rows all have the same length.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static DenseMatrix Of(IReadOnlyList<double[]> rows)
    {
        var matrix = new DenseMatrix(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].Length != matrix.Columns)
            {
                throw new ArgumentException($"Row {row} has {rows[row].Length} values where the first has {matrix.Columns}.", nameof(rows));
            }

            rows[row].CopyTo(matrix.Row(row));
        }

        return matrix;
    }

    /// <summary>The values of a row, to read and to write.</summary>
    public Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The product of this matrix and another.</summary>
    /// <param name="right">The matrix with as many rows as this one has columns.</param>
    /// <param name="threads">How many threads at most; 0 for as many as the machine has. The result is the same to the bit.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public DenseMatrix Multiply(DenseMatrix right, int threads = 0)
    {
        if (Columns != right.Rows)
        {
            throw new ArgumentException($"{Rows} × {Columns} cannot be multiplied by {right.Rows} × {right.Columns}.", nameof(right));
        }

        var product = new DenseMatrix(Rows, right.Columns);
        const int Tile = 192;
        var across = (right.Columns + Tile - 1) / Tile;
        var down = (Rows + Tile - 1) / Tile;
        Workers.Share(down * across, threads, piece =>
        {
            var (row, column) = (piece / across * Tile, piece % across * Tile);
            PackedProduct.Add(
                MatrixView.Of(this).From(row, 0),
                MatrixView.Of(right).From(0, column),
                MatrixView.Of(product).From(row, column),
                new ProductShape(Math.Min(Tile, Rows - row), Math.Min(Tile, right.Columns - column), Columns),
                sign: 1);
        });
        return product;
    }

    private int At(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        return (row * Columns) + column;
    }
}
