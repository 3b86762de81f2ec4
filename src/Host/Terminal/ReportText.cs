using Regulars.Insights.Contracts;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Host.Terminal;

/// <summary>A report as a page of text.</summary>
internal static class ReportText
{
    private const int BarWidth = 24;

    public static void Print(TerminalOutput terminal, Reader reader, Report report)
    {
        var formats = reader.Formats;
        if (report.Customers == 0)
        {
            terminal.Line(reader.Text("cli.report.empty"));
            return;
        }

        terminal.Line();
        terminal.Line(reader.Text("cli.report.title", report.AsOf));
        terminal.Line();
        PrintRows(
            terminal,
            [
                (reader.Text("cli.report.customers"), formats.Integer(report.Customers)),
                (reader.Text("cli.report.orders"), formats.Integer(report.Orders)),
                (reader.Text("cli.report.gross"), formats.Money(new Money(report.GrossRevenue, report.Currency))),
                (reader.Text("cli.report.returned"), formats.Money(new Money(report.ReturnedValue, report.Currency)) + Share(formats, report.ReturnRate)),
                (reader.Text("cli.report.average"), report.AverageOrderValue is { } average ? formats.Money(Money.Of((decimal)average, report.Currency)) : reader.Text("cli.not_available")),
                (reader.Text("cli.report.repeat"), report.RepeatRate is { } repeat ? formats.Percent(repeat) : reader.Text("cli.not_available")),
                (reader.Text("cli.report.gap"), report.TimeBetweenPurchases.MedianDays is { } gap ? formats.Days(gap, 0) : reader.Text("cli.not_available")),
            ]);
        PrintRetention(terminal, reader, report.Retention);
        PrintGrowth(terminal, reader, report);
        PrintSegments(terminal, reader, report);
    }

    private static void PrintRetention(TerminalOutput terminal, Reader reader, RetentionMeasure retention)
    {
        terminal.Line();
        terminal.Line(reader.Text("cli.report.retention", new Period(retention.From, retention.To), reader.Formats.Days(retention.WindowDays)));
        if (retention.Rate is not { } rate)
        {
            terminal.Line("  " + reader.Text($"cli.report.retention.{retention.Unavailable}"));
            return;
        }

        terminal.Line("  " + reader.Text(
            "cli.report.retention.steps", retention.AtStart, retention.AtEnd, retention.New + retention.Returned, retention.Retained, reader.Formats.Percent(rate)));
        terminal.Line("  " + reader.Text(
            $"cli.report.retention.{retention.Level}", reader.Formats.Percent(retention.ChurnPer30Days ?? 0), reader.Formats.PercentInterval(retention.RateLow ?? 0, retention.RateHigh ?? 0)));
    }

    private static void PrintGrowth(TerminalOutput terminal, Reader reader, Report report)
    {
        string[] headings =
        [
            reader.Text("cli.growth.period"), reader.Text("cli.growth.active"), reader.Text("cli.growth.new"), reader.Text("cli.growth.retained"),
            reader.Text("cli.growth.returned"), reader.Text("cli.growth.lost"), reader.Text("cli.growth.revenue"),
        ];
        var rows = report.Growth.TakeLast(13).Select(row => new[]
        {
            row.Period + (row.IsUnfinished ? "*" : ""), reader.Formats.Integer(row.Active), reader.Formats.Integer(row.New), reader.Formats.Integer(row.Retained),
            reader.Formats.Integer(row.Returned), reader.Formats.Integer(row.Lost), reader.Formats.MoneyShort(new Money(row.Revenue, report.Currency)),
        }).ToList();
        terminal.Line();
        PrintTable(terminal, headings, rows);
        if (report.Growth.Any(row => row.IsUnfinished))
        {
            terminal.Line("  " + reader.Text("cli.growth.unfinished"));
        }
    }

    private static void PrintSegments(TerminalOutput terminal, Reader reader, Report report)
    {
        terminal.Line();
        var width = report.Segments.Max(segment => reader.Text($"segments.name.{segment.Key}").Length);
        var most = Math.Max(1, report.Segments.Max(segment => segment.Customers));
        foreach (var segment in report.Segments)
        {
            var bar = new string('█', (int)Math.Round((double)segment.Customers * BarWidth / most));
            terminal.Line($"  {reader.Text($"segments.name.{segment.Key}").PadRight(width)}  {bar,-BarWidth} {reader.Formats.Integer(segment.Customers),7}  {reader.Formats.MoneyShort(new Money(segment.Revenue, report.Currency)),12}");
        }

        terminal.Line();
    }

    private static void PrintRows(TerminalOutput terminal, IReadOnlyList<(string Label, string Value)> rows)
    {
        var width = rows.Max(row => row.Label.Length);
        foreach (var (label, value) in rows)
        {
            terminal.Line($"  {label.PadRight(width)}  {value}");
        }
    }

    private static void PrintTable(TerminalOutput terminal, string[] headings, IReadOnlyList<string[]> rows)
    {
        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(headings))
        {
            terminal.Line("  " + string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
        }
    }

    private static string Share(Formats formats, double? share) => share is { } fraction ? $" ({formats.Percent(fraction)})" : "";
}
