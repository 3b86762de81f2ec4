using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Regulars.Host.Terminal;
using Regulars.Kernel;
using Regulars.Statistics;

namespace Regulars.Host.Commands;

/// <summary>How commands of the bench answer: as JSON, or as lines of a name and a value.</summary>
internal static class LabAnswer
{
    private const int NameWidth = 34;

    /// <summary>The value, or the end of the command with the reason in the reader's language.</summary>
    public static T Given<T>(TerminalOutput terminal, Outcome<T> outcome) => outcome.Refusal is { } refusal
        ? throw new CommandException(Explain(terminal, refusal))
        : outcome.Value;

    public static string Explain(TerminalOutput terminal, Statistics.Refusal refusal) => terminal.Text($"cli.lab.refusal.{refusal.Code}");

    /// <summary>Writes one JSON object to standard output.</summary>
    public static void Json(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        output.Write(Encoding.ASCII.GetBytes("\n"));
    }

    /// <summary>Writes numbers by their names as one object.</summary>
    public static void Numbers(Utf8JsonWriter json, string name, IEnumerable<(string Name, double Value)> numbers)
    {
        json.WriteStartObject(name);
        foreach (var (one, value) in numbers)
        {
            json.WriteNumber(one, value);
        }

        json.WriteEndObject();
    }

    public static void Line(TerminalOutput terminal, string name, string value) => terminal.Line($"  {name.PadRight(NameWidth)}  {value}");

    /// <summary>A number with about five digits that tell something, written as the reader's language does.</summary>
    public static string Number(TerminalOutput terminal, double value)
    {
        if (value == Math.Round(value) && Math.Abs(value) < 1e15)
        {
            return terminal.Reader(new BusinessCalendar("UTC"), Currency.Of("EUR")).Formats.Integer((long)value);
        }

        var size = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return terminal.Reader(new BusinessCalendar("UTC"), Currency.Of("EUR")).Formats.Number(value, Math.Clamp(4 - size, 0, 10));
    }

    public static string Interval(TerminalOutput terminal, Statistics.Intervals.Interval interval) =>
        $"[{Number(terminal, interval.Low)}; {Number(terminal, interval.High)}]";
}
