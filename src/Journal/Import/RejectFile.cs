using System.Buffers;
using System.Globalization;
using Regulars.Journal.Import.Reading;

namespace Regulars.Journal.Import;

/// <summary>Writes rejected rows as CSV for the owner: line, reason, cure, then the cells as they were.</summary>
/// <remarks>A cell that a table program would take for a formula is defused with an apostrophe, unless it is a number.</remarks>
public sealed class RejectFile
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly TextWriter writer;
    private readonly ImportTexts texts;

    /// <summary>Begins a file of rejected rows with its headings.</summary>
    /// <param name="writer">Where it goes; the caller closes it.</param>
    /// <param name="headings">The headings of the file that was read.</param>
    /// <param name="texts">The owner's language.</param>
    public RejectFile(TextWriter writer, IReadOnlyList<string> headings, ImportTexts texts)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(texts);
        (this.writer, this.texts) = (writer, texts);
        Write([
            texts.Format("import.rejects.line", []), texts.Format("import.rejects.reason", []),
            texts.Format("import.rejects.cure", []), .. headings]);
    }

    /// <summary>Writes one rejected row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="delimiter">What stands between its cells.</param>
    public void Add(RejectedRow row, char delimiter)
    {
        ArgumentNullException.ThrowIfNull(row);
        Write([
            row.Line.ToString(CultureInfo.InvariantCulture), texts.Reason(row.Code, row.Arguments),
            texts.Cure(row.Code, row.Arguments), .. CellsOf(row.RawLine, delimiter)]);
    }

    /// <summary>A cell that no table program computes.</summary>
    internal static string Defuse(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
            && !decimal.TryParse(cell.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out _)
            ? "'" + cell
            : cell;

    private static List<string> CellsOf(string line, char delimiter)
    {
        using var reader = new RowReader(new StringReader(line), delimiter);
        if (!reader.Read() || reader.Fault == RowFault.TornQuote)
        {
            return [line];
        }

        var cells = new List<string>(reader.Count);
        for (var column = 0; column < reader.Count; column++)
        {
            cells.Add(reader[column].ToString());
        }

        return cells;
    }

    private void Write(IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            writer.Write(first ? "" : ",");
            first = false;
            var safe = Defuse(cell);
            writer.Write(safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"")}\"" : safe);
        }

        writer.Write("\r\n");
    }
}
