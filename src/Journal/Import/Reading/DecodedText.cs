using System.Text;

namespace Regulars.Journal.Import.Reading;

/// <summary>Decodes a stream straight into the reader's buffer. Bytes that are no text become <see cref="NoText"/>.</summary>
internal sealed class DecodedText(Stream stream, Encoding encoding) : TextReader
{
    /// <summary>Stands where bytes could not be decoded: a code point that no text may hold.</summary>
    public const char NoText = '\uFFFF';

    private readonly Decoder decoder = Encoding.GetEncoding(
        encoding.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFF")).GetDecoder();

    private readonly byte[] bytes = new byte[64 << 10];
    private int start;
    private int end;
    private bool atEnd;
    private bool begun;

    public override int Read(Span<char> buffer)
    {
        while (true)
        {
            if (start == end && !atEnd)
            {
                start = 0;
                end = stream.Read(bytes);
                atEnd = end == 0;
            }

            decoder.Convert(bytes.AsSpan(start, end - start), buffer, atEnd, out var used, out var written, out var completed);
            start += used;
            if (!begun && written > 0)
            {
                begun = true;
                if (buffer[0] == '\uFEFF')
                {
                    buffer[1..written].CopyTo(buffer);
                    written--;
                }
            }

            if (written > 0 || (atEnd && completed))
            {
                return written;
            }
        }
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
