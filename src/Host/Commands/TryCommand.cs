using System.CommandLine;
using Npgsql;
using Regulars.Host.Terminal;
using Regulars.Insights.Contracts;

namespace Regulars.Host.Commands;

/// <summary><c>regulars try [FILE]</c>: the main job in one go, in a fresh place that is gone afterwards.</summary>
internal static class TryCommand
{
    public static Command Create(TerminalOutput terminal)
    {
        var file = new Argument<string?>("FILE") { Description = terminal.Text("cli.try.file"), Arity = ArgumentArity.ZeroOrOne };
        var asOf = SharedOptions.AsOf(terminal);
        var from = SharedOptions.From(terminal);
        var to = SharedOptions.To(terminal);
        var window = SharedOptions.Window(terminal);
        var format = SharedOptions.Format(terminal);
        var currency = SharedOptions.Currency(terminal);
        var timeZone = SharedOptions.TimeZone(terminal);
        var port = SharedOptions.Port(terminal);
        var noServe = new Option<bool>("--no-serve") { Description = terminal.Text("cli.try.no_serve") };
        var command = new Command("try", terminal.Text("cli.try")) { file, asOf, from, to, window, format, currency, timeZone, port, noServe };
        command.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            parsed.GetValue(file),
            SharedOptions.Query(terminal, parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(window), null, null),
            parsed.GetValue(format) ?? "text",
            parsed.GetValue(currency),
            parsed.GetValue(timeZone),
            parsed.GetValue(noServe) ? null : parsed.GetValue(port),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        TerminalOutput terminal, string? file, ReportQuery query, string format, string? currency, string? timeZone, int? port, CancellationToken cancellation)
    {
        using var place = new FreshPlace();
        using (var workplace = new Workplace(place.Options))
        {
            if (file is null)
            {
                await DemoCommand.FillAsync(terminal, workplace, DemoCommand.DefaultSeed, DemoCommand.DefaultCustomers, cancellation);
            }
            else
            {
                await FileImport.RunAsync(terminal, workplace, file, null, currency, timeZone, cancellation);
            }

            ReportPrinter.Print(terminal, workplace.Reports.Compute(query), workplace.Businesses.Current, format);
        }

        return port is { } open ? await ServeCommand.ServeAsync(terminal, place.Options, open, isTrial: true, cancellation) : RegularsCommand.Success;
    }

    /// <summary>A folder, and on PostgreSQL a schema, of its own; both are removed at the end.</summary>
    private sealed class FreshPlace : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("regulars-try-");

        private readonly string? schema;

        public FreshPlace()
        {
            Options = new InstallationOptions(folder.FullName, null, IsTemporary: true);
            if (SharedOptions.Installation(null).ConnectionString is { } connection)
            {
                schema = "regulars_try_" + Guid.NewGuid().ToString("N")[..12];
                Options = Options with { ConnectionString = new NpgsqlConnectionStringBuilder(connection) { SearchPath = schema }.ToString() };
            }
        }

        public InstallationOptions Options { get; }

        public void Dispose()
        {
            folder.Delete(recursive: true);
            if (schema is not null)
            {
                using var source = NpgsqlDataSource.Create(Options.ConnectionString!);
                using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {schema} CASCADE");
                command.ExecuteNonQuery();
            }
        }
    }
}
