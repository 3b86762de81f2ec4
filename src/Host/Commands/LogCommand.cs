using System.CommandLine;
using Regulars.Host.Terminal;

namespace Regulars.Host.Commands;

/// <summary><c>regulars log continue</c>: opens a new log after an older backup was restored.</summary>
internal static class LogCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var go = new Command("continue", terminal.Text("cli.log.continue")) { data };
        go.SetAction(parsed =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            terminal.Line(terminal.Text("cli.log.continued", workplace.LedgerLog.Continue()));
            return RegularsCommand.Success;
        });
        return new Command("log", terminal.Text("cli.log")) { go };
    }
}
