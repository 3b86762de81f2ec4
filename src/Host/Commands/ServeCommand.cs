using System.CommandLine;
using Regulars.Host.Terminal;

namespace Regulars.Host.Commands;

/// <summary><c>regulars serve</c></summary>
internal static class ServeCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var port = SharedOptions.Port(terminal);
        var command = new Command("serve", terminal.Text("cli.serve")) { data, port };
        command.SetAction((parsed, cancellation) =>
            ServeAsync(terminal, SharedOptions.Installation(parsed.GetValue(data)), parsed.GetValue(port), cancellation));
        return command;
    }

    public static Task<int> ServeAsync(TerminalOutput terminal, InstallationOptions options, int port, CancellationToken cancellation) =>
        Task.FromResult(RegularsCommand.Success);
}
