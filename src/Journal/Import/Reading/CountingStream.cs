namespace Regulars.Journal.Import.Reading;

/// <summary>Counts the bytes that were taken from a stream: so progress is told in bytes of the file as it lies, and no more is opened of a packed one than may be.</summary>
/// <param name="inner">The stream.</param>
/// <param name="most">So many bytes are given.</param>
/// <exception cref="OpenedTooLargeException">There are more.</exception>
internal sealed class CountingStream(Stream inner, long most = long.MaxValue) : Stream
{
    private long count;

    public long Count => Volatile.Read(ref count);

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Volatile.Write(ref count, count + read);
        return count <= most ? read : throw new OpenedTooLargeException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

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
