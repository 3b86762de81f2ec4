using System.CommandLine;
using Regulars.Host.Terminal;

namespace Regulars.Host.Commands;

/// <summary><c>regulars lab …</c>: the analyst's bench, on any table in a text file, which is not imported.</summary>
internal static class LabCommand
{
    public static Command Create(TerminalOutput terminal) => new("lab", terminal.Text("cli.lab"))
    {
        LabLifetimeCommand.Create(terminal),
        LabExperimentCommand.Create(terminal),
        LabRecommendCommand.Create(terminal),
        LabChurnCommand.Create(terminal),
    };
}
