using System.Globalization;
using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Contracts;

/// <summary>Reads cells of a table file in the one way in which the whole file writes its dates and numbers.</summary>
public sealed class TableValues
{
    private readonly IReadOnlyList<string> headings;
    private readonly NumberReader numbers;
    private readonly DateReader dates;
    private readonly char decimalSign;

    internal TableValues(IReadOnlyList<string> headings, char decimalSign, DateOrder order)
    {
        this.headings = headings;
        this.decimalSign = decimalSign;
        numbers = new NumberReader(decimalSign);
        dates = new DateReader(order, new BusinessCalendar("UTC"));
    }

    /// <summary>The number in a cell; null when the cell is empty. Currency signs and thousands separators are understood.</summary>
    /// <exception cref="TableCellException">The cell holds something else.</exception>
    public double? Number(TableRow row, int column)
    {
        ArgumentNullException.ThrowIfNull(row);
        return TryNumber(row[column], out var number) ? number : throw Fault(row, column, TableCellFault.Number);
    }

    /// <summary>Tells whether a cell holds a number, or nothing, which gives null.</summary>
    public bool TryNumber(ReadOnlySpan<char> cell, out double? number)
    {
        number = null;
        switch (numbers.TryRead(cell, out var written))
        {
            case NumberOutcome.Empty:
                return true;
            case NumberOutcome.Read:
                number = (double)written.Value;
                return true;
            default:
                // Measurements, unlike prices, may be written with an exponent or be larger than any shop's turnover.
                var plain = decimalSign == '.' ? cell.ToString() : cell.ToString().Replace(decimalSign, '.');
                var read = double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
                number = read ? value : null;
                return read;
        }
    }

    /// <summary>The day in a cell, as it is written there, whatever its time zone; null when the cell is empty.</summary>
    /// <exception cref="TableCellException">The cell holds something else.</exception>
    public Day? Day(TableRow row, int column)
    {
        ArgumentNullException.ThrowIfNull(row);
        var cell = row[column];
        return dates.TryRead(cell, out var instant) switch
        {
            DateOutcome.Empty => null,
            DateOutcome.Read when DateScanner.TryScan(cell, out var parts) && parts.OffsetMinutes is not DateParts.NoOffset => dates.TryReadDay(cell),
            DateOutcome.Read => new Day((int)Math.Floor(instant.Microseconds / 86_400_000_000.0)),
            _ => throw Fault(row, column, TableCellFault.Date),
        };
    }

    private TableCellException Fault(TableRow row, int column, TableCellFault fault)
    {
        var cell = row[column];
        return new TableCellException(row.Line, headings[column], cell.Length > 60 ? $"{cell[..60]}…" : cell.ToString(), fault);
    }
}
