using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Storage;

namespace Regulars.Host.Commands;

/// <summary><c>regulars backup [FILE]</c></summary>
internal static class BackupCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var file = new Argument<string?>("FILE") { Description = terminal.Text("cli.backup.file"), Arity = ArgumentArity.ZeroOrOne };
        var data = SharedOptions.Data(terminal);
        var command = new Command("backup", terminal.Text("cli.backup")) { file, data };
        command.SetAction(parsed =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            var target = parsed.GetValue(file)
                ?? workplace.Folder.NewBackup(TimeProvider.System, workplace.Database.Engine is Engine.Sqlite ? ".db" : ".zip");
            if (File.Exists(target))
            {
                throw new CommandException(terminal.Text("cli.backup.exists", target));
            }

            workplace.Database.BackUp(target);
            terminal.Line(target);
            return RegularsCommand.Success;
        });
        return command;
    }
}
