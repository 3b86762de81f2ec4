namespace Regulars.Statistics.Propensity;

/// <summary>A set of bins: those that go left at a split.</summary>
internal readonly record struct BinSet(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>All bins from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static BinSet Range(int first, int last)
    {
        var set = default(BinSet);
        for (var bin = first; bin <= last; bin++)
        {
            set = set.With(bin);
        }

        return set;
    }

    public static BinSet Read(BinaryReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());

    public void Write(BinaryWriter writer)
    {
        writer.Write(First);
        writer.Write(Second);
        writer.Write(Third);
        writer.Write(Fourth);
    }

    public BinSet With(int bin)
    {
        var bit = 1UL << (bin & 63);
        return (bin >> 6) switch
        {
            0 => this with { First = First | bit },
            1 => this with { Second = Second | bit },
            2 => this with { Third = Third | bit },
            _ => this with { Fourth = Fourth | bit },
        };
    }

    public bool Contains(int bin)
    {
        var part = (bin >> 6) switch
        {
            0 => First,
            1 => Second,
            2 => Third,
            _ => Fourth,
        };
        return ((part >> (bin & 63)) & 1) != 0;
    }
}
