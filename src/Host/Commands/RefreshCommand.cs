using System.CommandLine;
using System.Diagnostics;
using Regulars.Host.Terminal;
using Regulars.Insights;

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
            var steps = new List<(RefreshStep Step, long Begun)>();
            var changed = workplace.Refresh.Run(_ => { }, CancellationToken.None, step =>
            {
                steps.Add((step, Stopwatch.GetTimestamp()));
                terminal.Progress(terminal.Text("cli.refresh.progress", steps.Count, Enum.GetValues<RefreshStep>().Length, NameOf(step)));
            });
            var ended = Stopwatch.GetTimestamp();
            terminal.EndProgress();
            foreach (var (index, (step, start)) in steps.Index())
            {
                terminal.Note("  " + terminal.Text("cli.refresh.step", NameOf(step), Seconds(start, index + 1 < steps.Count ? steps[index + 1].Begun : ended)));
            }

            terminal.Line(terminal.Text("cli.refresh.done", changed, Seconds(begun, ended)));
            return RegularsCommand.Success;

            string NameOf(RefreshStep step) => terminal.Text($"cli.refresh.step.{step.ToString().ToLowerInvariant()}");
            static string Seconds(long from, long to) => $"{Stopwatch.GetElapsedTime(from, to).TotalSeconds:0.0}";
        });
        return command;
    }
}
