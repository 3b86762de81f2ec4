using Regulars.Journal.Import;
using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;
using Regulars.Journal.Import.Tables;
using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>Any table in a text file, for reading without importing it: CSV or TSV or columns apart by spaces, plain, gzip or
/// zip; encoding, delimiter and headings are recognised. Without headings the columns are named 1, 2, 3 ….</summary>
public sealed class TableFile
{
    private readonly ImportSource source;
    private readonly FileProbe probe;

    private TableFile(ImportSource source, FileProbe probe)
    {
        this.source = source;
        this.probe = probe;
    }

    /// <summary>The names of the columns, in their order.</summary>
    public IReadOnlyList<string> Headings => probe.Headings;

    /// <summary>Whether the file has a line of headings.</summary>
    public bool HasHeadings => probe.HasHeadings;

    /// <summary>Recognises a file by its beginning; refuses what is no table of text, with the codes of an import.</summary>
    /// <param name="path">The path of a file that exists.</param>
    public static Result<TableFile> Open(string path) => Open(ImportSource.FromFile(path));

    /// <summary>Recognises a source of bytes by its beginning.</summary>
    public static Result<TableFile> Open(ImportSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            var container = Container.Recognise(source);
            return container.IsAccepted ? Recognise(source, container.Value) : container.Refusal!;
        }
        catch (InvalidDataException)
        {
            return ImportRefusals.ContainerDamaged();
        }
        catch (OpenedTooLargeException)
        {
            return ImportRefusals.OpenedTooLarge();
        }
    }

    /// <summary>The position of a column by its name, from zero; case matters only where names differ in nothing else.
    /// Null when there is no such column.</summary>
    public int? Find(string name)
    {
        var exact = Array.IndexOf(probe.Headings, name);
        var found = exact >= 0 ? exact : Array.FindIndex(probe.Headings, heading => heading.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found >= 0 ? found : null;
    }

    /// <summary>Whether most filled cells among the first rows of a column are numbers.</summary>
    public bool LooksNumeric(int column) => probe.Contents[column].IsNumber;

    /// <summary>The rows from the first one after the headings, read as they are asked for. The row given is one object that
    /// is filled again and again: take from it what is to be kept. Blank rows are skipped.</summary>
    /// <exception cref="TableCellException">A row is torn, too long or no text.</exception>
    /// <exception cref="InvalidDataException">A gzip or zip is damaged.</exception>
    /// <exception cref="OpenedTooLargeException">A gzip or zip holds more than may be opened of it.</exception>
    public IEnumerable<TableRow> Rows()
    {
        using var opened = new OpenedText(source, probe.Container, probe.Encoding, probe.Delimiter);
        var row = new TableRow(opened.Rows);
        for (var skipped = 0; skipped < probe.RowsBeforeData; skipped++)
        {
            opened.Rows.Read();
        }

        while (opened.Rows.Read())
        {
            if (opened.Rows.Fault != RowFault.None)
            {
                throw new TableCellException(opened.Rows.Line, "", Shortened(opened.Rows.Raw), TableCellFault.Row);
            }

            if (!Cells.AreAllEmpty(opened.Rows))
            {
                yield return row;
            }
        }
    }

    /// <summary>Reads the file once to learn how its dates and numbers are written, for reading cells of these columns.</summary>
    /// <param name="dates">Positions of the columns that hold dates.</param>
    /// <param name="numbers">Positions of the columns that hold numbers.</param>
    /// <returns>The reader of cells; refused when the dates contradict each other or none can be read.</returns>
    public Result<TableValues> Values(IReadOnlyList<int> dates, IReadOnlyList<int> numbers)
    {
        ArgumentNullException.ThrowIfNull(dates);
        ArgumentNullException.ThrowIfNull(numbers);
        return TableEvidence.Gather(this, probe.Delimiter, dates, numbers);
    }

    private static Result<TableFile> Recognise(ImportSource source, ContainerKind container)
    {
        var probed = FileProbe.Recognise(source, container);
        if (!probed.IsAccepted || probed.Value.Headings.Length > 1)
        {
            return probed.IsAccepted ? new TableFile(source, probed.Value) : probed.Refusal!;
        }

        var apart = SpacedText.Of(source, container);
        return FileProbe.Recognise(apart, ContainerKind.Plain) is { IsAccepted: true, Value: { Headings.Length: > 1 } spaced }
            ? new TableFile(apart, spaced)
            : new TableFile(source, probed.Value);
    }

    private static string Shortened(ReadOnlySpan<char> text) => text.Length > 60 ? $"{text[..60]}…" : text.ToString();
}
