using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Journal.Import;

namespace Regulars.Host.Commands;

/// <summary><c>regulars import FILE…</c></summary>
internal static class ImportCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = terminal.Text("cli.import.files"), Arity = ArgumentArity.OneOrMore };
        var data = SharedOptions.Data(terminal);
        var mapping = new Option<string?>("--mapping") { Description = terminal.Text("cli.import.mapping"), HelpName = "FILE" };
        var currency = SharedOptions.Currency(terminal);
        var timeZone = SharedOptions.TimeZone(terminal);
        var preview = new Option<bool>("--preview") { Description = terminal.Text("cli.import.preview") };
        var command = new Command("import", terminal.Text("cli.import")) { files, data, mapping, currency, timeZone, preview };
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            parsed.GetValue(data),
            parsed.GetValue(files)!,
            parsed.GetValue(mapping),
            parsed.GetValue(currency),
            parsed.GetValue(timeZone),
            parsed.GetValue(preview),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        TerminalOutput terminal, string? data, string[] files, string? mapping, string? currency, string? timeZone, bool preview, CancellationToken cancellation)
    {
        var corrected = mapping is null ? null : ReadMapping(terminal, mapping);
        using var workplace = new Workplace(SharedOptions.Installation(data));
        foreach (var file in files)
        {
            if (preview)
            {
                Preview(terminal, workplace, file, corrected);
            }
            else
            {
                await FileImport.RunAsync(terminal, workplace, file, corrected, currency, timeZone, cancellation);
            }
        }

        return RegularsCommand.Success;
    }

    private static void Preview(TerminalOutput terminal, Workplace workplace, string file, ImportMapping? corrected)
    {
        if (!File.Exists(file))
        {
            throw new CommandException(terminal.Text("cli.file_missing", file));
        }

        var recognised = workplace.Import.Recognise(ImportSource.FromFile(file), corrected);
        terminal.Line(recognised.Refusal is { } refusal
            ? throw new CommandException(terminal.Text("cli.file_refused", file, FileImport.Explain(terminal, refusal.Code, [refusal.Place ?? ""])))
            : recognised.Value.Mapping.ToJson());
    }

    private static ImportMapping ReadMapping(TerminalOutput terminal, string file) => File.Exists(file)
        ? ImportMapping.FromJson(File.ReadAllText(file)) ?? throw new CommandException(terminal.Text("cli.mapping_unreadable", file))
        : throw new CommandException(terminal.Text("cli.file_missing", file));
}
