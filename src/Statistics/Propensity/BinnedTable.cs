using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>A table in bins: for each column one byte per row.</summary>
internal sealed class BinnedTable
{
    private readonly byte[][] columns;

    private BinnedTable(byte[][] columns, int count) => (this.columns, Count) = (columns, count);

    public int Count { get; }

    public static BinnedTable Of(FeatureTable table, IReadOnlyList<ColumnBins> bins, int threads)
    {
        var binned = new byte[bins.Count][];
        Workers.Share(bins.Count, threads, column => binned[column] = bins[column].Of(table.Column(bins[column].Name)));
        return new BinnedTable(binned, table.Count);
    }

    public byte[] Column(int column) => columns[column];
}
