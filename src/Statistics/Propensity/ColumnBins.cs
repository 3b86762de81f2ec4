namespace Regulars.Statistics.Propensity;

/// <summary>How the values of one column fall into at most 256 bins, learned from the training rows. Bin 0 is for what is missing.</summary>
internal abstract class ColumnBins(string name, int count)
{
    /// <summary>The most bins, with that of the missing.</summary>
    public const int Most = 256;

    public string Name { get; } = name;

    /// <summary>The number of bins, with that of the missing.</summary>
    public int Count { get; } = count;

    /// <summary>Whether neighbouring bins hold neighbouring values.</summary>
    public abstract bool HasOrder { get; }

    public static ColumnBins Learn(FeatureColumn column) => column switch
    {
        NumberColumn numbers => NumberBins.Learn(numbers),
        CategoryColumn categories => CategoryBins.Learn(categories),
        _ => throw new ArgumentException($"The column {column.Name} is of an unknown kind.", nameof(column)),
    };

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static ColumnBins Read(BinaryReader reader)
    {
        var (hasOrder, name) = (reader.ReadBoolean(), reader.ReadString());
        return hasOrder ? NumberBins.Read(reader, name) : CategoryBins.Read(reader, name);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(HasOrder);
        writer.Write(Name);
        WriteBins(writer);
    }

    /// <summary>The bin of each row.</summary>
    public abstract byte[] Of(FeatureColumn column);

    protected abstract void WriteBins(BinaryWriter writer);
}

/// <summary>Bins of numbers: each value of its own where there are few, else as many rows in each as in the others.</summary>
internal sealed class NumberBins : ColumnBins
{
    /// <summary>Of so many rows, evenly spread, the borders are taken.</summary>
    private const int MostSorted = 50_000;

    /// <summary>Bin k + 1 ends with border k, which belongs to it.</summary>
    private readonly double[] borders;

    private NumberBins(string name, double[] borders)
        : base(name, borders.Length + 2) => this.borders = borders;

    public override bool HasOrder => true;

    public static NumberBins Learn(NumberColumn column)
    {
        var step = Math.Max(1, (double)column.Count / MostSorted);
        var sorted = new List<double>(Math.Min(column.Count, MostSorted));
        for (var at = 0.0; (int)at < column.Count; at += step)
        {
            if (column.Values[(int)at] is var value && double.IsFinite(value))
            {
                sorted.Add(value);
            }
        }

        sorted.Sort();
        return new NumberBins(column.Name, [.. BordersOf(sorted)]);
    }

    public static NumberBins Read(BinaryReader reader, string name) => new(name, [.. KeptModel.Repeat(reader, from => from.ReadDouble())]);

    public override byte[] Of(FeatureColumn column)
    {
        var known = column is NumberColumn numbers ? numbers.Values : throw new ArgumentException($"The column {Name} holds numbers in training.", nameof(column));
        double[] values = known as double[] ?? [.. known];
        var bins = new byte[values.Length];
        for (var row = 0; row < bins.Length; row++)
        {
            bins[row] = double.IsFinite(values[row]) ? (byte)(1 + BordersBelow(values[row])) : (byte)0;
        }

        return bins;
    }

    protected override void WriteBins(BinaryWriter writer) => KeptModel.Repeat(writer, borders, writer.Write);

    /// <summary>Borders half-way between neighbouring values.</summary>
    private static IEnumerable<double> BordersOf(List<double> sorted)
    {
        var distinct = 0;
        for (var at = 0; at < sorted.Count; at++)
        {
            distinct += at == 0 || sorted[at] != sorted[at - 1] ? 1 : 0;
        }

        var room = distinct < Most ? 0 : (double)sorted.Count / (Most - 1);
        var (begun, made) = (0, 0);
        for (var at = 1; at < sorted.Count && made < Most - 2; at++)
        {
            if (sorted[at] != sorted[at - 1] && at - begun >= room)
            {
                begun = at;
                made++;
                yield return sorted[at - 1] + ((sorted[at] - sorted[at - 1]) / 2);
            }
        }
    }

    private int BordersBelow(double value)
    {
        var (low, high) = (0, borders.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (borders[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

/// <summary>Bins of kinds: one for each of the most frequent, and the last for all others where there are too many.</summary>
internal sealed class CategoryBins : ColumnBins
{
    private readonly Dictionary<string, byte> binOf;

    private CategoryBins(string name, int count, Dictionary<string, byte> binOf)
        : base(name, count) => this.binOf = binOf;

    public override bool HasOrder => false;

    public static CategoryBins Learn(CategoryColumn column)
    {
        var kinds = column.Kinds.OfType<string>().GroupBy(kind => kind, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key).ToList();
        var bins = kinds.Select((kind, place) => (kind, place)).ToDictionary(pair => pair.kind, pair => (byte)Math.Min(pair.place + 1, Most - 1), StringComparer.Ordinal);
        return new CategoryBins(column.Name, Math.Min(kinds.Count + 1, Most), bins);
    }

    public static CategoryBins Read(BinaryReader reader, string name) => new(
        name, reader.ReadInt32(), KeptModel.Repeat(reader, from => (Kind: from.ReadString(), Bin: from.ReadByte())).ToDictionary(pair => pair.Kind, pair => pair.Bin, StringComparer.Ordinal));

    public override byte[] Of(FeatureColumn column) => column is CategoryColumn categories
        ? [.. categories.Kinds.Select(kind => kind is null ? (byte)0 : binOf.GetValueOrDefault(kind))]
        : throw new ArgumentException($"The column {Name} holds kinds in training.", nameof(column));

    protected override void WriteBins(BinaryWriter writer)
    {
        writer.Write(Count);
        KeptModel.Repeat(writer, binOf, pair =>
        {
            writer.Write(pair.Key);
            writer.Write(pair.Value);
        });
    }
}
