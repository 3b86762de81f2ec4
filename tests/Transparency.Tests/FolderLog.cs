using System.Diagnostics.CodeAnalysis;

namespace Regulars.Transparency.Tests;

/// <summary>A log in a folder, each tile at its path, as any file server would serve it.</summary>
internal sealed class FolderLog : ILogTiles, ILogTileWriter, ILogEntries, IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("regulars-log-").FullName;

    public string File(string path) => Path.Combine(Folder, path);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public void Put(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(path))!);
        System.IO.File.WriteAllBytes(File(path), bytes);
    }

    /// <summary>Falsifies one bit of a file.</summary>
    public void Change(string path, int at)
    {
        var bytes = System.IO.File.ReadAllBytes(File(path));
        bytes[at] ^= 1;
        Put(path, bytes);
    }

    public void Swap(string path, string other)
    {
        var bytes = System.IO.File.ReadAllBytes(File(path));
        Put(path, System.IO.File.ReadAllBytes(File(other)));
        Put(other, bytes);
    }

    public bool TryRead(LogTile tile, [NotNullWhen(true)] out byte[]? hashes) => TryGet(tile.Path, out hashes);

    public void Write(LogTile tile, ReadOnlyMemory<byte> hashes) => Put(tile.Path, hashes.Span);

    bool ILogEntries.TryRead(LogTile bundle, [NotNullWhen(true)] out byte[]? entries) => TryGet(bundle.EntriesPath, out entries);

    /// <summary>Appends the data of leaves, with the entries of every tile that grew.</summary>
    public LogGrowth Append(long size, int count)
    {
        var growth = MerkleLog.Append(size, this, [.. Enumerable.Range(0, count).Select(leaf => LogHash.OfLeaf(Given.Data(size + leaf)))]).Value;
        growth.WriteTo(this);
        foreach (var tile in growth.Tiles.Select(grown => grown.Tile).Where(tile => tile.Level == 0))
        {
            var first = tile.Index * LogTile.FullWidth;
            PutEntries(tile, Enumerable.Range(0, tile.Width).Select(at => Given.Data(first + at)));
        }

        return growth;
    }

    public void PutEntries(LogTile tile, IEnumerable<byte[]> entries) =>
        Put(tile.EntriesPath, EntryBundle.Write([.. entries.Select(entry => (ReadOnlyMemory<byte>)entry)]).Value);

    private bool TryGet(string path, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = System.IO.File.Exists(File(path)) ? System.IO.File.ReadAllBytes(File(path)) : null;
        return bytes is not null;
    }
}
