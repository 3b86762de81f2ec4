using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Regulars.Statistics.LinearAlgebra;

/// <summary>The product of two dense matrices on one thread, after Goto and van de Geijn, "Anatomy of high-performance matrix multiplication" (2008):
/// both sides are copied in the order in which they are read, and a block of 6 × 8 sums stays in registers.</summary>
/// <remarks>Each sum is taken in one fixed order, so a product is the same to the bit however its parts are shared among threads.</remarks>
internal static class PackedProduct
{
    /// <summary>Rows and columns of the sums that are kept in registers: twelve registers of four doubles.</summary>
    private const int BlockRows = 6;

    private const int BlockColumns = 8;

    /// <summary>How much of the common side is taken at once, so that the packed left side stays in the second cache.</summary>
    private const int DepthAtOnce = 192;

    /// <summary>Adds <paramref name="sign"/> × left × right to <paramref name="target"/>, whose columns must lie beside one another.</summary>
    public static void Add(MatrixView left, MatrixView right, MatrixView target, ProductShape shape, double sign)
    {
        var paddedRows = Padded(shape.Rows, BlockRows);
        var paddedColumns = Padded(shape.Columns, BlockColumns);
        var packedLeft = ArrayPool<double>.Shared.Rent(paddedRows * DepthAtOnce);
        var packedRight = ArrayPool<double>.Shared.Rent(paddedColumns * DepthAtOnce);
        for (var begin = 0; begin < shape.Depth; begin += DepthAtOnce)
        {
            var depth = Math.Min(DepthAtOnce, shape.Depth - begin);
            Pack(left.From(0, begin), shape.Rows, depth, BlockRows, packedLeft);
            Pack(right.From(begin, 0).Transposed, shape.Columns, depth, BlockColumns, packedRight);
            MultiplyPacked(packedLeft, packedRight, target, shape with { Depth = depth }, sign);
        }

        ArrayPool<double>.Shared.Return(packedLeft);
        ArrayPool<double>.Shared.Return(packedRight);
    }

    private static int Padded(int size, int block) => (size + block - 1) / block * block;

    /// <summary>Copies strips of <paramref name="block"/> rows, column by column; rows that are missing are zeros.</summary>
    private static void Pack(MatrixView source, int rows, int depth, int block, double[] packed)
    {
        for (var strip = 0; strip < rows; strip += block)
        {
            var here = Math.Min(block, rows - strip);
            var target = packed.AsSpan(strip * depth, block * depth);
            if (here < block)
            {
                target.Clear();
            }

            for (var row = 0; row < here; row++)
            {
                ref var from = ref source.Values[source.Offset + ((strip + row) * source.RowStride)];
                ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), row);
                for (var column = 0; column < depth; column++)
                {
                    Unsafe.Add(ref to, column * block) = Unsafe.Add(ref from, column * source.ColumnStride);
                }
            }
        }
    }

    private static void MultiplyPacked(double[] left, double[] right, MatrixView target, ProductShape shape, double sign)
    {
        Span<double> corner = stackalloc double[BlockRows * BlockColumns];
        for (var column = 0; column < shape.Columns; column += BlockColumns)
        {
            var columns = Math.Min(BlockColumns, shape.Columns - column);
            for (var row = 0; row < shape.Rows; row += BlockRows)
            {
                var rows = Math.Min(BlockRows, shape.Rows - row);
                ref var leftStrip = ref left[row * shape.Depth];
                ref var rightStrip = ref right[column * shape.Depth];
                var at = target.Offset + (row * target.RowStride) + column;
                if (rows == BlockRows && columns == BlockColumns)
                {
                    AddBlock(shape.Depth, ref leftStrip, ref rightStrip, ref target.Values[at], target.RowStride, sign);
                    continue;
                }

                corner.Clear();
                AddBlock(shape.Depth, ref leftStrip, ref rightStrip, ref MemoryMarshal.GetReference(corner), BlockColumns, sign);
                for (var inner = 0; inner < rows; inner++)
                {
                    for (var across = 0; across < columns; across++)
                    {
                        target.Values[at + (inner * target.RowStride) + across] += corner[(inner * BlockColumns) + across];
                    }
                }
            }
        }
    }

    private static void AddBlock(int depth, ref double left, ref double right, ref double target, int stride, double sign)
    {
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<double> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        for (var step = 0; step < depth; step++)
        {
            var first = Vector256.LoadUnsafe(ref right);
            var second = Vector256.LoadUnsafe(ref right, 4);
            var one = Vector256.Create(left);
            a0 = Vector256.MultiplyAddEstimate(one, first, a0);
            a1 = Vector256.MultiplyAddEstimate(one, second, a1);
            one = Vector256.Create(Unsafe.Add(ref left, 1));
            b0 = Vector256.MultiplyAddEstimate(one, first, b0);
            b1 = Vector256.MultiplyAddEstimate(one, second, b1);
            one = Vector256.Create(Unsafe.Add(ref left, 2));
            c0 = Vector256.MultiplyAddEstimate(one, first, c0);
            c1 = Vector256.MultiplyAddEstimate(one, second, c1);
            one = Vector256.Create(Unsafe.Add(ref left, 3));
            d0 = Vector256.MultiplyAddEstimate(one, first, d0);
            d1 = Vector256.MultiplyAddEstimate(one, second, d1);
            one = Vector256.Create(Unsafe.Add(ref left, 4));
            e0 = Vector256.MultiplyAddEstimate(one, first, e0);
            e1 = Vector256.MultiplyAddEstimate(one, second, e1);
            one = Vector256.Create(Unsafe.Add(ref left, 5));
            f0 = Vector256.MultiplyAddEstimate(one, first, f0);
            f1 = Vector256.MultiplyAddEstimate(one, second, f1);
            left = ref Unsafe.Add(ref left, BlockRows);
            right = ref Unsafe.Add(ref right, BlockColumns);
        }

        AddRow(ref target, a0, a1, sign);
        AddRow(ref Unsafe.Add(ref target, stride), b0, b1, sign);
        AddRow(ref Unsafe.Add(ref target, 2 * stride), c0, c1, sign);
        AddRow(ref Unsafe.Add(ref target, 3 * stride), d0, d1, sign);
        AddRow(ref Unsafe.Add(ref target, 4 * stride), e0, e1, sign);
        AddRow(ref Unsafe.Add(ref target, 5 * stride), f0, f1, sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ref double target, Vector256<double> first, Vector256<double> second, double sign)
    {
        (Vector256.LoadUnsafe(ref target) + (first * sign)).StoreUnsafe(ref target);
        (Vector256.LoadUnsafe(ref target, 4) + (second * sign)).StoreUnsafe(ref target, 4);
    }
}
