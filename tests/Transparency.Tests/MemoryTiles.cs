using System.Diagnostics.CodeAnalysis;

namespace Regulars.Transparency.Tests;

/// <summary>Tiles in memory, of each only the widest form, as a database would keep them.</summary>
internal sealed class MemoryTiles : ILogTiles, ILogTileWriter
{
    public Dictionary<(int Level, long Index), byte[]> Kept { get; } = [];

    public int Reads { get; private set; }

    public bool TryRead(LogTile tile, [NotNullWhen(true)] out byte[]? hashes)
    {
        Reads++;
        return Kept.TryGetValue((tile.Level, tile.Index), out hashes);
    }

    public void Write(LogTile tile, ReadOnlyMemory<byte> hashes)
    {
        Assert.Equal(tile.SizeBytes, hashes.Length);
        if (Kept.TryGetValue((tile.Level, tile.Index), out var narrower))
        {
            Assert.True(hashes.Length > narrower.Length && hashes.Span.StartsWith(narrower), $"{tile} was not extended.");
        }

        Kept[(tile.Level, tile.Index)] = hashes.ToArray();
    }
}
