using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Regulars.Host.Terminal;

namespace Regulars.Host.Commands;

/// <summary>Prints figures of the bench: as JSON in full, or as a short table of names and values.</summary>
internal static class LabFigures
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print<T>(TerminalOutput terminal, string? format, T figures, IEnumerable<(string Name, string Value)> lines)
    {
        if (format == "json")
        {
            // Written as bytes, so that no mark of an encoding comes before it.
            using var output = Console.OpenStandardOutput();
            JsonSerializer.Serialize(output, figures, Options);
            output.Write(Encoding.ASCII.GetBytes("\n"));
            return;
        }

        var all = lines.ToList();
        var width = all.Max(line => line.Name.Length);
        foreach (var (name, value) in all)
        {
            terminal.Line($"{name.PadRight(width)}  {value}");
        }
    }

    /// <summary>A figure for people, with four decimals.</summary>
    public static string Of(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
