using System.CommandLine;
using System.Data.Common;
using Regulars.Host.Terminal;
using Regulars.Host.Web;
using Regulars.Storage;

namespace Regulars.Host.Commands;

/// <summary>The command line: one command per use, each with its own help.</summary>
internal static class RegularsCommand
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>It could not be done; the message says why and what to do.</summary>
    public const int Failure = 1;

    /// <summary>What a server that has finished its work needs to close its files.</summary>
    private static readonly TimeSpan TimeToClose = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var terminal = new TerminalOutput();
        var root = new RootCommand(terminal.Text("cli.regulars"))
        {
            ServeCommand.Create(terminal),
            TryCommand.Create(terminal),
            ImportCommand.Create(terminal),
            MembersCommand.Create(terminal),
            ReportCommand.Create(terminal),
            RefreshCommand.Create(terminal),
            DemoCommand.Create(terminal),
            KeysCommand.Create(terminal),
            BackupCommand.Create(terminal),
            RestoreCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            LogCommand.Create(terminal),
            LabCommand.Create(terminal),
        };
        try
        {
            return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = WebHost.MostTimeToStop + TimeToClose,
            });
        }
        catch (Exception refusal) when (refusal is DataFolderException or MigrationException or CommandException)
        {
            terminal.Error(refusal.Message);
            return Failure;
        }
        catch (DbException unreachable)
        {
            terminal.Error(terminal.Text("cli.database_failed", unreachable.Message));
            return Failure;
        }
        catch (OperationCanceledException)
        {
            terminal.Error(terminal.Text("cli.stopped"));
            return Failure;
        }
    }
}

/// <summary>A command cannot do what was asked; the message says why and what to do, in the reader's language.</summary>
internal sealed class CommandException(string message) : Exception(message);
