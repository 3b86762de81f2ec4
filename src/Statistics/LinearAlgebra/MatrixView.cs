namespace Regulars.Statistics.LinearAlgebra;

/// <summary>A part of a matrix, perhaps turned on its side, without copying it.</summary>
/// <param name="Values">Where the values lie.</param>
/// <param name="Offset">Where the first of them lies.</param>
/// <param name="RowStride">How far the next row is.</param>
/// <param name="ColumnStride">How far the next column is.</param>
internal readonly record struct MatrixView(double[] Values, int Offset, int RowStride, int ColumnStride)
{
    /// <summary>The view with rows and columns exchanged.</summary>
    public MatrixView Transposed => new(Values, Offset, ColumnStride, RowStride);

    public static MatrixView Of(DenseMatrix matrix) => new(matrix.Values, 0, matrix.Columns, 1);

    /// <summary>The part that begins at a row and a column of this one.</summary>
    public MatrixView From(int row, int column) => this with { Offset = Offset + (row * RowStride) + (column * ColumnStride) };
}

/// <summary>The sizes of a product: a left side of <paramref name="Rows"/> × <paramref name="Depth"/> by a right side of <paramref name="Depth"/> × <paramref name="Columns"/>.</summary>
internal readonly record struct ProductShape(int Rows, int Columns, int Depth);
