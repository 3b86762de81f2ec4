using System.CommandLine;
using Regulars.Host.Terminal;
using Regulars.Insights.Contracts;

namespace Regulars.Host.Commands;

/// <summary><c>regulars report</c></summary>
internal static class ReportCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var asOf = SharedOptions.AsOf(terminal);
        var from = SharedOptions.From(terminal);
        var to = SharedOptions.To(terminal);
        var window = SharedOptions.Window(terminal);
        var unit = SharedOptions.Unit(terminal);
        var part = SharedOptions.Part(terminal);
        var format = SharedOptions.Format(terminal);
        var command = new Command("report", terminal.Text("cli.report")) { data, asOf, from, to, window, unit, part, format };
        command.SetAction(parsed => Run(
            terminal,
            parsed.GetValue(data),
            SharedOptions.Query(
                terminal, parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(window), parsed.GetValue(unit), parsed.GetValue(part)),
            parsed.GetValue(format) ?? "text"));
        return command;
    }

    private static int Run(TerminalOutput terminal, string? data, ReportQuery query, string format)
    {
        using var workplace = new Workplace(SharedOptions.Installation(data));
        if (query.Part is { } part && !workplace.Reports.ValuesOf(part.Dimension).Contains(part.Code))
        {
            throw new CommandException(terminal.Text("cli.part_unknown", part.Code, string.Join(", ", workplace.Reports.ValuesOf(part.Dimension).Take(20))));
        }

        ReportPrinter.Print(terminal, workplace.Reports.Compute(query), workplace.Businesses.Current, format);
        return RegularsCommand.Success;
    }
}
