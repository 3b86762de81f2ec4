using System.Runtime.CompilerServices;
using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Reading;

namespace Regulars.Journal.Import.Recognition;

/// <summary>Where in a row each role stands, and whether a row is whole.</summary>
internal sealed class RowColumns
{
    private static readonly (IdentityKind Kind, ColumnRole Role)[] IdentityRoles =
    [
        (IdentityKind.Number, ColumnRole.CustomerNumber), (IdentityKind.Card, ColumnRole.Card),
        (IdentityKind.Phone, ColumnRole.Phone), (IdentityKind.Email, ColumnRole.Email),
    ];

    private readonly int[] columns;
    private readonly int width;
    private readonly bool mayEndEarly;
    private readonly char[] dateAndTime = new char[128];

    public RowColumns(IReadOnlyList<ColumnRole> roles, bool mayEndEarly)
    {
        width = roles.Count;
        this.mayEndEarly = mayEndEarly;
        columns = new int[Enum.GetValues<ColumnRole>().Length];
        Array.Fill(columns, -1);
        for (var column = roles.Count - 1; column >= 0; column--)
        {
            columns[(int)roles[column]] = column;
        }

        columns[(int)ColumnRole.Ignore] = -1;
        var identities = IdentityRoles.Where(pair => Of(pair.Role) >= 0).Select(pair => (pair.Kind, Of(pair.Role))).ToList();
        if (identities.Count == 0 && Of(ColumnRole.CustomerName) >= 0)
        {
            identities.Add((IdentityKind.Number, Of(ColumnRole.CustomerName)));
            CustomersAreNames = true;
        }

        Identities = [.. identities];
    }

    /// <summary>The columns that tell who bought, the strongest kind first.</summary>
    public (IdentityKind Kind, int Column)[] Identities { get; }

    /// <summary>Whether customers are known by their names alone.</summary>
    public bool CustomersAreNames { get; }

    public int Width => width;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(ColumnRole role) => columns[(int)role];

    public bool Has(ColumnRole role) => Of(role) >= 0;

    public ReadOnlySpan<char> OrderNumber(RowReader row) => Cells.WithoutFraction(Cells.Named(row, Of(ColumnRole.OrderNumber)));

    public static ReadOnlySpan<char> Identity(RowReader row, IdentityKind kind, int column)
    {
        var cell = Cells.Named(row, column);
        return kind == IdentityKind.Number ? Cells.WithoutFraction(cell) is "0" ? default : Cells.WithoutFraction(cell) : cell;
    }

    /// <summary>The date with the time of day that stands in a column of its own.</summary>
    public ReadOnlySpan<char> Date(RowReader row)
    {
        var date = Cells.Of(row, Of(ColumnRole.LineDate) >= 0 ? Of(ColumnRole.LineDate) : Of(ColumnRole.OrderDate));
        if (date.IsEmpty && Of(ColumnRole.LineDate) >= 0)
        {
            date = Cells.Of(row, Of(ColumnRole.OrderDate));
        }

        var time = Cells.Of(row, Of(ColumnRole.TimeOfDay));
        if (time.IsEmpty || date.IsEmpty || date.Length + time.Length + 1 > dateAndTime.Length)
        {
            return date;
        }

        date.CopyTo(dateAndTime);
        dateAndTime[date.Length] = ' ';
        time.CopyTo(dateAndTime.AsSpan(date.Length + 1));
        return dateAndTime.AsSpan(0, date.Length + 1 + time.Length);
    }

    /// <summary>Whether the row holds anything at all.</summary>
    public static bool IsBlank(RowReader row) => row.Fault == RowFault.None && Cells.AreAllEmpty(row);

    /// <summary>The code of what is wrong with the row as a whole; null when nothing is.</summary>
    public string? Fault(RowReader row)
    {
        if (row.Fault != RowFault.None)
        {
            return row.Fault switch
            {
                RowFault.TornQuote => RowCodes.TornQuote,
                RowFault.LineTooLong => RowCodes.LineTooLong,
                RowFault.FieldTooLong => RowCodes.FieldTooLong,
                RowFault.TooManyColumns => RowCodes.TooManyColumns,
                _ => RowCodes.NotText,
            };
        }

        if (row.Count == width)
        {
            return null;
        }

        if (row.Count < width)
        {
            return mayEndEarly && row.Count > 1 ? null : RowCodes.ColumnsMissing;
        }

        for (var column = width; column < row.Count; column++)
        {
            if (!Cells.Of(row, column).IsEmpty)
            {
                return RowCodes.ColumnsExtra;
            }
        }

        return null;
    }
}
