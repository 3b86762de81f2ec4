namespace Regulars.Storage;

/// <summary>How a set of values of one type travels to the database as rows: named columns, each with its reader.</summary>
/// <remarks>In SQL the set is the token <c>{rows}</c>, used like a table called <c>rows</c>:
/// <c>INSERT INTO t (a, b) SELECT rows.a, rows.b FROM {rows}</c>. On PostgreSQL it is one array per column; on SQLite,
/// statements of many value rows. Either way a thousand rows are a handful of statements. A statement must treat each
/// row by itself, for a large set may be sent in parts.</remarks>
public sealed class RowShape<T>
{
    private readonly List<RowColumn<T>> columns = [];

    internal IReadOnlyList<RowColumn<T>> Columns => columns;

    /// <summary>Adds a column of identifiers.</summary>
    public RowShape<T> Id(string name, Func<T, Guid> read) => Add(new IdColumn<T>(name, value => read(value)));

    /// <summary>Adds a column of identifiers that may be absent.</summary>
    public RowShape<T> OptionalId(string name, Func<T, Guid?> read) => Add(new IdColumn<T>(name, read));

    /// <summary>Adds a column of 64-bit numbers.</summary>
    public RowShape<T> Long(string name, Func<T, long> read) => Add(new LongColumn<T>(name, value => read(value)));

    /// <summary>Adds a column of 64-bit numbers that may be absent.</summary>
    public RowShape<T> OptionalLong(string name, Func<T, long?> read) => Add(new LongColumn<T>(name, read));

    /// <summary>Adds a column of 32-bit numbers.</summary>
    public RowShape<T> Int(string name, Func<T, int> read) => Add(new IntColumn<T>(name, value => read(value)));

    /// <summary>Adds a column of 32-bit numbers that may be absent.</summary>
    public RowShape<T> OptionalInt(string name, Func<T, int?> read) => Add(new IntColumn<T>(name, read));

    /// <summary>Adds a column of floating-point numbers that may be absent.</summary>
    public RowShape<T> Real(string name, Func<T, double?> read) => Add(new RealColumn<T>(name, read));

    /// <summary>Adds a column of exact decimal numbers.</summary>
    public RowShape<T> Decimal(string name, Func<T, decimal> read) => Add(new DecimalColumn<T>(name, read));

    /// <summary>Adds a column of text that may be absent.</summary>
    public RowShape<T> Text(string name, Func<T, string?> read) => Add(new TextColumn<T>(name, read));

    /// <summary>Adds a column of bytes that may be absent.</summary>
    public RowShape<T> Bytes(string name, Func<T, byte[]?> read) => Add(new BytesColumn<T>(name, read));

    private RowShape<T> Add(RowColumn<T> column)
    {
        columns.Add(column);
        return this;
    }
}
