namespace Regulars.Storage;

/// <summary>The current row of an answer, read by the position of its columns.</summary>
public abstract class RowReader
{
    /// <summary>Whether the column holds nothing.</summary>
    public abstract bool IsNull(int column);

    /// <summary>The column as an identifier.</summary>
    public abstract Guid Id(int column);

    /// <summary>The column as a 64-bit number.</summary>
    public abstract long Long(int column);

    /// <summary>The column as a 32-bit number.</summary>
    public int Int(int column) => (int)Long(column);

    /// <summary>The column as a floating-point number.</summary>
    public abstract double Real(int column);

    /// <summary>The column as an exact decimal number.</summary>
    public abstract decimal Decimal(int column);

    /// <summary>The column as text.</summary>
    public abstract string Text(int column);

    /// <summary>The column as bytes.</summary>
    public abstract byte[] Bytes(int column);

    /// <summary>The column as an identifier, or null.</summary>
    public Guid? OptionalId(int column) => IsNull(column) ? null : Id(column);

    /// <summary>The column as a 64-bit number, or null.</summary>
    public long? OptionalLong(int column) => IsNull(column) ? null : Long(column);

    /// <summary>The column as a 32-bit number, or null.</summary>
    public int? OptionalInt(int column) => IsNull(column) ? null : Int(column);

    /// <summary>The column as text, or null.</summary>
    public string? OptionalText(int column) => IsNull(column) ? null : Text(column);
}
