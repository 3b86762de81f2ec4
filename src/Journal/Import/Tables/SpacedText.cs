using Regulars.Journal.Import.Reading;

namespace Regulars.Journal.Import.Tables;

/// <summary>Text whose columns stand apart by one or more spaces, given as text apart by single tabs.</summary>
internal sealed class SpacedText(Stream inner) : Stream
{
    private readonly byte[] read = new byte[16 << 10];
    private int at;
    private int end;
    private bool inGap = true;
    private bool atLineStart = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The same file with its columns apart by tabs; its encoding must write spaces and line ends as ASCII does.</summary>
    public static ImportSource Of(ImportSource source, ContainerKind container) =>
        new(source.FileName, source.Length, () => new SpacedText(Container.Open(new CountingStream(source.Open()), container, source.MostOpened)));

    public override int Read(Span<byte> buffer)
    {
        // A gap at the end of what was read is written before what follows it, so one byte may become two.
        var written = 0;
        while (written + 2 <= buffer.Length)
        {
            if (at == end)
            {
                (at, end) = (0, written > 0 ? 0 : inner.Read(read));
                if (end == 0)
                {
                    break;
                }
            }

            var letter = read[at++];
            if (letter is (byte)' ' or (byte)'\t')
            {
                inGap = true;
                continue;
            }

            var isLineEnd = letter is (byte)'\n' or (byte)'\r';
            if (inGap && !atLineStart && !isLineEnd)
            {
                buffer[written++] = (byte)'\t';
            }

            buffer[written++] = letter;
            // A byte order mark is no column.
            (inGap, atLineStart) = (false, isLineEnd || (atLineStart && letter is 0xEF or 0xBB or 0xBF));
        }

        return written;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
