using Regulars.Host.Terminal;
using Regulars.Journal.Import;
using Regulars.Journal.Importing;
using Regulars.Ui;

namespace Regulars.Host.Commands;

/// <summary>Imports one file for a command: recognises it, says what was recognised, imports it with progress, says what came of it.</summary>
internal static class FileImport
{
    public static async Task<ImportRun> RunAsync(
        TerminalOutput terminal, Workplace workplace, string path, ImportMapping? mapping, string? currency, string? timeZone, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new CommandException(terminal.Text("cli.file_missing", path));
        }

        var source = ImportSource.FromFile(path);
        var recognised = workplace.Import.Recognise(source, mapping);
        if (recognised.Refusal is { } refusal)
        {
            throw new CommandException(terminal.Text("cli.file_refused", path, Explain(terminal, refusal.Code, [refusal.Place ?? ""])));
        }

        var plan = recognised.Value;
        workplace.SetUpFor(plan, currency, timeZone);
        var reader = terminal.Reader(workplace.Businesses.Current.Calendar, workplace.Businesses.Current.Currency);
        terminal.Note(Describe(reader, plan));
        var run = await workplace.Import.RunAsync(
            source, plan, "command line", status => terminal.Progress(Describe(reader, status)), cancellation);
        terminal.EndProgress();
        terminal.Note(reader.Text("cli.import.done", run.Totals.Recorded, run.Totals.Unchanged, run.Totals.Rejected));
        if (run.Totals.Rejected > 0)
        {
            var rejects = WriteRejects(terminal, workplace, run, path);
            terminal.Note(reader.Text("cli.import.rejected_file", rejects));
        }

        return run;
    }

    /// <summary>The reason and the cure of a code, as one text in the reader's language.</summary>
    public static string Explain(TerminalOutput terminal, string code, IReadOnlyList<string> arguments)
    {
        var texts = ImportTexts.In(terminal.Language.Code());
        return texts.Reason(code, arguments) + " " + texts.Cure(code, arguments);
    }

    private static string Describe(Reader reader, ImportPlan plan) => reader.Text(
        "cli.import.recognised",
        plan.Rows,
        plan.Orders,
        plan.Encoding,
        plan.Delimiter switch { '\t' => "TAB", var sign => sign.ToString() },
        plan.DecimalSign.ToString(),
        plan.Dates.Example);

    private static string Describe(Reader reader, ImportStatus status) => status.Left is { } left
        ? reader.Text("cli.import.progress_left", reader.Formats.Percent(status.Share, 0), (long)status.RowsPerSecond, reader.Formats.Duration(left))
        : reader.Text("cli.import.progress", reader.Formats.Percent(status.Share, 0), (long)status.RowsPerSecond);

    private static string WriteRejects(TerminalOutput terminal, Workplace workplace, ImportRun run, string path)
    {
        var file = Path.Combine(workplace.Folder.Path, "uploads", Path.GetFileName(path) + ".rejected.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var writer = new StreamWriter(file);
        workplace.Runs.WriteRejects(run.Id, writer, ImportTexts.In(terminal.Language.Code()));
        return file;
    }
}
