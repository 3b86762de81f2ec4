using Regulars.Statistics.LinearAlgebra;

namespace Regulars.Statistics.Propensity;

/// <summary>How the columns of a table become standardised numbers, learned from the training rows alone.</summary>
/// <remarks>A missing number is replaced by the mean, and where training has missing ones a column of its own says so. Each kind of a category,
/// and "missing" where training has it, is a column of zeros and ones; a kind not seen in training is missing, and all zeros where training had none missing.
/// A column without spread is left out.</remarks>
internal sealed class LogisticDesign
{
    private readonly Term[] terms;

    private LogisticDesign(string[] columns, Term[] terms) => (Columns, this.terms) = (columns, terms);

    public string[] Columns { get; }

    /// <summary>The number of terms; the intercept is none.</summary>
    public int Width => terms.Length;

    /// <summary>The column to which a term belongs.</summary>
    public int ColumnOf(int term) => terms[term].Column;

    public static LogisticDesign Learn(FeatureTable table)
    {
        var learned = new List<Term>();
        for (var at = 0; at < table.Columns.Count; at++)
        {
            var column = table.Columns[at];
            foreach (var kind in KindsOf(column))
            {
                var values = Raw(column, kind);
                var present = values.Where(double.IsFinite).ToArray();
                var mean = present.Length == 0 ? 0 : present.Average();
                var spread = present.Length == 0 ? 0 : Math.Sqrt(present.Sum(value => (value - mean) * (value - mean)) / values.Length);
                if (spread > 1e-12 * Math.Abs(mean) && double.IsFinite(spread))
                {
                    learned.Add(new Term(at, kind, mean, spread));
                }
            }
        }

        return new LogisticDesign([.. table.Columns.Select(column => column.Name)], [.. learned]);
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static LogisticDesign Read(BinaryReader reader) => new(
        [.. KeptModel.Repeat(reader, from => from.ReadString())],
        [
            .. KeptModel.Repeat(reader, from => new Term(
                from.ReadInt32(), new Kind(from.ReadBoolean(), from.ReadBoolean() ? from.ReadString() : null), from.ReadDouble(), from.ReadDouble())),
        ]);

    public void Write(BinaryWriter writer)
    {
        KeptModel.Repeat(writer, Columns, writer.Write);
        KeptModel.Repeat(writer, terms, term =>
        {
            writer.Write(term.Column);
            writer.Write(term.Kind.IsValue);
            writer.Write(term.Kind.Name is not null);
            if (term.Kind.Name is { } name)
            {
                writer.Write(name);
            }

            writer.Write(term.Mean);
            writer.Write(term.Spread);
        });
    }

    /// <summary>The terms of every row.</summary>
    public DenseMatrix Of(FeatureTable table)
    {
        var matrix = new DenseMatrix(table.Count, Width);
        for (var term = 0; term < terms.Length; term++)
        {
            var (column, kind, mean, spread) = terms[term];
            var values = Raw(table.Column(Columns[column]), kind);
            for (var row = 0; row < values.Length; row++)
            {
                matrix.Values[(row * Width) + term] = double.IsFinite(values[row]) ? (values[row] - mean) / spread : 0;
            }
        }

        return matrix;
    }

    /// <summary>The value itself, whether it is missing, or each kind.</summary>
    private static IEnumerable<Kind> KindsOf(FeatureColumn column) => column switch
    {
        NumberColumn numbers => numbers.Values.All(double.IsFinite) ? [Kind.Value] : [Kind.Value, Kind.Missing],
        CategoryColumn categories => categories.Kinds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new Kind(false, name)),
        _ => throw new ArgumentException($"The column {column.Name} is of an unknown kind.", nameof(column)),
    };

    private static double[] Raw(FeatureColumn column, Kind kind) => column switch
    {
        NumberColumn numbers when kind == Kind.Value => [.. numbers.Values],
        NumberColumn numbers => [.. numbers.Values.Select(value => double.IsFinite(value) ? 0.0 : 1.0)],
        CategoryColumn categories => [.. categories.Kinds.Select(name => string.Equals(name, kind.Name, StringComparison.Ordinal) ? 1.0 : 0.0)],
        _ => throw new ArgumentException($"The column {column.Name} is of an unknown kind.", nameof(column)),
    };

    private sealed record Term(int Column, Kind Kind, double Mean, double Spread);

    private sealed record Kind(bool IsValue, string? Name)
    {
        public static readonly Kind Value = new(true, null);

        public static readonly Kind Missing = new(false, null);
    }
}
