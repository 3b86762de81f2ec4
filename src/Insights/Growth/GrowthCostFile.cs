using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Kernel;

namespace Regulars.Insights.Growth;

/// <summary>Reads a file of costs: a column headed month, and channel, acquisition and retention where they are told.</summary>
internal static class GrowthCostFile
{
    /// <summary>The largest file, in bytes.</summary>
    public const int LargestBytes = 1 << 20;

    /// <summary>The most lines.</summary>
    public const int MostLines = 5_000;

    private const int LongestCell = 100;

    private static readonly (string Column, string[] Headings)[] Columns =
    [
        ("month", ["month", "месяц", "місяць", "miesiąc"]),
        ("channel", ["channel", "канал", "kanał"]),
        (GrowthCosts.Acquisition, ["acquisition", "winning", "привлечение", "залучення", "pozyskanie", "pozyskiwanie"]),
        (GrowthCosts.Retention, ["retention", "keeping", "удержание", "утримання", "utrzymanie", "utrzymywanie"]),
    ];

    /// <summary>Reads and checks every line; refused where it is no such file.</summary>
    public static Result<(List<GrowthCost> Costs, List<GrowthCostFault> Faults)> Read(ImportSource source, IReadOnlyCollection<string> channels, Currency currency)
    {
        if (source.Length is 0 or > LargestBytes)
        {
            return new Refusal("growth.costs.size", $"Give a file of at most {LargestBytes >> 10} KiB.", "file");
        }

        var opened = TableFile.Open(source);
        if (opened.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var file = opened.Value;
        var places = Columns.ToDictionary(column => column.Column, column => column.Headings.Select(file.Find).FirstOrDefault(place => place is not null), StringComparer.Ordinal);
        int[] amounts = [.. GrowthCosts.Purposes.Select(purpose => places[purpose]).OfType<int>()];
        if (!file.HasHeadings || places["month"] is not { } month || amounts.Length == 0)
        {
            return new Refusal("growth.costs.columns", "Head one column 'month', and 'acquisition' or 'retention' the columns of amounts.", string.Join(", ", file.Headings));
        }

        var (lines, faults) = (new List<GrowthCostLine>(), new List<GrowthCostFault>());
        try
        {
            var values = file.Values([], amounts);
            if (values.Refusal is { } contradiction)
            {
                return contradiction;
            }

            foreach (var row in file.Rows())
            {
                if (lines.Count + faults.Count == MostLines)
                {
                    return new Refusal("growth.costs.many", $"Give at most {MostLines} lines at once.", "file");
                }

                decimal? Amount(string purpose)
                {
                    if (places[purpose] is not { } place)
                    {
                        return null;
                    }

                    if (!values.Value.TryNumber(row[place], out var number) || number is > (double)GrowthCostLine.Highest or < -(double)GrowthCostLine.Highest)
                    {
                        throw new TableCellException(row.Line, file.Headings[place], Short(row[place]), TableCellFault.Number);
                    }

                    return (decimal?)number;
                }

                try
                {
                    lines.Add(new GrowthCostLine(
                        row.Line, Short(row.Named(month)), places["channel"] is { } channel ? Short(row.Named(channel)) : "", Amount(GrowthCosts.Acquisition), Amount(GrowthCosts.Retention)));
                }
                catch (TableCellException unread)
                {
                    faults.Add(new GrowthCostFault(unread.Line, "amount", unread.Text));
                }
            }
        }
        catch (TableCellException torn)
        {
            faults.Add(new GrowthCostFault(torn.Line, "row", ""));
        }
        catch (InvalidDataException)
        {
            return new Refusal("import.container_damaged", "The file is damaged.", "file");
        }
        catch (OpenedTooLargeException)
        {
            return new Refusal("growth.costs.many", $"Give at most {MostLines} lines at once.", "file");
        }

        var (costs, wrong) = GrowthCostLine.Check(lines, channels, currency);
        return lines.Count + faults.Count == 0
            ? new Refusal("growth.costs.empty", "The file has no lines below its headings.", "file")
            : (costs, [.. faults.Concat(wrong).OrderBy(fault => fault.Line)]);
    }

    private static string Short(ReadOnlySpan<char> cell) => cell.Length > LongestCell ? $"{cell[..LongestCell]}…" : cell.ToString();
}
