using Regulars.Journal.Import;
using Regulars.Kernel;
using Regulars.Ui;

namespace Regulars.Journal.Pages;

/// <summary>Says refusals, warnings and rejected rows of an import in the reader's words.</summary>
internal static class ImportWords
{
    /// <summary>Texts may name a column, a value and two further things.</summary>
    private const int MostArguments = 6;

    public static string Reason(Reader reader, RejectedRow row) => reader.Text($"{row.Code}.reason", Arguments(row.Arguments));

    public static string Cure(Reader reader, RejectedRow row) => reader.Text($"{row.Code}.cure", Arguments(row.Arguments));

    public static string Warning(Reader reader, ImportWarning warning) => reader.Text(warning.Code, Counted(warning.Arguments));

    public static string Reason(Reader reader, Refusal refusal) => reader.Text($"{refusal.Code}.reason", Arguments([refusal.Place ?? ""]));

    public static string Cure(Reader reader, Refusal refusal) => reader.Text($"{refusal.Code}.cure", Arguments([refusal.Place ?? ""]));

    /// <summary>What is missing is empty rather than an error.</summary>
    private static object[] Arguments(IReadOnlyList<string> arguments) =>
        [.. arguments, .. Enumerable.Repeat("", Math.Max(0, MostArguments - arguments.Count))];

    /// <summary>The first argument of a warning is a number where it counts something, and chooses the plural form.</summary>
    private static object[] Counted(IReadOnlyList<string> arguments)
    {
        var counted = Arguments(arguments);
        if (arguments.Count > 0 && long.TryParse(arguments[0], out var number))
        {
            counted[0] = number;
        }

        return counted;
    }
}
