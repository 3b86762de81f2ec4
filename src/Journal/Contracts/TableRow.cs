using Regulars.Journal.Import.Reading;
using Regulars.Journal.Import.Recognition;

namespace Regulars.Journal.Contracts;

/// <summary>One row of a table file; valid until the next one is asked for.</summary>
public sealed class TableRow
{
    private readonly RowReader reader;

    internal TableRow(RowReader reader) => this.reader = reader;

    /// <summary>The number of the row's first line in the file, from one.</summary>
    public long Line => reader.Line;

    /// <summary>A cell without the spaces around it; empty where the row ends early or the file writes that there is nothing,
    /// as null, NaN, N/A or -.</summary>
    public ReadOnlySpan<char> this[int column] => Cells.Named(reader, column);
}
