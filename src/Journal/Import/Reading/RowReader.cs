using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Regulars.Journal.Import.Reading;

/// <summary>What is wrong with a row as it is written, before its cells are looked at.</summary>
internal enum RowFault
{
    None,
    TornQuote,
    LineTooLong,
    FieldTooLong,
    TooManyColumns,
    NotText,
}

/// <summary>Reads rows of delimited text forward, one at a time, in a buffer that is used again and again.</summary>
/// <remarks>A field is quoted when a quotation mark is its first character; doubled marks stand for one. A quote that is
/// not closed before its field or the file ends, or is closed amid a field, is torn: its first line alone is given as
/// faulty, and reading goes on at the line after it. The spans given are valid until the next <see cref="Read"/>.</remarks>
internal sealed partial class RowReader(TextReader text, char delimiter) : IDisposable
{
    private char[] buffer = new char[128 << 10];
    private char[] unescaped = new char[1024];
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int unescapedLength;
    private int rawLength;
    private int begin;
    private int next;
    private int end;
    private bool atEnd;
    private bool suspicious;
    private long lines;

    /// <summary>The number of the row's first line, from one.</summary>
    public long Line { get; private set; }

    /// <summary>Lines read so far.</summary>
    public long Lines => lines;

    /// <summary>The number of fields of the row.</summary>
    public int Count { get; private set; }

    public RowFault Fault { get; private set; }

    /// <summary>The row as it is written, without its line end; cut when the line is too long.</summary>
    public ReadOnlySpan<char> Raw => buffer.AsSpan(begin, rawLength);

    /// <summary>The content of a field: unquoted, not trimmed.</summary>
    public ReadOnlySpan<char> this[int field]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var start = starts[field];
            return start >= 0 ? buffer.AsSpan(start, lengths[field]) : unescaped.AsSpan(~start, lengths[field]);
        }
    }

    /// <summary>Goes to the next row that is not an empty line; false at the end.</summary>
    public bool Read()
    {
        while (true)
        {
            begin = next;
            if (begin >= end && !Fill())
            {
                return false;
            }

            Line = lines + 1;
            Count = 0;
            Fault = RowFault.None;
            unescapedLength = 0;
            var outcome = ReadFields();
            while (outcome == Outcome.NeedsMore)
            {
                if (end - begin >= ImportLimits.LineCharacters)
                {
                    SkipLine();
                    return true;
                }

                Fill();
                Count = 0;
                Fault = RowFault.None;
                unescapedLength = 0;
                outcome = ReadFields();
            }

            if (outcome == Outcome.Torn)
            {
                KeepFirstLineOnly();
                return true;
            }

            if (Count == 1 && lengths[0] == 0 && rawLength == 0)
            {
                continue;
            }

            if (suspicious && Raw.IndexOfAny(DecodedText.NoText, '\0') >= 0)
            {
                Fault = RowFault.NotText;
            }

            return true;
        }
    }

    public void Dispose() => text.Dispose();

    private enum Outcome
    {
        Whole,
        NeedsMore,
        Torn,
    }

    private Outcome ReadFields()
    {
        var position = begin;
        var innerLines = 0;
        var block = begin;
        uint ends = 0;
        var delimiters = Vector128.Create((ushort)delimiter);
        var lineFeeds = Vector128.Create((ushort)'\n');
        var carriageReturns = Vector128.Create((ushort)'\r');
        while (true)
        {
            var start = position;
            int stop;
            if (position < end && buffer[position] == '"')
            {
                var outcome = ReadQuoted(ref position, ref innerLines);
                if (outcome != Outcome.Whole)
                {
                    return outcome;
                }

                stop = position;
                (block, ends) = (stop + 1, 0);
            }
            else
            {
                // Short fields are many: the ends found among eight characters serve every field that ends there.
                while (ends == 0 && block + Vector128<ushort>.Count <= end)
                {
                    var letters = Vector128.LoadUnsafe(ref Unsafe.As<char, ushort>(ref buffer[block]));
                    ends = (Vector128.Equals(letters, delimiters) | Vector128.Equals(letters, lineFeeds)
                        | Vector128.Equals(letters, carriageReturns)).ExtractMostSignificantBits();
                    block += Vector128<ushort>.Count;
                }

                if (ends != 0)
                {
                    stop = block - Vector128<ushort>.Count + BitOperations.TrailingZeroCount(ends);
                    ends &= ends - 1;
                }
                else
                {
                    var length = buffer.AsSpan(block, end - block).IndexOfAny(delimiter, '\n', '\r');
                    if (length < 0 && !atEnd)
                    {
                        return Outcome.NeedsMore;
                    }

                    stop = length < 0 ? end : block + length;
                    block = stop + 1;
                }

                Add(start, stop - start);
            }

            if (stop >= end && !atEnd)
            {
                return Outcome.NeedsMore;
            }

            if (stop < end && buffer[stop] == delimiter)
            {
                position = stop + 1;
                continue;
            }

            return EndRow(stop, innerLines);
        }
    }

    private Outcome EndRow(int stop, int innerLines)
    {
        var after = stop;
        if (stop < end)
        {
            after = stop + 1;
            if (buffer[stop] == '\r')
            {
                if (after >= end && !atEnd)
                {
                    return Outcome.NeedsMore;
                }

                after += after < end && buffer[after] == '\n' ? 1 : 0;
            }
        }

        if (stop - begin > ImportLimits.LineCharacters)
        {
            Fault = RowFault.LineTooLong;
        }

        rawLength = stop - begin;
        next = after;
        lines += innerLines + 1;
        return Outcome.Whole;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int start, int length)
    {
        if (Count == starts.Length)
        {
            Grow();
        }

        if (length > ImportLimits.FieldCharacters || Count >= ImportLimits.Columns)
        {
            Fault = Count >= ImportLimits.Columns ? RowFault.TooManyColumns : RowFault.FieldTooLong;
        }

        starts[Count] = start;
        lengths[Count] = length;
        Count++;
    }

    private void Grow()
    {
        if (Count > ImportLimits.Columns)
        {
            Count = ImportLimits.Columns;
            return;
        }

        Array.Resize(ref starts, starts.Length * 2);
        Array.Resize(ref lengths, lengths.Length * 2);
    }

    /// <summary>Moves the begun row to the front and reads on; false when there is nothing more.</summary>
    private bool Fill()
    {
        if (atEnd)
        {
            return false;
        }

        if (begin > 0)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            end -= begin;
            next = Math.Max(0, next - begin);
            begin = 0;
        }
        else if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = text.Read(buffer.AsSpan(end));
        if (read == 0)
        {
            atEnd = true;
            return false;
        }

        suspicious |= buffer.AsSpan(end, read).IndexOfAny(DecodedText.NoText, '\0') >= 0;
        end += read;
        return true;
    }
}
