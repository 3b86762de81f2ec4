using System.CommandLine;
using System.Data.Common;
using Regulars.Host.Terminal;
using Regulars.Journal.Contracts;
using Regulars.Storage;

namespace Regulars.Host.Commands;

/// <summary><c>regulars restore FILE</c>: puts a backup in the place of the present data, and forgets again whom it must.</summary>
internal static class RestoreCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var file = new Argument<string>("FILE") { Description = terminal.Text("cli.restore.file") };
        var data = SharedOptions.Data(terminal);
        var command = new Command("restore", terminal.Text("cli.restore")) { file, data };
        command.SetAction((parsed, _) => RunAsync(terminal, parsed.GetValue(file)!, SharedOptions.Installation(parsed.GetValue(data))));
        return command;
    }

    private static async Task<int> RunAsync(TerminalOutput terminal, string file, InstallationOptions options)
    {
        if (!File.Exists(file))
        {
            throw new CommandException(terminal.Text("cli.file_missing", file));
        }

        if (options.ConnectionString is null)
        {
            RestoreSqlite(terminal, file, options);
        }
        else
        {
            RestorePostgreSql(terminal, file, options);
        }

        var forgotten = await ForgetAgainAsync(options);
        terminal.Note(terminal.Text("cli.restore.done", forgotten));
        return RegularsCommand.Success;
    }

    /// <summary>The present tables are kept as a backup; a file that is not one changes nothing.</summary>
    private static void RestorePostgreSql(TerminalOutput terminal, string file, InstallationOptions options)
    {
        using var installation = Installation.Open(options, TimeProvider.System);
        installation.Database.BackUp(installation.Folder.NewBackup(TimeProvider.System, ".zip"));
        try
        {
            ((PostgreSqlDatabase)installation.Database).Restore(file);
        }
        catch (InvalidDataException)
        {
            throw new CommandException(terminal.Text("cli.restore.damaged", file));
        }
    }

    /// <summary>The present database is kept as a backup; the restored one is checked before it takes its place.</summary>
    private static void RestoreSqlite(TerminalOutput terminal, string file, InstallationOptions options)
    {
        using var folder = DataFolder.Open(options.DataFolder);
        var incoming = folder.DatabaseFile + ".incoming";
        File.Copy(file, incoming, overwrite: true);
        if (!IsSound(incoming))
        {
            File.Delete(incoming);
            throw new CommandException(terminal.Text("cli.restore.damaged", file));
        }

        if (File.Exists(folder.DatabaseFile))
        {
            using var present = new SqliteDatabase(folder.DatabaseFile);
            present.BackUp(folder.NewBackup(TimeProvider.System, ".db"));
        }

        File.Delete(folder.DatabaseFile + "-wal");
        File.Delete(folder.DatabaseFile + "-shm");
        File.Move(incoming, folder.DatabaseFile, overwrite: true);
    }

    private static bool IsSound(string file)
    {
        try
        {
            using var check = new SqliteDatabase(file);
            return check.QueryFirst<string>("PRAGMA integrity_check") == "ok"
                && check.QueryFirst<long>("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'") > 0;
        }
        catch (DbException)
        {
            // Not a database at all.
            return false;
        }
    }

    /// <summary>People who were erased after the backup was taken are erased again.</summary>
    private static async Task<int> ForgetAgainAsync(InstallationOptions options)
    {
        using var workplace = new Workplace(options);
        var forgotten = 0;
        foreach (var customer in workplace.Erasures.Read())
        {
            var answer = await workplace.Intake.SubmitAsync(new EraseCustomer(customer, "restore"));
            forgotten += answer?.Status is IntakeStatus.Recorded ? 1 : 0;
        }

        return forgotten;
    }
}
