using Regulars.Journal.Contracts;
using Regulars.Journal.Import.Values;
using Regulars.Kernel;

namespace Regulars.Journal.Import.Tables;

/// <summary>Learns from all rows of a table file how its dates and numbers are written.</summary>
internal static class TableEvidence
{
    public static Result<TableValues> Gather(TableFile table, char delimiter, IReadOnlyList<int> dates, IReadOnlyList<int> numbers)
    {
        var dateEvidence = new DateEvidence();
        var numberEvidence = new NumberEvidence();
        foreach (var row in table.Rows())
        {
            foreach (var column in dates)
            {
                if (!row[column].IsEmpty)
                {
                    dateEvidence.Add(row[column]);
                }
            }

            foreach (var column in numbers)
            {
                numberEvidence.Add(row[column]);
            }
        }

        // A grouped thousand can hardly stand without quotes beside commas, and analysts write 1.234 for a fraction.
        var decimalSign = numberEvidence.Decide(delimiter, english: delimiter != ';');
        if (dates.Count == 0)
        {
            return new TableValues(table.Headings, decimalSign, DateOrder.YearFirst);
        }

        var order = dateEvidence.Decide(monthFirstIsUsual: false, out _);
        return order.IsAccepted ? new TableValues(table.Headings, decimalSign, order.Value) : order.Refusal!;
    }
}
