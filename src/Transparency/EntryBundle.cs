using System.Buffers.Binary;

namespace Regulars.Transparency;

/// <summary>The entries of up to 256 leaves in one sequence of bytes, each with its length before it as two bytes, the higher first (C2SP
/// tlog-tiles, "Log entries").</summary>
public static class EntryBundle
{
    /// <summary>How many bytes an entry may have: 65,535.</summary>
    public const int LongestEntryBytes = ushort.MaxValue;

    /// <summary>Writes entries as one bundle.</summary>
    /// <param name="entries">The data of 1 to 256 leaves, in their order.</param>
    /// <returns>The bundle; refused with <c>entries.count</c> or <c>entries.too_long</c>.</returns>
    public static Outcome<byte[]> Write(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count is < 1 or > LogTile.FullWidth)
        {
            return new Refusal("entries.count", $"A bundle has 1 to {LogTile.FullWidth} entries, not {entries.Count}.");
        }

        if (entries.Any(entry => entry.Length > LongestEntryBytes))
        {
            return new Refusal("entries.too_long", $"An entry has at most {LongestEntryBytes} bytes.");
        }

        var bundle = new byte[entries.Sum(entry => sizeof(ushort) + entry.Length)];
        var rest = bundle.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)entry.Length);
            entry.Span.CopyTo(rest[sizeof(ushort)..]);
            rest = rest[(sizeof(ushort) + entry.Length)..];
        }

        return bundle;
    }

    /// <summary>Reads the entries of a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <returns>1 to 256 entries; refused with <c>entries.malformed</c> when a length leads past the end, or with
    /// <c>entries.count</c>.</returns>
    public static Outcome<IReadOnlyList<ReadOnlyMemory<byte>>> Read(ReadOnlyMemory<byte> bundle)
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        for (var rest = bundle; !rest.IsEmpty;)
        {
            if (entries.Count == LogTile.FullWidth)
            {
                return new Refusal("entries.count", $"A bundle has at most {LogTile.FullWidth} entries.");
            }

            var length = rest.Length < sizeof(ushort) ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(rest.Span);
            if (length > rest.Length - sizeof(ushort))
            {
                return new Refusal("entries.malformed", $"Entry {entries.Count} of the bundle leads past its end.");
            }

            entries.Add(rest.Slice(sizeof(ushort), length));
            rest = rest[(sizeof(ushort) + length)..];
        }

        return entries.Count > 0 ? entries : new Refusal("entries.count", "A bundle has at least one entry.");
    }
}
