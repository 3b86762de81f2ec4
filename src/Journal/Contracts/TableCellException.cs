namespace Regulars.Journal.Contracts;

/// <summary>What was wrong with a cell or row of a table file.</summary>
public enum TableCellFault
{
    /// <summary>The row is torn, longer than a row may be, or no text.</summary>
    Row,

    /// <summary>The cell should hold a number.</summary>
    Number,

    /// <summary>The cell should hold a date in the form of the others.</summary>
    Date,
}

/// <summary>A table file holds what cannot be read, and where.</summary>
/// <param name="line">The number of the line, from one.</param>
/// <param name="column">The heading of the column; empty when the whole row is meant.</param>
/// <param name="text">What stands there.</param>
/// <param name="fault">What is wrong with it.</param>
public sealed class TableCellException(long line, string column, string text, TableCellFault fault)
    : Exception($"Line {line}, column '{column}': '{text}' cannot be read ({fault}).")
{
    /// <summary>The number of the line, from one.</summary>
    public long Line { get; } = line;

    /// <summary>The heading of the column; empty when the whole row is meant.</summary>
    public string Column { get; } = column;

    /// <summary>What stands there.</summary>
    public string Text { get; } = text;

    /// <summary>What is wrong with it.</summary>
    public TableCellFault Fault { get; } = fault;
}
