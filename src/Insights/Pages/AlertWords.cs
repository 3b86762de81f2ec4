using Regulars.Insights.Alerts;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Insights.Pages;

/// <summary>Says alerts in the reader's words.</summary>
internal static class AlertWords
{
    /// <summary>What happened, when, what was expected, and where it came from.</summary>
    public static string Sentence(Reader reader, AlertRow row)
    {
        var formats = reader.Formats;
        var said = Figures.Sentence(reader.Text(
            row.Direction > 0 ? "alert.above" : "alert.below",
            reader.Text($"alert.measure.{row.Measure}"),
            formats.Date(new Day(row.LastDay)),
            Value(reader, row.Measure, row.Value),
            Value(reader, row.Measure, row.Low),
            Value(reader, row.Measure, row.High)));
        return row.Parts is [var first, ..]
            ? $"{said} {reader.Text("alert.part", PartName(reader, first), Value(reader, row.Measure, first.Value), Value(reader, row.Measure, first.Usual))}"
            : said;
    }

    /// <summary>A part of the sales by its name.</summary>
    public static string PartName(Reader reader, AlertPart part) => part.Dimension switch
    {
        "segment" => reader.Text("alert.part.segment", reader.Text($"segments.name.{part.Code}")),
        "saved" => reader.Text("alert.part.segment", part.Code),
        _ => reader.Text($"retention.part.{part.Dimension}", part.Code),
    };

    /// <summary>A value as its measure is written.</summary>
    public static string Value(Reader reader, string measure, double value) => measure is "revenue" or "average_order" or "returned"
        ? reader.Formats.MoneyShort(new Money((long)Math.Round(value), reader.Currency))
        : reader.Formats.Number(value, 0);
}
