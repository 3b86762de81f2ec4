using System.CommandLine;
using Regulars.Host.Terminal;

namespace Regulars.Host.Commands;

/// <summary><c>regulars demo</c>: fills an installation with the demonstration shop.</summary>
internal static class DemoCommand
{
    public const int DefaultSeed = 1;

    public const int DefaultCustomers = 2_000;

    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var seed = new Option<int>("--seed") { Description = terminal.Text("cli.demo.seed"), DefaultValueFactory = _ => DefaultSeed };
        var customers = new Option<int>("--customers") { Description = terminal.Text("cli.demo.customers"), DefaultValueFactory = _ => DefaultCustomers };
        var command = new Command("demo", terminal.Text("cli.demo")) { data, seed, customers };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var workplace = new Workplace(SharedOptions.Installation(parsed.GetValue(data)));
            await FillAsync(terminal, workplace, parsed.GetValue(seed), parsed.GetValue(customers), cancellation);
            return RegularsCommand.Success;
        });
        return command;
    }

    public static Task FillAsync(TerminalOutput terminal, Workplace workplace, int seed, int customers, CancellationToken cancellation) =>
        Task.CompletedTask;
}
