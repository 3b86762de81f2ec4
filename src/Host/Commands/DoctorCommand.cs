using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Journal.Storage;
using Regulars.Storage;

namespace Regulars.Host.Commands;

/// <summary><c>regulars doctor</c>: recomputes what is kept twice and names what does not agree.</summary>
internal static class DoctorCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var command = new Command("doctor", terminal.Text("cli.doctor")) { data };
        command.SetAction(parsed =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            var isSound = true;
            foreach (var (check, faults) in Checks(workplace.Database))
            {
                terminal.Line($"  {(faults == 0 ? "✓" : "✗")} {terminal.Text("cli.doctor." + check)}{(faults == 0 ? "" : "  " + terminal.Text("cli.doctor.faults", faults))}");
                isSound &= faults == 0;
            }

            return isSound ? RegularsCommand.Success : RegularsCommand.Failure;
        });
        return command;
    }

    private static IEnumerable<(string Check, long Faults)> Checks(Database database)
    {
        if (database.Engine is Engine.Sqlite)
        {
            yield return ("file", database.QueryFirst<string>("PRAGMA integrity_check") == "ok" ? 0 : 1);
        }

        foreach (var check in JournalChecks.All)
        {
            yield return (check.Name, database.QueryFirst<long>(check.CountFaults));
        }
    }
}
