namespace Regulars.Journal.Import.Reading;

/// <content>How reading goes on after a row that is torn or too long.</content>
internal sealed partial class RowReader
{
    private void KeepFirstLineOnly()
    {
        int length;
        while (true)
        {
            length = buffer.AsSpan(begin, end - begin).IndexOfAny('\n', '\r');
            if (length >= 0 && begin + length + 1 < end)
            {
                break;
            }

            if (end - begin >= ImportLimits.LineCharacters)
            {
                SkipLine();
                return;
            }

            if (!Fill())
            {
                break;
            }
        }

        Count = 0;
        Fault = RowFault.TornQuote;
        EndRow(length < 0 ? end : begin + length, 0);
    }

    /// <summary>Leaves a line that is too long behind, keeping its beginning to be shown.</summary>
    private void SkipLine()
    {
        const int Shown = 1000;
        while (true)
        {
            var stop = buffer.AsSpan(begin + Shown, end - begin - Shown).IndexOfAny('\n', '\r');
            if (stop >= 0 || atEnd)
            {
                var after = stop < 0 ? end : begin + Shown + stop + 1;
                if (after == end && !atEnd && buffer[after - 1] == '\r')
                {
                    end = begin + Shown;
                    buffer[end++] = '\r';
                    atEnd = !Append();
                    continue;
                }

                after += after < end && buffer[after - 1] == '\r' && buffer[after] == '\n' ? 1 : 0;
                next = after;
                break;
            }

            end = begin + Shown;
            atEnd = !Append();
        }

        lines++;
        Count = 0;
        rawLength = Shown;
        Fault = RowFault.LineTooLong;
    }

    private bool Append()
    {
        var read = text.Read(buffer.AsSpan(end));
        suspicious |= buffer.AsSpan(end, read).IndexOfAny(DecodedText.NoText, '\0') >= 0;
        end += read;
        return read > 0;
    }
}
