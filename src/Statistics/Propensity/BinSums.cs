using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Regulars.Statistics.Propensity;

/// <summary>Sums of the derivatives of rows, bin by bin.</summary>
internal static class BinSums
{
    /// <summary>Columns counted in one pass over the rows: their sums fit into the first cache.</summary>
    public const int ColumnsAtOnce = 4;

    /// <summary>Counts some columns anew.</summary>
    /// <param name="table">The bins of all rows.</param>
    /// <param name="columns">At most <see cref="ColumnsAtOnce"/> columns.</param>
    /// <param name="rows">The rows to count.</param>
    /// <param name="derivatives">Their derivatives, in the order of <paramref name="rows"/>.</param>
    /// <param name="sums">Receives the sums of each column at its place.</param>
    public static void Count(BinnedTable table, int[] columns, ReadOnlySpan<int> rows, Vector128<double>[] derivatives, Vector128<double>[] sums)
    {
        foreach (var column in columns)
        {
            sums.AsSpan(column * ColumnBins.Most, ColumnBins.Most).Clear();
        }

        if (columns is [var first, var second, var third, var fourth])
        {
            CountFour(
                rows, derivatives,
                table.Column(first), ref sums[first * ColumnBins.Most], table.Column(second), ref sums[second * ColumnBins.Most],
                table.Column(third), ref sums[third * ColumnBins.Most], table.Column(fourth), ref sums[fourth * ColumnBins.Most]);
            return;
        }

        foreach (var column in columns)
        {
            var bins = table.Column(column);
            var target = sums.AsSpan(column * ColumnBins.Most, ColumnBins.Most);
            for (var at = 0; at < rows.Length; at++)
            {
                target[bins[rows[at]]] += derivatives[at];
            }
        }
    }

    /// <summary>What is left of a parent's sums without one child's is the other child's.</summary>
    public static void Subtract(Span<Vector128<double>> parent, ReadOnlySpan<Vector128<double>> child)
    {
        for (var bin = 0; bin < parent.Length; bin++)
        {
            parent[bin] -= child[bin];
        }
    }

    private static void CountFour(
        ReadOnlySpan<int> rows, Vector128<double>[] derivatives,
        byte[] bins0, ref Vector128<double> sums0, byte[] bins1, ref Vector128<double> sums1,
        byte[] bins2, ref Vector128<double> sums2, byte[] bins3, ref Vector128<double> sums3)
    {
        ref var column0 = ref MemoryMarshal.GetArrayDataReference(bins0);
        ref var column1 = ref MemoryMarshal.GetArrayDataReference(bins1);
        ref var column2 = ref MemoryMarshal.GetArrayDataReference(bins2);
        ref var column3 = ref MemoryMarshal.GetArrayDataReference(bins3);
        for (var at = 0; at < rows.Length; at++)
        {
            var row = rows[at];
            var both = derivatives[at];
            Unsafe.Add(ref sums0, Unsafe.Add(ref column0, row)) += both;
            Unsafe.Add(ref sums1, Unsafe.Add(ref column1, row)) += both;
            Unsafe.Add(ref sums2, Unsafe.Add(ref column2, row)) += both;
            Unsafe.Add(ref sums3, Unsafe.Add(ref column3, row)) += both;
        }
    }
}
