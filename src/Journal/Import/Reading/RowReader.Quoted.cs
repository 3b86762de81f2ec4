namespace Regulars.Journal.Import.Reading;

/// <content>Fields between quotation marks, which may hold delimiters, line ends and doubled marks.</content>
internal sealed partial class RowReader
{
    private Outcome ReadQuoted(ref int position, ref int innerLines)
    {
        var content = position + 1;
        var search = content;
        var escaped = false;
        while (true)
        {
            var found = buffer.AsSpan(search, end - search).IndexOf('"');
            if (found < 0)
            {
                return atEnd || IsTornAlready(content) ? Outcome.Torn : Outcome.NeedsMore;
            }

            var quote = search + found;
            if (quote + 1 >= end && !atEnd)
            {
                return Outcome.NeedsMore;
            }

            if (quote + 1 < end && buffer[quote + 1] == '"')
            {
                escaped = true;
                search = quote + 2;
                continue;
            }

            position = quote + 1;
            while (position < end && buffer[position] == ' ')
            {
                position++;
            }

            if (position >= end && !atEnd)
            {
                return Outcome.NeedsMore;
            }

            if (position < end && buffer[position] != delimiter && buffer[position] is not ('\n' or '\r'))
            {
                return Outcome.Torn;
            }

            var field = buffer.AsSpan(content, quote - content);
            if (field.IndexOfAny('\n', '\r') >= 0)
            {
                if (field.Length > ImportLimits.FieldCharacters)
                {
                    return Outcome.Torn;
                }

                innerLines += CountLineEnds(field);
            }

            if (escaped)
            {
                AddUnescaped(field);
            }
            else
            {
                Add(content, field.Length);
            }

            return Outcome.Whole;
        }
    }

    private bool IsTornAlready(int content) =>
        end - content > ImportLimits.FieldCharacters && buffer.AsSpan(content, end - content).IndexOfAny('\n', '\r') >= 0;

    private static int CountLineEnds(ReadOnlySpan<char> field)
    {
        var count = 0;
        for (var i = 0; i < field.Length; i++)
        {
            count += field[i] == '\n' || (field[i] == '\r' && (i + 1 == field.Length || field[i + 1] != '\n')) ? 1 : 0;
        }

        return count;
    }

    private void AddUnescaped(ReadOnlySpan<char> field)
    {
        if (unescaped.Length - unescapedLength < field.Length)
        {
            Array.Resize(ref unescaped, (unescaped.Length * 2) + field.Length);
        }

        var start = unescapedLength;
        while (true)
        {
            var quote = field.IndexOf('"');
            var part = quote < 0 ? field : field[..(quote + 1)];
            part.CopyTo(unescaped.AsSpan(unescapedLength));
            unescapedLength += part.Length;
            if (quote < 0)
            {
                break;
            }

            field = field[(quote + 2)..];
        }

        Add(~start, unescapedLength - start);
    }
}
