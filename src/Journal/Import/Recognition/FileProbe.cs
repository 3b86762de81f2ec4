using System.Text;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Recognition;

/// <summary>What the beginning of a file tells: its encoding, delimiter and headings, and what its columns hold.</summary>
internal sealed record FileProbe
{
    private const int HeadBytes = 256 << 10;
    private const int SampleRows = 2000;
    private const int RowsSearchedForHeadings = 15;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public required ContainerKind Container { get; init; }

    public required string Encoding { get; init; }

    /// <summary>Whether the beginning holds nothing beyond ASCII, so that the encoding may yet turn out otherwise.</summary>
    public required bool IsAscii { get; init; }

    public required char Delimiter { get; init; }

    public required string[] Headings { get; init; }

    public required bool HasHeadings { get; init; }

    public required int RowsBeforeData { get; init; }

    public required ContentProfile[] Contents { get; init; }

    public required bool RowsMayEndEarly { get; init; }

    public static Result<FileProbe> Recognise(ImportSource source, ContainerKind container, string? givenEncoding = null)
    {
        var head = OpenedText.Head(source, container, HeadBytes);
        if (head.Length == 0)
        {
            return ImportRefusals.FileEmpty();
        }

        var encoding = givenEncoding ?? TextEncodings.Recognise(head);
        if (TextEncodings.LooksBinary(head, encoding))
        {
            return ImportRefusals.FileBinary();
        }

        if (encoding is null)
        {
            return ImportRefusals.EncodingUnknown();
        }

        using var decoded = new DecodedText(new MemoryStream(head), TextEncodings.Named(encoding));
        var text = decoded.ReadToEnd();
        if (string.IsNullOrWhiteSpace(text))
        {
            return ImportRefusals.FileEmpty();
        }

        var delimiter = FindDelimiter(text);
        var rows = ReadSample(source, container, encoding, delimiter, out var endless);
        if (rows.Count == 0)
        {
            return endless ? ImportRefusals.NoLineEnds() : ImportRefusals.FileEmpty();
        }

        var headingRow = FindHeadings(rows);
        var headings = headingRow < 0
            ? [.. Enumerable.Range(1, rows.Max(row => row.Length)).Select(number => number.ToString())]
            : WithoutEmptyEnd(rows[headingRow]);
        if (headings.Length > ImportLimits.Columns)
        {
            return ImportRefusals.TooManyColumns(headings.Length);
        }

        var data = rows.Skip(headingRow + 1).Where(row => Array.Exists(row, cell => !string.IsNullOrWhiteSpace(cell))).ToList();
        if (data.Count == 0)
        {
            return endless ? ImportRefusals.NoLineEnds() : ImportRefusals.OnlyHeadings();
        }

        return new FileProbe
        {
            Container = container,
            Encoding = encoding,
            IsAscii = givenEncoding is null && !head.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF),
            Delimiter = delimiter,
            Headings = headings,
            HasHeadings = headingRow >= 0,
            RowsBeforeData = headingRow + 1,
            Contents = Profile(data, headings.Length),
            RowsMayEndEarly = data.Count(row => row.Length < headings.Length) is > 10 and var early && early * 5 > data.Count,
        };
    }

    /// <summary>The delimiter by which most rows have the same number of cells, the more and the better known the better.</summary>
    private static char FindDelimiter(string text)
    {
        if (text.StartsWith("sep=") && text.Length > 4 && Delimiters.Contains(text[4]))
        {
            return text[4];
        }

        var beginning = text.Length > 20_000 ? text[..20_000] : text;
        return Delimiters.MaxBy(delimiter => Score(beginning, delimiter));
    }

    private static double Score(string text, char delimiter)
    {
        using var reader = new RowReader(new StringReader(text), delimiter);
        var counts = new List<int>();
        var known = 0;
        while (counts.Count < 60 && reader.Read())
        {
            counts.Add(reader.Count);
            if (counts.Count <= RowsSearchedForHeadings && reader.Count is > 1 and <= ImportLimits.Columns)
            {
                known = Math.Max(known, KnownHeadings(ToCells(reader)));
            }
        }

        var usual = counts.Where(count => count > 1).GroupBy(count => count).MaxBy(group => group.Count() * group.Key);
        return usual is null ? 0 : (3 * known) + (usual.Key * (double)usual.Count() / counts.Count);
    }

    private static List<string[]> ReadSample(
        ImportSource source, ContainerKind container, string encoding, char delimiter, out bool endless)
    {
        using var opened = new OpenedText(source, container, encoding, delimiter);
        var rows = new List<string[]>();
        endless = false;
        for (var read = 0; read < SampleRows && opened.Rows.Read(); read++)
        {
            endless |= opened.Rows.Fault == RowFault.LineTooLong;
            var tooMany = opened.Rows.Fault == RowFault.TooManyColumns;
            if (opened.Rows.Fault == RowFault.None || tooMany || rows.Count == 0 && opened.Rows.Fault == RowFault.NotText)
            {
                rows.Add(ToCells(opened.Rows));
            }
        }

        return rows;
    }

    private static string[] ToCells(RowReader reader)
    {
        var cells = new string[reader.Count];
        for (var column = 0; column < cells.Length; column++)
        {
            cells[column] = reader[column].Trim().ToString();
        }

        return cells;
    }

    /// <summary>The row with the most known headings; else the first one that holds words alone; -1 when there is none.</summary>
    private static int FindHeadings(List<string[]> rows)
    {
        var (best, most) = (-1, 0);
        for (var row = 0; row < Math.Min(rows.Count, RowsSearchedForHeadings); row++)
        {
            var known = KnownHeadings(rows[row]);
            if (known > most)
            {
                (best, most) = (row, known);
            }
        }

        if (most >= 2 || (most == 1 && !HoldsData(rows[best])))
        {
            return best;
        }

        return HoldsData(rows[0]) ? -1 : 0;
    }

    private static int KnownHeadings(string[] cells) =>
        cells.Count(cell => cell.Length is > 0 and < 60 && Recognition.Headings.Find(Recognition.Headings.Fold(cell)).Sureness > 0.9);

    private static bool HoldsData(string[] cells)
    {
        var profile = cells.Where(cell => cell.Length > 0).ToList();
        return profile.Exists(cell => DateScanner.TryScan(cell, out _) || cell.Contains('@')
            || decimal.TryParse(cell.Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture, out _));
    }

    private static string[] WithoutEmptyEnd(string[] headings)
    {
        var length = headings.Length;
        while (length > 1 && headings[length - 1].Length == 0)
        {
            length--;
        }

        return headings[..length];
    }

    private static ContentProfile[] Profile(List<string[]> rows, int columns)
    {
        var contents = new ContentProfile[columns];
        for (var column = 0; column < columns; column++)
        {
            contents[column] = new ContentProfile();
            foreach (var row in rows)
            {
                contents[column].Add(column < row.Length ? row[column] : "");
            }
        }

        return contents;
    }
}
