namespace Regulars.Statistics.Propensity;

/// <summary>A trained model as bytes, so that it need not be trained again to tell margins and reasons.</summary>
public static class KeptModel
{
    private const byte Logistic = 1;

    private const byte Trees = 2;

    /// <summary>Writes a model.</summary>
    /// <exception cref="ArgumentException">It is of a kind that cannot be kept.</exception>
    public static byte[] Write(IPropensityModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        switch (model)
        {
            case LogisticRegression regression:
                writer.Write(Logistic);
                regression.Write(writer);
                break;
            case BoostedTrees trees:
                writer.Write(Trees);
                trees.Write(writer);
                break;
            default:
                throw new ArgumentException($"A model of the kind {model?.GetType().Name ?? "null"} cannot be kept.", nameof(model));
        }

        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote: a model with the same margins and reasons.</summary>
    /// <exception cref="ArgumentException">It begins with no kind of model.</exception>
    public static IPropensityModel Read(byte[] kept)
    {
        using var reader = new BinaryReader(new MemoryStream(kept));
        return reader.ReadByte() switch
        {
            Logistic => LogisticRegression.Read(reader),
            Trees => BoostedTrees.Read(reader),
            var kind => throw new ArgumentException($"{kind} is no kind of model.", nameof(kept)),
        };
    }

    internal static void Repeat<T>(BinaryWriter writer, IReadOnlyCollection<T> items, Action<T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    internal static List<T> Repeat<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var items = new List<T>();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            items.Add(read(reader));
        }

        return items;
    }
}
