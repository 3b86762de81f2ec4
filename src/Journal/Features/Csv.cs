using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Regulars.Journal.Features;

/// <summary>Writes CSV files (RFC 4180) row by row; no cell can become a formula in a spreadsheet.</summary>
public static class Csv
{
    private const string Formulas = "=+-@\t\r";

    /// <summary>A download that is written while it is read.</summary>
    public static IResult File(string name, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object?>> rows) => TypedResults.Stream(
        async body =>
        {
            // The mark tells spreadsheets that the letters are UTF-8.
            await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" };
            await text.WriteLineAsync(Line(headings));
            foreach (var row in rows)
            {
                await text.WriteLineAsync(Line(row));
            }
        },
        "text/csv; charset=utf-8",
        name);

    /// <summary>One line, without its end.</summary>
    public static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(text),
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && Formulas.Contains(text[0]) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
