using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Regulars.Host.Access;
using Regulars.Host.Terminal;
using Regulars.Host.Web;
using Regulars.Storage;

namespace Regulars.Host.Commands;

/// <summary><c>regulars serve</c></summary>
internal static class ServeCommand
{
    private static readonly TimeSpan FirstVisitValid = TimeSpan.FromDays(7);

    private static readonly TimeSpan SignInValid = TimeSpan.FromHours(1);

    public static Command Create(TerminalOutput terminal)
    {
        var data = SharedOptions.Data(terminal);
        var port = SharedOptions.Port(terminal);
        var command = new Command("serve", terminal.Text("cli.serve")) { data, port };
        command.SetAction((parsed, cancellation) =>
            ServeAsync(terminal, SharedOptions.Installation(parsed.GetValue(data)), parsed.GetValue(port), isTrial: false, cancellation));
        return command;
    }

    /// <summary>Runs the server until it is told to stop; then what waits is finished.</summary>
    /// <param name="terminal">Where the address is told.</param>
    /// <param name="options">The installation.</param>
    /// <param name="port">The port of the console.</param>
    /// <param name="isTrial">Whether to sign the visitor in by a one-time link instead of asking for an owner first.</param>
    /// <param name="cancellation">Stops the server.</param>
    public static async Task<int> ServeAsync(TerminalOutput terminal, InstallationOptions options, int port, bool isTrial, CancellationToken cancellation)
    {
        using var installation = Installation.Open(options with { Use = SqliteUse.Serving }, TimeProvider.System);
        // Whoever tries it out reads the terminal; who runs it reads the log.
        await using var app = WebHost.Build(installation, port, isTrial ? LogLevel.Warning : LogLevel.Information);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException)
        {
            throw new CommandException(terminal.Text("cli.port_taken", port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        Tell(terminal, app, port, isTrial);
        await app.WaitForShutdownAsync(cancellation);
        return RegularsCommand.Success;
    }

    private static void Tell(TerminalOutput terminal, WebApplication app, int port, bool isTrial)
    {
        var address = $"http://localhost:{port}";
        var accounts = app.Services.GetRequiredService<Accounts>();
        var links = app.Services.GetRequiredService<AccessLinks>();
        if (isTrial)
        {
            var owner = accounts.Create("owner@localhost", terminal.Text("cli.try.owner"), Role.Owner, null, "try")!;
            terminal.Note(terminal.Text("cli.serve.sign_in", $"{address}/sign-in/link?token={links.Create(AccessLinks.SignIn, owner.Id, SignInValid)}"));
        }
        else if (!accounts.Any)
        {
            terminal.Note(terminal.Text("cli.serve.first_visit", $"{address}/first-visit?code={links.Create(AccessLinks.FirstVisit, null, FirstVisitValid)}"));
        }
        else
        {
            terminal.Note(terminal.Text("cli.serve.open", address));
        }
    }
}
