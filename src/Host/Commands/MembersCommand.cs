using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Journal.Features;
using Regulars.Journal.Import;
using Regulars.Loyalty.Members;

namespace Regulars.Host.Commands;

/// <summary><c>regulars import-members FILE</c>: brings members with their balances from another program.</summary>
internal static class MembersCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var file = new Argument<string>("FILE") { Description = terminal.Text("cli.members.file") };
        var data = SharedOptions.Data(terminal);
        var preview = new Option<bool>("--preview") { Description = terminal.Text("cli.members.preview") };
        var command = new Command("import-members", terminal.Text("cli.members")) { file, data, preview };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetValue(data), parsed.GetValue(file)!, parsed.GetValue(preview), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TerminalOutput terminal, string? data, string path, bool isPreview, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new CommandException(terminal.Text("cli.file_missing", path));
        }

        using var workplace = new Workplace(SharedOptions.Installation(data));
        var source = ImportSource.FromFile(path);
        var preview = workplace.Members.Recognise(source);
        if (preview.Refusal is { } refusal)
        {
            throw new CommandException(terminal.Text("cli.members.refused", path, $"{refusal.Detail} {refusal.Place}".TrimEnd()));
        }

        terminal.Note(terminal.Text("cli.members.recognised", preview.Rows, preview.Found, preview.New, preview.Rejected));
        if (isPreview)
        {
            Tell(terminal, preview.Units, isDone: false);
            return RegularsCommand.Success;
        }

        var waiting = workplace.Members.Add(source, preview, "command line", resumes: true);
        var run = await workplace.Members.RunAsync(
            waiting.Id, source, "command line", rows => terminal.Progress(terminal.Text("cli.members.progress", rows, preview.Rows)), cancellation);
        terminal.EndProgress();
        terminal.Note(terminal.Text("cli.members.done", run.Totals.Taken, run.Totals.Rejected));
        Tell(terminal, run.Totals.Units, isDone: true);
        terminal.Note(terminal.Text("cli.members.reconciliation", Write(terminal, workplace, run, path)));
        return run.Totals.Differing == 0 && run.Totals.Units.All(unit => unit.Difference == 0) ? RegularsCommand.Success : RegularsCommand.Failure;
    }

    private static void Tell(TerminalOutput terminal, IReadOnlyList<MemberUnitTotal> units, bool isDone)
    {
        foreach (var unit in units)
        {
            terminal.Line(isDone
                ? terminal.Text("cli.members.unit", unit.Unit, Number(unit.InFile), Number(unit.Rejected), Number(unit.InLedger ?? 0), Number(unit.Difference))
                : terminal.Text("cli.members.unit_preview", unit.Unit, Number(unit.InFile), Number(unit.Rejected)));
        }
    }

    private static string Number(decimal number) => number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    private static string Write(TerminalOutput terminal, Workplace workplace, MemberImportRun run, string path)
    {
        var file = Path.Combine(workplace.Folder.Uploads, Path.GetFileName(path) + ".reconciliation.csv");
        Directory.CreateDirectory(workplace.Folder.Uploads);
        using var writer = new StreamWriter(file);
        writer.WriteLine(Csv.Line(MemberReconciliation.Headings.Select(key => terminal.Text(key))));
        foreach (var row in MemberReconciliation.Rows(run, workplace.Members, key => terminal.Text(key)))
        {
            writer.WriteLine(Csv.Line(row));
        }

        return file;
    }
}
