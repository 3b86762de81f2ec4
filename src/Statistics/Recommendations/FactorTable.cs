using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Recommendations;

/// <summary>The factors of all users or of all items, each row padded with zeros to whole registers.</summary>
internal sealed class FactorTable
{
    private const int RowsAtOnce = 256;

    private readonly double[] values;

    private readonly int factors;

    private FactorTable(int count, int factors)
    {
        (Count, this.factors, Width) = (count, factors, (factors + 7) / 8 * 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)count * Width, Array.MaxLength, nameof(count));
        values = new double[count * Width];
    }

    public int Count { get; }

    /// <summary>The length of a row: the factors and zeros.</summary>
    public int Width { get; }

    /// <summary>Small values around 0, evenly spread: a start from which the sides pull one another.</summary>
    public static FactorTable Random(int count, int factors, Random random)
    {
        var table = new FactorTable(count, factors);
        for (var row = 0; row < count; row++)
        {
            foreach (ref var value in table.Row(row)[..factors])
            {
                value = (random.NextDouble() - 0.5) * 0.1;
            }
        }

        return table;
    }

    public Span<double> Row(int row) => values.AsSpan(row * Width, Width);

    /// <summary>YᵀY + λI as rows of <see cref="Width"/>; the padding has 1 on the diagonal.</summary>
    public double[] Gram(double regularisation, int threads)
    {
        var pieces = (Count + RowsAtOnce - 1) / RowsAtOnce;
        var parts = new double[pieces][];
        Workers.Share(pieces, threads, piece =>
        {
            var rows = Math.Min(RowsAtOnce, Count - (piece * RowsAtOnce));
            var view = new MatrixView(values, piece * RowsAtOnce * Width, Width, 1);
            parts[piece] = new double[Width * Width];
            PackedProduct.Add(view.Transposed, view, new MatrixView(parts[piece], 0, Width, 1), new ProductShape(Width, Width, rows), sign: 1);
        });
        var gram = new double[Width * Width];
        foreach (var part in parts)
        {
            VectorArithmetic.AddScaled(gram, 1, part);
        }

        for (var factor = 0; factor < Width; factor++)
        {
            gram[(factor * Width) + factor] += factor < factors ? regularisation : 1;
        }

        return gram;
    }
}
