using System.CommandLine;
using System.Diagnostics;
using Regulars.Host.Terminal;

namespace Regulars.Host.Commands;

/// <summary><c>regulars refresh</c>: computes scores, outlooks, signs, segments and recommendations now, as the server does after facts changed.</summary>
internal static class RefreshCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var command = new Command("refresh", terminal.Text("cli.refresh")) { data };
        command.SetAction(parsed =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            var begun = Stopwatch.GetTimestamp();
            var changed = workplace.Refresh.Run(_ => { }, CancellationToken.None);
            terminal.Line(terminal.Text("cli.refresh.done", changed, $"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0}"));
            return RegularsCommand.Success;
        });
        return command;
    }
}
