namespace Regulars.Journal.Import;

/// <summary>A file to import: where its bytes come from, as often as they are asked for.</summary>
/// <param name="FileName">The name by which the owner knows the file; its ending decides nothing.</param>
/// <param name="Length">The number of bytes, for telling progress.</param>
/// <param name="Open">Opens the bytes from their beginning; the same bytes each time.</param>
public sealed record ImportSource(string FileName, long Length, Func<Stream> Open)
{
    /// <summary>So many bytes are opened of what was uploaded to be imported in the background.</summary>
    public const long MostOpenedOfUpload = 64L << 30;

    /// <summary>So many bytes are opened of what is read while somebody waits.</summary>
    private const long MostOpenedInMemory = 64L << 20;

    /// <summary>So many bytes are opened of a gzip or zip, and no more: a small one can hold any number. Boundless unless said otherwise.</summary>
    public long MostOpened { get; init; } = long.MaxValue;

    /// <summary>The file at a path.</summary>
    public static ImportSource FromFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = new FileInfo(path);
        return new ImportSource(file.Name, file.Length, () => new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
    }

    /// <summary>Bytes that are already in memory, such as a small upload; what is opened of them is bounded.</summary>
    public static ImportSource FromBytes(string fileName, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new ImportSource(fileName, content.Length, () => new MemoryStream(content, writable: false)) { MostOpened = MostOpenedInMemory };
    }
}
