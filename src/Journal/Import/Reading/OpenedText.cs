using System.Text;

namespace Regulars.Journal.Import.Reading;

/// <summary>The rows of a file from its beginning, with the position in the file as it lies.</summary>
internal sealed class OpenedText : IDisposable
{
    private readonly CountingStream file;

    public OpenedText(ImportSource source, ContainerKind container, string encoding, char delimiter)
    {
        file = new CountingStream(source.Open());
        Rows = new RowReader(new DecodedText(Container.Open(file, container, source.MostOpened), TextEncodings.Named(encoding)), delimiter);
    }

    public RowReader Rows { get; }

    public long BytesRead => file.Count;

    /// <summary>The first bytes of the text.</summary>
    public static byte[] Head(ImportSource source, ContainerKind container, int length)
    {
        using var bytes = new CountingStream(source.Open());
        using var stream = Container.Open(bytes, container, source.MostOpened);
        var head = new byte[length];
        return head[..stream.ReadAtLeast(head, length, throwOnEndOfStream: false)];
    }

    /// <summary>Bytes beyond ASCII with what stands around them, from the whole text, for telling its encoding.</summary>
    public static byte[] AroundLetters(ImportSource source, ContainerKind container)
    {
        const int Around = 24;
        const int Enough = 64 << 10;
        using var bytes = new CountingStream(source.Open());
        using var stream = Container.Open(bytes, container, source.MostOpened);
        using var found = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while (found.Length < Enough && (read = stream.Read(buffer)) > 0)
        {
            var at = 0;
            while (at < read && buffer.AsSpan(at, read - at).IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var next)
            {
                var from = Math.Max(at, at + next - Around);
                at = Math.Min(read, at + next + Around);
                found.Write(buffer, from, at - from);
                found.WriteByte((byte)'\n');
            }
        }

        return found.ToArray();
    }

    public void Dispose() => Rows.Dispose();
}
