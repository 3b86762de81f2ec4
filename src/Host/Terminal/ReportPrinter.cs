using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Regulars.Insights.Contracts;
using Regulars.Insights.Features;
using Regulars.Journal.Contracts;

namespace Regulars.Host.Terminal;

/// <summary>Prints a report to standard output as text, JSON or CSV.</summary>
internal static class ReportPrinter
{
    public static void Print(TerminalOutput terminal, Report report, Business business, string format)
    {
        switch (format)
        {
            case "json":
                PrintJson(report);
                break;
            case "csv":
                Console.Out.Write(ReportCsv.Growth(report));
                break;
            default:
                ReportText.Print(terminal, terminal.Reader(business.Calendar, business.Currency), report);
                break;
        }
    }

    private static void PrintJson(Report report)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ReportJson.Write(json, report);
        }

        output.Write(Encoding.ASCII.GetBytes("\n"));
    }
}
